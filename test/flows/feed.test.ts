import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { createQuotes, type Quotes } from '../../server/modules/market/index.ts';
import type { MemoryRegistry } from '../../server/modules/market/instrument-registry.ts';
import { sparklineSelector } from '../../server/modules/market/selectors/get-sparklines.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { listed, stock, storeInstruments } from '../support/market.ts';
import { ownFile } from '../support/own-file.ts';
import { waitFor } from '../support/wait-for.ts';

/** One process of an installation, with a registry of its own. */
function processOf(database: TestDatabase, registry: MemoryRegistry, ...argv: string[]): Quotes & AsyncDisposable {
  const config = readConfig(argv, { DATABASE_URL: database.url, LOG_LEVEL: 'silent' });
  const quotes = createQuotes(database.platform({ config }), registry, { database_url: database.url });
  return { ...quotes, [Symbol.asyncDispose]: () => quotes.service.drain() };
}

const price = (quotes: Quotes, symbol: string): string | undefined => {
  const instrument = quotes.board.registry.find(symbol);
  return instrument && quotes.viewOf(instrument)?.price;
};

async function withStocks(database: TestDatabase, ...symbols: string[]): Promise<MemoryRegistry> {
  const registry = listed(...symbols.map((symbol) => stock(symbol)));
  await storeInstruments(database.db, registry);
  return registry;
}

const leads = (quotes: Quotes): boolean => quotes.live.status().status === 'live' && quotes.board.heard_ms > 0;

describe('a feed', () => {
  it('has one leader; a process that follows shows the same epoch, versions and prices', async () => {
    await using database = await freshDatabase();
    const registry = await withStocks(database, 'AAPL', 'MSFT', 'NFLX');
    await using leader = processOf(database, registry, '--run=feed');
    await leader.service.start();
    await waitFor('the first prices', () => price(leader, 'AAPL'));
    await using follower = processOf(database, registry, '--run=realtime');
    await follower.service.start();
    const seen = new Map<number, string>();
    leader.board.on('changed', (indexes) => {
      for (const index of indexes) seen.set(leader.live.version(index), leader.live.row(index));
    });
    const followed: string[] = [];
    follower.board.on('changed', (indexes) => {
      for (const index of indexes) if (seen.has(follower.live.version(index))) followed.push(follower.live.row(index));
    });
    await waitFor('three rows to arrive', () => followed.length >= 3);
    expect(follower.live.epoch()).toBe(leader.live.epoch());
    for (const row of followed) expect([...seen.values()]).toContain(row);
    expect(follower.live.status()).toMatchObject({ status: 'live', source: 'simulator' });
    expect(await follower.health.check()).toMatchObject({ status: 'healthy' });
  });

  it('passes to the next process when its leader goes: a new epoch, and prices go on', async () => {
    await using database = await freshDatabase();
    const registry = await withStocks(database, 'AAPL', 'MSFT');
    await using first = processOf(database, registry);
    await using second = processOf(database, registry);
    await first.service.start();
    await waitFor('the first to lead', () => leads(first));
    await second.service.start();
    await waitFor('the second to follow', () => second.live.epoch() === first.live.epoch() && price(second, 'AAPL'));
    const epoch = first.live.epoch();
    const versions: number[] = [];
    second.board.on('changed', (indexes) => {
      if (second.live.epoch() !== epoch) return;
      for (const index of indexes) if (index === 0) versions.push(second.live.version(0));
    });
    await waitFor('a followed change', () => versions.length >= 2);
    const last = first.board.columns.at_ms[0] ?? 0;
    await first.service.drain();
    await waitFor('the second to lead', () => second.live.epoch() !== epoch && second.board.heard_ms > last);
    expect(versions).toEqual(versions.toSorted((a, b) => a - b));
    expect(new Set(versions).size).toBe(versions.length);
    expect(Number(second.live.epoch().slice(1))).toBeGreaterThan(Number(epoch.slice(1)));
    expect(second.board.columns.at_ms[0]).toBeGreaterThanOrEqual(last);
  });

  it('goes on from the kept price after a restart', async () => {
    await using database = await freshDatabase();
    const registry = await withStocks(database, 'AAPL');
    {
      await using before = processOf(database, registry);
      await before.service.start();
      await waitFor('a price', () => leads(before));
    }
    const kept = await sql<{ price: string; at: Date; version: string }>`SELECT price, at FROM market.quotes`.execute(
      database.db,
    );
    await using after = processOf(database, registry, '--run=api');
    await after.service.start();
    expect(price(after, 'AAPL')).toBe(kept.rows[0]?.price);
    await using again = processOf(database, registry);
    await again.service.start();
    await waitFor('the new leader', () => leads(again));
    const quote = again.viewOf(registry.at(0));
    expect(Date.parse(quote?.at ?? '')).toBeGreaterThanOrEqual(kept.rows[0]?.at.getTime() ?? Number.NaN);
    expect(Math.abs(Number(quote?.price) / Number(kept.rows[0]?.price) - 1)).toBeLessThan(0.02);
  });

  it('refuses the writes of a leader that was replaced while it slept', async () => {
    await using database = await freshDatabase();
    const registry = await withStocks(database, 'AAPL');
    await using leader = processOf(database, registry, '--run=feed');
    await leader.service.start();
    await waitFor('a kept price', () => readPrice(database));
    const epoch = leader.live.epoch();
    await sql`UPDATE platform.leaderships SET token = token + 1`.execute(database.db);
    await waitFor('a new term', () => leader.live.epoch() !== epoch && leads(leader));
    const { rows } = await sql<{ token: string }>`SELECT token FROM market.feed_state`.execute(database.db);
    expect(Number(rows[0]?.token)).not.toBe(Number(epoch.slice(1)) + 1);
  });

  it('plays a recording, one day after the other, and says when it ended', async () => {
    await using database = await freshDatabase();
    const registry = await withStocks(database, 'AAPL', 'NFLX');
    const rows = [
      '2025-11-15,AAPL,272.41,1',
      '2025-11-15,NFLX,1112.17,2',
      '2025-11-18,AAPL,267.46,3',
      '2025-11-18,NFLX,110.29,4',
      '2025-11-19,NFLX,114.09,5',
    ];
    const file = await ownFile('closes.csv', `published,symbol,close,volume\n${rows.join('\n')}\n`);
    await using replay = processOf(database, registry, '--provider=replay', `--file=${file}`, '--speed=1000000');
    await replay.service.start();
    await waitFor('the end', () => replay.live.status().status === 'closed');
    expect(replay.viewOf(registry.at(0))).toMatchObject({
      price: '267.46',
      previous_close: '272.41',
      at: '2025-11-18T00:00:00.000Z',
      source: 'replay',
      simulated: false,
      freshness: 'closed',
    });
    expect(replay.viewOf(registry.at(1))).toMatchObject({ price: '114.09', previous_close: '110.29', change: '3.80' });
    const lines = sparklineSelector(replay, systemClock)(['AAPL']);
    expect(lines).toMatchObject([
      { points: ['272.41', '267.46'], from: '2025-11-15T00:00:00.000Z', to: '2025-11-18T00:00:00.000Z' },
    ]);
    await replay.service.drain();
    const candles = await sql<{ day: string; close: string; volume: number }>`
      SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, close, volume FROM market.candles_1d
      JOIN market.instruments ON instruments.id = instrument_id WHERE symbol = 'AAPL' AND candles_1d.source = 'replay' ORDER BY at
    `.execute(database.db);
    expect(candles.rows).toEqual([
      { day: '2025-11-15', close: '272.41', volume: 1 },
      { day: '2025-11-18', close: '267.46', volume: 3 },
    ]);
  });

  it('does not start with a recording that cannot be read', async () => {
    await using database = await freshDatabase();
    await using replay = processOf(database, listed('AAPL'), '--provider=replay', '--file=/no/such.csv');
    await expect(replay.service.start()).rejects.toThrow(/REPLAY_FILE/);
  });

  it('draws the day so far from the same prices it shows', async () => {
    await using database = await freshDatabase();
    const registry = await withStocks(database, 'AAPL');
    await using quotes = processOf(database, registry);
    await quotes.service.start();
    await waitFor('a price', () => leads(quotes));
    const [line] = sparklineSelector(quotes, systemClock)(['aapl']);
    expect(line?.points.length).toBeGreaterThanOrEqual(2);
    expect(line?.points.length).toBeLessThanOrEqual(48);
    expect(line?.previous_close).toBe(quotes.viewOf(registry.at(0))?.previous_close);
    expect(Math.abs(Number(line?.points.at(-1)) / Number(price(quotes, 'AAPL')) - 1)).toBeLessThan(0.01);
    expect(() => sparklineSelector(quotes, systemClock)(['AAPL', 'NOSUCH'])).toThrow(/symbols/);
  });
});

async function readPrice(database: TestDatabase): Promise<string | undefined> {
  const { rows } = await sql<{ price: string }>`SELECT price FROM market.quotes`.execute(database.db);
  return rows[0]?.price;
}
