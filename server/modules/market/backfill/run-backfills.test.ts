import { sql } from 'kysely';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import { listed, storeInstruments } from '../../../../test/support/market.ts';
import { manualClock } from '../../../platform/clock.ts';
import { newId } from '../../../platform/ids.ts';
import type { HistoryPart, HistorySpan, PastCandle, Provider, ProviderActions } from '../providers/provider.ts';
import { alwaysOpen } from '../sessions/session-calendar.ts';
import { backfillView } from './backfill.ts';
import { runBackfills } from './run-backfills.ts';
import { claimBackfill } from '../services/keep-backfill.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const NOW = Date.parse('2026-11-20T12:00:00Z');
const FROM = NOW - 300 * DAY_MS;

type Answer = (span: HistorySpan) => HistoryPart | Promise<HistoryPart>;

/** A provider outside the program: what it answers is the test's. */
function vendor(history: Answer, actions?: ProviderActions): Provider {
  return {
    name: 'vendor',
    simulated: false,
    delay_ms: 0,
    continues: true,
    recomputes: false,
    calendar: alwaysOpen,
    handles: () => true,
    prepare: () => Promise.resolve(),
    stream: () => Promise.resolve(),
    dayPoints: () => null,
    history: async (_instrument, span) => history(span),
    ...(actions === undefined ? {} : { actions: () => Promise.resolve(actions) }),
  };
}

const candle = (at_ms: number, price = 100): PastCandle => ({
  at_ms,
  open: price,
  high: price + 1,
  low: price - 1,
  close: price,
  volume: 5,
});

/** Every hour of the span, at most 500 hours of it. */
const whole = ({ from_ms, to_ms }: HistorySpan): HistoryPart => {
  const reached_ms = Math.min(to_ms, from_ms + 500 * HOUR_MS);
  const candles: PastCandle[] = [];
  for (let at_ms = Math.ceil(from_ms / HOUR_MS) * HOUR_MS; at_ms < reached_ms; at_ms += HOUR_MS)
    candles.push(candle(at_ms));
  return { candles, reached_ms };
};

async function world(database: TestDatabase, interval = '1h') {
  const registry = listed('ACME');
  await storeInstruments(database.db, registry);
  const clock = manualClock(NOW);
  const platform = { db: database.db, clock, log: pino({ level: 'silent' }) };
  const id = newId();
  const todo = JSON.stringify([{ from_ms: FROM, to_ms: NOW }]);
  await sql`INSERT INTO market.backfills
      (id, provider, instrument_id, interval, from_at, to_at, status, todo, gaps, next_try_at, created_at, updated_at)
    VALUES (${id}, 'vendor', ${registry.at(0).id}, ${interval}, ${new Date(FROM)}, ${new Date(NOW)}, 'waiting',
      ${todo}::jsonb, '[]', ${new Date(NOW)}, ${new Date(NOW)}, ${new Date(NOW)})`.execute(database.db);
  const run = (provider: Provider, signal = new AbortController().signal) =>
    runBackfills({ platform, registry, provider }, signal);
  const state = async () => {
    const { rows } = await sql<never>`SELECT * FROM market.backfills WHERE id = ${id}`.execute(database.db);
    return backfillView(rows[0] as never, registry);
  };
  const kept = async (table = 'candles_1h') => {
    const { rows } = await sql<{
      count: number;
    }>`SELECT count(*)::int AS count FROM ${sql.table(`market.${table}`)}`.execute(database.db);
    return rows[0]?.count ?? 0;
  };
  return { clock, platform, registry, run, state, kept };
}

describe('a back-fill', () => {
  it('keeps every candle of its span, a request at a time', async () => {
    await using database = await freshDatabase();
    const { run, state, kept } = await world(database);
    const asked: HistorySpan[] = [];
    await run(
      vendor((span) => {
        asked.push(span);
        return whole(span);
      }),
    );
    expect(await state()).toMatchObject({ status: 'done', progress: 1, candles: 7200, gaps: [], next_try_at: null });
    expect(await kept()).toBe(7200);
    expect(asked.length).toBeGreaterThan(10);
    expect(asked.map(({ from_ms }) => from_ms)).toEqual([...new Set(asked.map(({ from_ms }) => from_ms))]);
  });

  it('goes on where it was when its worker died, and asks for nothing twice', async () => {
    await using database = await freshDatabase();
    const { run, state, kept } = await world(database);
    const asked: number[] = [];
    const dies = new AbortController();
    await run(
      vendor((span) => {
        asked.push(span.from_ms);
        if (asked.length === 5) dies.abort();
        return whole(span);
      }),
      dies.signal,
    );
    const half = await state();
    expect(half).toMatchObject({ status: 'running', candles: 2000, attempts: 1 });
    expect(half.progress).toBeCloseTo(2000 / 7200, 2);
    await run(
      vendor((span) => {
        asked.push(span.from_ms);
        return whole(span);
      }),
    );
    expect(await state()).toMatchObject({ status: 'done', candles: 7200, attempts: 1 });
    expect(await kept()).toBe(7200);
    expect(asked.filter((from_ms) => from_ms === asked[4])).toHaveLength(2); // the one that was under way
    expect(new Set(asked).size).toBe(asked.length - 1);
  });

  it('records what was not answered as a gap and fills it later', async () => {
    await using database = await freshDatabase();
    const { run, state, kept, clock } = await world(database);
    const bad_ms = FROM + 130 * DAY_MS;
    let works = false;
    const provider = vendor((span) => {
      if (!works && span.from_ms <= bad_ms && span.to_ms > bad_ms) throw new Error('502 Bad Gateway');
      return whole(span);
    });
    await run(provider);
    const after = await state();
    expect(after).toMatchObject({ status: 'waiting', attempts: 1, last_error: '502 Bad Gateway' });
    expect(after.gaps).toHaveLength(1);
    expect(after.progress).toBeLessThan(1);
    works = true;
    await run(provider); // not due yet
    expect((await state()).attempts).toBe(1);
    clock.advance(HOUR_MS);
    await run(provider);
    expect(await state()).toMatchObject({ status: 'done', attempts: 2, gaps: [], last_error: null });
    expect(await kept()).toBeGreaterThan(0);
  });

  it('waits as long as the provider asks, and gives up what is refused for good', async () => {
    await using database = await freshDatabase();
    const { run, state, clock } = await world(database);
    await run(
      vendor(() => {
        throw Object.assign(new Error('Slow down'), { kind: 'limited', retry_after_ms: 5 * HOUR_MS });
      }),
    );
    expect(await state()).toMatchObject({ status: 'waiting', next_try_at: new Date(NOW + 5 * HOUR_MS).toISOString() });
    clock.advance(6 * HOUR_MS);
    await run(
      vendor(() => {
        throw Object.assign(new Error('Your plan has no history'), { kind: 'refused' });
      }),
    );
    expect(await state()).toMatchObject({
      status: 'failed',
      next_try_at: null,
      last_error: 'Your plan has no history',
    });
  });

  it('ends after six attempts that failed, with its gaps', async () => {
    await using database = await freshDatabase();
    const { run, state, clock } = await world(database);
    let requests = 0;
    const provider = vendor(() => {
      requests += 1;
      throw new Error('no answer');
    });
    for (let attempt = 0; attempt < 8; attempt += 1) {
      await run(provider);
      clock.advance(7 * HOUR_MS);
    }
    expect(await state()).toMatchObject({ status: 'failed', attempts: 6, progress: 0 });
    expect(requests).toBeLessThanOrEqual(18);
  });

  it('keeps no candle that cannot be one, and no answer without progress', async () => {
    await using database = await freshDatabase();
    const { run, state, kept } = await world(database);
    const good = candle(FROM);
    const bad: PastCandle[] = [
      { ...good, at_ms: FROM + HOUR_MS, low: 0 },
      { ...good, at_ms: FROM + 2 * HOUR_MS, close: Number.NaN },
      { ...good, at_ms: FROM + 3 * HOUR_MS, high: 50 },
      { ...good, at_ms: FROM + 4 * HOUR_MS, volume: -1 },
      { ...good, at_ms: FROM + 5 * HOUR_MS, open: 100.5 },
      candle(FROM + 90_000),
      candle(FROM - DAY_MS),
      candle(NOW + DAY_MS),
    ];
    let requests = 0;
    await run(
      vendor((span) => {
        requests += 1;
        return requests === 1
          ? { candles: [good, ...bad, good], reached_ms: span.to_ms }
          : { candles: [], reached_ms: span.from_ms };
      }),
    );
    expect(await kept()).toBe(1);
    expect(await state()).toMatchObject({ candles: 1, status: 'waiting', last_error: 'The provider made no progress' });
  });

  it('brings splits and dividends with the days, once', async () => {
    await using database = await freshDatabase();
    const { run, state, kept } = await world(database, '1d');
    const days: Answer = ({ from_ms, to_ms }) => ({
      candles: [candle(Math.ceil(from_ms / DAY_MS) * DAY_MS)],
      reached_ms: to_ms,
    });
    const actions: ProviderActions = {
      splits: [{ ex_date: '2026-06-10', new_pieces: 4, old_pieces: 1 }],
      dividends: [{ ex_date: '2026-05-01', amount: '0.25', currency: 'USD' }],
    };
    await run(vendor(days, actions));
    expect(await state()).toMatchObject({ status: 'done', candles: 1 });
    expect([await kept('candles_1d'), await kept('splits'), await kept('dividends')]).toEqual([1, 1, 1]);
  });

  it('is left alone by the slower of two workers', async () => {
    await using database = await freshDatabase();
    const { run, state, kept, platform } = await world(database);
    let overtakes = true;
    await run(
      vendor(async (span) => {
        if (overtakes) {
          overtakes = false;
          const row = await claimBackfill(platform);
          await sql`UPDATE market.backfills SET version = version + 1, last_error = 'mine now', next_try_at = NULL
            WHERE id = ${row?.id}`.execute(database.db);
        }
        return whole(span);
      }),
    );
    expect(await kept()).toBe(0);
    expect(await state()).toMatchObject({ candles: 0, last_error: 'mine now' });
  });
});
