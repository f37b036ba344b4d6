import { sql } from 'kysely';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { createQuotes, type Quotes } from '../../server/modules/market/index.ts';
import type { MemoryRegistry } from '../../server/modules/market/instrument-registry.ts';
import { correctPrice } from '../../server/modules/market/services/correct-price.ts';
import type { BodyOf } from '../../contract/schemas.ts';
import type { Member } from '../../server/platform/actor.ts';
import { newId } from '../../server/platform/ids.ts';
import type { Platform } from '../../server/platform/platform.ts';
import { createSignals } from '../../server/platform/signals-pg.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { listed, stock, storeInstruments } from '../support/market.ts';
import { ownFile } from '../support/own-file.ts';
import { waitFor } from '../support/wait-for.ts';

const ADMIN: Member = {
  kind: 'member',
  user_id: newId(),
  tier: 'premium',
  role: 'admin',
  is_demo: false,
  session_id: newId(),
  via: 'cookie',
  expires_at_ms: Number.POSITIVE_INFINITY,
};
const REQUEST = {
  id: 'request-1',
  address: '198.18.0.1',
  user_agent: '',
  origin: null,
  if_match: null,
  idempotency: null,
  guest_token: null,
  cookies: {},
  headers: {},
};

interface TestProcess extends AsyncDisposable {
  readonly quotes: Quotes;
  readonly platform: Platform;
}

/** One process of an installation with a listening connection of its own. */
async function processOf(database: TestDatabase, registry: MemoryRegistry, ...argv: string[]): Promise<TestProcess> {
  const log = pino({ level: 'silent' });
  const signals = createSignals({ db: database.db, listen_url: database.url, log });
  await signals.start();
  const config = readConfig(argv, { DATABASE_URL: database.url, LOG_LEVEL: 'silent' });
  const platform = database.platform({ config, signals });
  const quotes = createQuotes(platform, registry, { database_url: database.url });
  await quotes.service.start();
  return {
    quotes,
    platform,
    async [Symbol.asyncDispose]() {
      await quotes.service.drain();
      await signals.drain();
    },
  };
}

/** A recording of one day in which the point of one price is in the wrong place. */
const recording = (rows: readonly string[]): Promise<string> =>
  ownFile('prices.csv', `time,symbol,price,volume\n${rows.join('\n')}\n`);

/** A feed that has told everything, and a process that only follows it. */
async function feedAndFollower(database: TestDatabase, rows: readonly string[]) {
  const registry = listed(stock('ACME'));
  await storeInstruments(database.db, registry);
  const file = await recording(rows);
  const replay = ['--provider=replay', `--file=${file}`, '--speed=1000000000'];
  const feed = await processOf(database, registry, '--run=feed', ...replay);
  const follower = await processOf(database, registry, '--run=api', ...replay);
  await waitFor('the recording to end', () => follower.quotes.live.status().status === 'closed');
  await waitFor('its last price', () => follower.quotes.viewOf(registry.at(0)));
  const acme = registry.at(0);
  return {
    feed,
    acme,
    view: ({ quotes }: TestProcess = follower) => quotes.viewOf(acme),
    correct: (body: BodyOf<'correctPrice'>) =>
      correctPrice(follower.platform, follower.quotes, { actor: ADMIN, instrument: acme, body, request: REQUEST }),
    async [Symbol.asyncDispose]() {
      await follower[Symbol.asyncDispose]();
      await feed[Symbol.asyncDispose]();
    },
  };
}

async function candle(database: TestDatabase, table: string): Promise<readonly string[]> {
  const { rows } = await sql<{ open: string; high: string; low: string; close: string }>`
    SELECT open, high, low, close FROM ${sql.table(`market.${table}`)} ORDER BY at DESC LIMIT 1
  `.execute(database.db);
  return rows.map(({ open, high, low, close }) => [open, high, low, close].join(' '));
}
const applied = async (database: TestDatabase): Promise<boolean> => {
  const { rows } = await sql<{ waiting: number }>`
    SELECT count(*)::int AS waiting FROM market.price_corrections WHERE applied_at IS NULL
  `.execute(database.db);
  return rows[0]?.waiting === 0;
};

describe('a wrong price', () => {
  it('is put right in every process, marked, in its day and its candles, and written down', async () => {
    await using database = await freshDatabase();
    await using world = await feedAndFollower(database, [
      '2026-03-02T15:00:10Z,ACME,100.00,1',
      '2026-03-02T15:20:00Z,ACME,101.00,1',
      '2026-03-02T15:40:00Z,ACME,98.00,1',
      '2026-03-02T15:45:00Z,ACME,120.00,1',
    ]);
    expect(world.view()).toMatchObject({ price: '120.00', high: '120.00', source: 'replay' });
    const told = await world.correct({ price: '99.5', reason: 'Digits of another paper' });
    await waitFor('the follower', () => world.view()?.price === '99.50');
    const right = { price: '99.50', open: '100.00', high: '101.00', low: '98.00', source: 'replay (corrected)' };
    expect(world.view()).toMatchObject(right);
    expect(world.view(world.feed)).toMatchObject(right);
    expect(told).toMatchObject({ wrong_price: '120.00', price: '99.50', at: '2026-03-02T15:45:00.000Z' });

    await waitFor('the correction to be settled', () => applied(database));
    await world.feed.quotes.service.drain(); // keeps the open candles
    expect(await candle(database, 'candles_1m')).toEqual(['99.50 99.50 99.50 99.50']);
    expect(await candle(database, 'candles_1h')).toEqual(['100.00 101.00 98.00 99.50']);
    expect(await candle(database, 'candles_1d')).toEqual(['100.00 101.00 98.00 99.50']);
    const { rows } = await sql`SELECT action, actor_id, subject_id, detail FROM identity.audit_events`.execute(
      database.db,
    );
    expect(rows).toEqual([
      {
        action: 'price.corrected',
        actor_id: ADMIN.user_id,
        subject_id: world.acme.id,
        detail: {
          symbol: 'ACME',
          price: '120.00 > 99.50',
          at: '2026-03-02T15:45:00.000Z',
          reason: 'Digits of another paper',
        },
      },
    ]);
  });

  it('that is no longer the newest leaves the day and the candles, and the newest price stays', async () => {
    await using database = await freshDatabase();
    await using world = await feedAndFollower(database, [
      '2026-03-02T15:00:10Z,ACME,100.00,1',
      '2026-03-02T15:20:30Z,ACME,125.00,1',
      '2026-03-02T15:40:00Z,ACME,98.00,1',
      '2026-03-02T16:45:00Z,ACME,102.00,1',
    ]);
    await world.correct({ price: '101', wrong_price: '125', at: '2026-03-02T15:20:30.000Z', reason: 'Spike' });
    await waitFor('the day', () => world.view()?.high === '102.00');
    expect(world.view()).toMatchObject({ price: '102.00', low: '98.00', source: 'replay' });
    await waitFor('the correction to be settled', () => applied(database));
    const { rows } = await sql<{ high: string }>`SELECT max(high) AS high FROM market.candles_1h`.execute(database.db);
    expect(rows[0]?.high).toBe('101.00');
  });

  it('that was corrected while nobody led is put right by the next leader', async () => {
    await using database = await freshDatabase();
    await using world = await feedAndFollower(database, ['2026-03-02T15:00:10Z,ACME,100.00,1']);
    await world.feed.quotes.service.drain();
    await world.correct({ price: '99', reason: 'Nobody was there' });
    expect(await applied(database)).toBe(false);
    await using next = await processOf(database, listed(world.acme), '--run=feed');
    await waitFor('the next leader', () => applied(database));
    expect(next.quotes.board.run.token).toBeGreaterThan(0);
  });

  it('is refused with more decimals than its instrument, without change, and where there is no price', async () => {
    await using database = await freshDatabase();
    await using world = await feedAndFollower(database, ['2026-03-02T15:00:10Z,ACME,100.00,1']);
    await expect(world.correct({ price: '99.123', reason: 'too fine' })).rejects.toMatchObject({
      code: 'price_too_fine',
    });
    await expect(world.correct({ price: '100', reason: 'the same' })).rejects.toMatchObject({ code: 'price_the_same' });
  });
});
