import { sql } from 'kysely';
import { beforeAll, afterAll, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import { listed, stock, storeInstruments } from '../../../../test/support/market.ts';
import { simulate } from '../../../../test/support/simulator.ts';
import type { Provider } from '../providers/provider.ts';
import { ensureCandleMonths } from '../services/ensure-candle-months.ts';
import { alwaysOpen, exchangeHours } from '../sessions/session-calendar.ts';
import { readCandles } from './read-candles.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 20, 12);
const day = (text: string): number => Date.parse(text);
const dates = (times: Float64Array): string[] => [...times].map((ms) => new Date(ms).toISOString().slice(0, 10));

/** A real source: its past is what was kept. */
const real = (calendar = alwaysOpen): Provider => ({
  name: 'tape',
  simulated: false,
  delay_ms: 0,
  continues: true,
  recomputes: false,
  calendar,
  handles: () => true,
  prepare: () => Promise.resolve(),
  stream: () => Promise.resolve(),
  dayPoints: () => null,
});

let database: TestDatabase;
const registry = listed('NFLX', 'EMPTY', stock('COIN', { kind: 'coin', price_decimals: 4 }));
const [netflix, empty, coin] = [registry.at(0), registry.at(1), registry.at(2)];
const parts = (provider: Provider = real()) => ({
  db: database.db,
  clock: { ms: () => NOW, now: () => new Date(NOW) },
  provider,
});

async function keep(table: string, source: string, instrument_id: string, at_ms: number, close: string) {
  await sql`INSERT INTO ${sql.table(`market.${table}`)} (instrument_id, source, at, open, high, low, close, volume)
    VALUES (${instrument_id}, ${source}, ${new Date(at_ms)}, ${close}, ${close}, ${close}, ${close}, 100)`.execute(
    database.db,
  );
}

beforeAll(async () => {
  database = await freshDatabase();
  await storeInstruments(database.db, registry);
  await sql`INSERT INTO market.splits (id, instrument_id, ex_date, new_pieces, old_pieces, source, created_at)
    VALUES (gen_random_uuid(), ${netflix.id}, '2025-11-17', 10, 1, 'admin', now())`.execute(database.db);
  for (const [date, close] of [
    ['2025-11-13', '1154.50'],
    ['2025-11-14', '1112.17'],
    ['2025-11-17', '110.29'],
  ] as const)
    await keep('candles_1d', 'import', netflix.id, day(date), close);
  await keep('candles_1d', 'tape', netflix.id, day('2025-11-17'), '999.99');
  await keep('candles_1d', 'tape', netflix.id, day('2025-11-18'), '114.09');
  await keep('candles_1d', 'simulator', netflix.id, day('2025-11-19'), '5.00');
  await ensureCandleMonths(database.db, [{ at_ms: NOW }]);
  for (let minute = 0; minute < 40; minute += 1)
    await keep('candles_1m', 'tape', coin.id, NOW - 40 * MINUTE_MS + minute * MINUTE_MS, `0.${1000 + minute}`);
  await sql`INSERT INTO market.backfills
      (id, provider, instrument_id, interval, from_at, to_at, status, todo, gaps, created_at, updated_at)
    VALUES (gen_random_uuid(), 'vendor', ${coin.id}, '1m', now() - interval '1 day', now(), 'done', '[]', '[]', now(), now())`.execute(
    database.db,
  );
  await keep('candles_1m', 'vendor', coin.id, NOW - 50 * MINUTE_MS, '0.1111');
  for (const back of [1, 2, 3]) await keep('candles_1d', 'tape', coin.id, day('2026-11-20') - back * DAY_MS, '0.0900');
});
afterAll(() => database[Symbol.asyncDispose]());

const all = { from_ms: null, to_ms: NOW, interval: '1d', adjusted: true } as const;

describe('the kept past', () => {
  it('has no cliff where a split was entered, and stays available as it was traded', async () => {
    const adjusted = await readCandles(parts(), netflix, all);
    expect(dates(adjusted.time_ms)).toEqual(['2025-11-13', '2025-11-14', '2025-11-17', '2025-11-18']);
    expect([...adjusted.close]).toEqual([11_545, 11_122, 11_029, 11_409]);
    expect([...adjusted.volume]).toEqual([1000, 1000, 100, 100]);
    expect(adjusted.splits).toMatchObject([{ ex_date: '2025-11-17', new_pieces: 10, old_pieces: 1 }]);
    const raw = await readCandles(parts(), netflix, { ...all, adjusted: false });
    expect([...raw.close]).toEqual([115_450, 111_217, 11_029, 11_409]);
  });

  it('never mixes made-up candles with real ones, takes an import before what was heard, and names its sources', async () => {
    const both = await readCandles(parts(), netflix, all);
    expect(both).toMatchObject({ source: 'import,tape', simulated: false });
    const made_up = await readCandles(parts(), netflix, { ...all, source: 'simulator' });
    expect(made_up).toMatchObject({ source: 'simulator', simulated: true, length: 1, splits: [] });
    expect([...(await readCandles(parts(), netflix, { ...all, source: 'tape' })).close]).toEqual([99_999, 11_409]);
  });

  it('derives quarter hours from minutes, and weeks from days that were adjusted before', async () => {
    const quarters = await readCandles(parts(), coin, { ...all, interval: '15m', from_ms: NOW - 40 * MINUTE_MS });
    expect([...quarters.open]).toEqual([1000, 1010, 1025]);
    expect([...quarters.close]).toEqual([1009, 1024, 1039]);
    expect([...quarters.volume]).toEqual([1000, 1500, 1500]);
    const weeks = await readCandles(parts(), netflix, { ...all, interval: '1w', adjusted: true });
    expect([...weeks.high]).toEqual([11_545, 11_409]);
  });

  it('picks the finest interval that reaches as far back as days do', async () => {
    const picked = async (from_ms: number | null) =>
      (await readCandles(parts(), coin, { ...all, from_ms, interval: 'auto' })).interval;
    expect(await picked(NOW - 40 * MINUTE_MS)).toBe('1m');
    expect(await picked(NOW - 5 * DAY_MS)).toBe('1d');
    expect(await picked(null)).toBe('1d');
  });

  it('finds minutes that a back-fill brought alone', async () => {
    const minutes = await readCandles(parts(), coin, { ...all, interval: '1m' });
    expect(minutes).toMatchObject({ source: 'tape,vendor', length: 41 });
    expect(minutes.open[0]).toBe(1111);
  });

  it('is empty where nothing was kept', async () => {
    expect(await readCandles(parts(), empty, { ...all, interval: 'auto' })).toMatchObject({
      length: 0,
      source: '',
      from_ms: NOW,
    });
  });

  it("counts minutes from the venue's own midnight of the ex date", async () => {
    const ex_ms = day('2026-11-19T05:00:00Z'); // midnight in New York
    await sql`INSERT INTO market.splits (id, instrument_id, ex_date, new_pieces, old_pieces, source, created_at)
      VALUES (gen_random_uuid(), ${empty.id}, '2026-11-19', 2, 1, 'admin', now())`.execute(database.db);
    await keep('candles_1m', 'late', empty.id, ex_ms - MINUTE_MS, '50.00');
    await keep('candles_1m', 'late', empty.id, ex_ms, '25.00');
    const minutes = await readCandles(parts(real(exchangeHours())), empty, { ...all, interval: '1m', source: 'late' });
    expect([...minutes.close]).toEqual([2500, 2500]);
  });
});

describe('the computed past', () => {
  it('is not made up for what is no longer traded', async () => {
    const gone = listed(stock('GONE', { status: 'inactive' }));
    const { simulator, clock } = simulate(gone, NOW, 1, true);
    const none = await readCandles({ db: database.db, clock, provider: simulator }, gone.at(0), {
      ...all,
      interval: 'auto',
    });
    expect(none).toMatchObject({ length: 0, simulated: false });
  });

  it('is made up as a whole: nothing kept is read', async () => {
    const { simulator, clock } = simulate(registry, NOW, 1, true);
    const year = await readCandles({ db: database.db, clock, provider: simulator }, netflix, {
      ...all,
      from_ms: NOW - 365 * DAY_MS,
      interval: 'auto',
    });
    expect(year).toMatchObject({ interval: '1d', length: 366, source: 'simulator', simulated: true });
    expect(year.close[365]).toBe(simulator.priceAt(0, NOW));
    const imported = await readCandles({ db: database.db, clock, provider: simulator }, netflix, {
      ...all,
      source: 'import',
    });
    expect(imported).toMatchObject({ length: 3, source: 'import', simulated: false });
  });
});
