import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Analytics, WatchlistAnalytics } from '../../../../contract/analytics.ts';
import { freshDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import { listed, stock, storeInstruments } from '../../../../test/support/market.ts';
import type { Member } from '../../../platform/actor.ts';
import type { Provider } from '../providers/provider.ts';
import { alwaysOpen } from '../sessions/session-calendar.ts';
import { getAnalytics } from './get-analytics.ts';
import { getListAnalytics } from './get-list-analytics.ts';
import { readCandles } from './read-candles.ts';
import { readCandlesOfMany } from './read-candles-of-many.ts';

const DAY_MS = 86_400_000;
const NOW = Date.parse('2026-11-20T12:00:00Z');
const dayBack = (back: number): number => Math.floor(NOW / DAY_MS) * DAY_MS - back * DAY_MS;
const dateBack = (back: number): string => new Date(dayBack(back)).toISOString().slice(0, 10);

const provider: Provider = {
  name: 'tape',
  simulated: false,
  delay_ms: 0,
  continues: true,
  recomputes: false,
  calendar: alwaysOpen,
  handles: () => true,
  prepare: () => Promise.resolve(),
  stream: () => Promise.resolve(),
  dayPoints: () => null,
};
const actor = (tier: 'standard' | 'premium'): Member => ({
  kind: 'member',
  user_id: 'someone',
  tier,
  role: 'user',
  is_demo: false,
  session_id: 'a session',
  via: 'cookie',
  expires_at_ms: NOW + DAY_MS,
});

/** UP doubles evenly, SPLIT has a split of ten for one 100 days ago, COIN has four decimals and two sources. */
const registry = listed('UP', 'SPLIT', stock('COIN', { kind: 'coin', exchange: null, price_decimals: 4 }), 'NONE');
const instruments = [0, 1, 2, 3].map((index) => registry.at(index));
const [up, split, coin, none] = instruments.map(({ symbol }) => symbol) as [string, string, string, string];
const DAYS = 500;
const wave = (back: number): number => 100 + 10 * Math.sin(back / 5);

let database: TestDatabase;
const parts = () => ({ db: database.db, clock: { ms: () => NOW, now: () => new Date(NOW) }, provider, registry });

beforeAll(async () => {
  database = await freshDatabase();
  await storeInstruments(database.db, registry);
  const rows: (readonly [string, string, number, number])[] = [];
  for (let back = DAYS; back >= 0; back -= 1) {
    rows.push([registry.at(0).id, 'tape', back, 50 * 2 ** ((DAYS - back) / DAYS)]);
    rows.push([registry.at(1).id, 'import', back, back > 100 ? wave(back) * 10 : wave(back)]);
    rows.push([registry.at(2).id, 'tape', back, 0.5 + (back % 7) / 100]);
    if (back % 50 === 0) rows.push([registry.at(2).id, 'correction', back, 0.9]);
    rows.push([registry.at(0).id, 'simulator', back, 1]);
  }
  const column = (pick: (row: (typeof rows)[number]) => unknown): string => JSON.stringify(rows.map(pick));
  await sql`
    INSERT INTO market.candles_1d (instrument_id, source, at, open, high, low, close, volume)
    SELECT id::uuid, source, to_timestamp(at::float8 / 1000), price::numeric, price::numeric, price::numeric, price::numeric, 1000
    FROM json_array_elements_text(${column(([id]) => id)}::json) WITH ORDINALITY AS ids (id, n)
    JOIN json_array_elements_text(${column(([, source]) => source)}::json) WITH ORDINALITY AS sources (source, n) USING (n)
    JOIN json_array_elements_text(${column(([, , back]) => dayBack(back))}::json) WITH ORDINALITY AS days (at, n) USING (n)
    JOIN json_array_elements_text(${column(([, , , price]) => price.toFixed(4))}::json) WITH ORDINALITY AS prices (price, n)
      USING (n)`.execute(database.db);
  await sql`INSERT INTO market.splits (id, instrument_id, ex_date, new_pieces, old_pieces, source, created_at)
    VALUES (gen_random_uuid(), ${registry.at(1).id}, ${dateBack(100)}, 10, 1, 'admin', now())`.execute(database.db);
});
afterAll(() => database[Symbol.asyncDispose]());

describe('candles of many instruments', () => {
  it('are those of each, adjusted, whatever the sources', async () => {
    for (const source of [undefined, 'import', 'simulator'])
      for (const from_ms of [dayBack(600), dayBack(120) + 1, dayBack(100), dayBack(1)]) {
        const question = { interval: '1d', from_ms, to_ms: NOW, source } as const;
        const many = await readCandlesOfMany(parts(), instruments, question);
        const each = await Promise.all(
          instruments.map((instrument) => readCandles(parts(), instrument, { ...question, adjusted: true })),
        );
        expect(many).toEqual(each);
      }
  });
});

describe('figures of a list', () => {
  const window = { from: dateBack(365) };
  const list = async (tier: 'standard' | 'premium' = 'premium', query: object = window) =>
    getListAnalytics(parts(), actor(tier), { instruments, query });
  const one = async (symbol: string, tier: 'standard' | 'premium' = 'premium', query: object = window) =>
    getAnalytics(parts(), actor(tier), { symbol, query });

  it('are those of each instrument alone, in the list’s order', async () => {
    const { items, symbols, correlation, ...rest } = await list();
    expect(WatchlistAnalytics.parse({ items, symbols, correlation, ...rest })).toBeTruthy();
    expect(symbols).toEqual([up, split, coin, none]);
    expect(items).toEqual(await Promise.all(symbols.map((symbol) => one(symbol))));
    expect(rest).toMatchObject({ from: `${dateBack(365)}T00:00:00.000Z`, to: '2026-11-20T12:00:00.000Z' });
  });

  it('see no cliff at a split that was entered', async () => {
    const { min, max, max_drawdown, change_percent, volume } = await one(split);
    expect(Number(min)).toBeGreaterThanOrEqual(90);
    expect(Number(max)).toBeLessThanOrEqual(110);
    expect(max_drawdown).toBeLessThan(0.19);
    expect(Math.abs(Number(change_percent))).toBeLessThan(20);
    // 265 days of a thousand old pieces, which are ten thousand of today, and 101 days after.
    expect(volume).toBe(265 * 10_000 + 101 * 1000);
  });

  it('tell an even rise: its change, no drawdown, no spread of returns, the averages of its days', async () => {
    const figures = await one(up);
    expect(Analytics.parse(figures)).toEqual(figures);
    const at = (back: number): number => 50 * 2 ** ((DAYS - back) / DAYS);
    expect(figures).toMatchObject({
      symbol: 'UP',
      interval: '1d',
      source: 'tape',
      points: 366,
      first: at(365).toFixed(2),
      last: '100.00',
      min_at: `${dateBack(365)}T00:00:00.000Z`,
      max_at: `${dateBack(0)}T00:00:00.000Z`,
      max_drawdown: 0,
      change_percent: ((100 / Number(at(365).toFixed(2)) - 1) * 100).toFixed(2),
      low_52_weeks: at(363).toFixed(2),
      high_52_weeks: '100.00',
      average_volume_30_days: 1000,
    });
    expect(figures.volatility).toBeLessThan(0.01);
    const mean = (count: number): number =>
      Array.from({ length: count }, (_, back) => Number(at(back).toFixed(2))).reduce((sum, each) => sum + each, 0) /
      count;
    expect(Number(figures.sma_20)).toBeCloseTo(mean(20), 1);
    expect(Number(figures.sma_200)).toBeCloseTo(mean(200), 1);
    expect(Number(figures.average)).toBeCloseTo(mean(366), 1);
  });

  it('count 252 days a year of an exchange and 365 of a coin, though the feed never closes', async () => {
    const window = { from: dateBack(60), to: dateBack(1) };
    const real = await one(coin, 'premium', window);
    const series = Array.from({ length: 60 }, (_, at) => 60 - at).map((back) =>
      back % 50 === 0 ? 0.9 : 0.5 + (back % 7) / 100,
    );
    const returns = series.slice(1).map((close, at) => Math.log(close / (series[at] ?? 1)));
    const mean = returns.reduce((sum, each) => sum + each, 0) / returns.length;
    const deviation = Math.sqrt(returns.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (returns.length - 1));
    expect(real.volatility).toBeCloseTo(deviation * Math.sqrt(365), 4);
    const { volatility } = await one(split, 'premium', window);
    const waves = Array.from({ length: 60 }, (_, at) => Number(wave(60 - at).toFixed(2)));
    const logs = waves.slice(1).map((close, at) => Math.log(close / (waves[at] ?? 1)));
    const middle = logs.reduce((sum, each) => sum + each, 0) / logs.length;
    const spread = Math.sqrt(logs.reduce((sum, each) => sum + (each - middle) ** 2, 0) / (logs.length - 1));
    expect(volatility).toBeCloseTo(spread * Math.sqrt(252), 4);
  });

  it('are empty, not wrong, where there is no price', async () => {
    expect(await one(none)).toMatchObject({
      points: 0,
      first: null,
      average: null,
      volatility: null,
      volume: 0,
      source: '',
    });
    const { correlation, average_change_percent } = await list();
    expect(correlation[3]).toEqual([null, null, null, null]);
    const { items } = await list();
    const changes = items.flatMap(({ change_percent }) => (change_percent === null ? [] : Number(change_percent)));
    expect(changes).toHaveLength(3);
    const mean = changes.reduce((sum, each) => sum + each, 0) / 3;
    expect(Math.abs(Number(average_change_percent) - mean)).toBeLessThanOrEqual(0.0051);
  });

  it('look no further back than the plan does', async () => {
    const standard = await one(up, 'standard', {});
    expect(standard).toMatchObject({ points: 367, low_52_weeks: expect.any(String), sma_200: expect.any(String) });
    const early = { from: dateBack(300), to: dateBack(200) };
    expect(await one(up, 'standard', early)).toMatchObject({
      low_52_weeks: null,
      sma_200: null,
      sma_50: expect.any(String),
    });
    expect(await one(up, 'premium', early)).toMatchObject({
      low_52_weeks: expect.any(String),
      sma_200: expect.any(String),
    });
    await expect(one(up, 'standard', { from: dateBack(400) })).rejects.toMatchObject({ code: 'history_window_limit' });
    await expect(list('standard', { from: dateBack(1), to: dateBack(3) })).rejects.toMatchObject({
      code: 'window_invalid',
    });
  });

  it('begin with a candle’s own day where a window begins within it, and all together where none begins', async () => {
    expect(await one(up, 'premium', { from: `${dateBack(120)}T15:00:00Z` })).toMatchObject({
      from: `${dateBack(120)}T15:00:00.000Z`,
      min_at: `${dateBack(120)}T00:00:00.000Z`,
    });
    expect(await one(up, 'premium', {})).toMatchObject({ points: 501, from: `${dateBack(500)}T00:00:00.000Z` });
    expect(await list('premium', {})).toMatchObject({ items: [{ points: 367 }, {}, {}, { points: 0 }] });
  });
});
