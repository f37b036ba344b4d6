import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import { listed, stock, storeInstruments } from '../../../../test/support/market.ts';
import { manualClock } from '../../../platform/clock.ts';
import { LateLeaderError } from '../../../platform/db/lease.ts';
import { QuoteBoard } from '../board/quote-board.ts';
import { QuoteSaver } from '../feed/quote-saver.ts';
import type { MemoryRegistry } from '../instrument-registry.ts';
import type { PriceSource, Provider } from '../providers/provider.ts';
import { alwaysOpen } from '../sessions/session-calendar.ts';
import { candleJobs } from './candle-jobs.ts';
import { CandleKeeper } from './candle-keeper.ts';

const LEAD = 'test.feed';
const NOON = Date.UTC(2026, 10, 20, 12);
const MINUTE_MS = 60_000;
const MONTHS = sql<{ name: string }>`
  SELECT child.relname AS name FROM pg_inherits JOIN pg_class AS child ON child.oid = inhrelid
  WHERE inhparent = 'market.candles_1m'::regclass ORDER BY 1
`;

const source: Provider = {
  name: 'test',
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

/** A leader with a clock that stands still, and what it keeps. */
async function leader(
  database: TestDatabase,
  registry: MemoryRegistry,
  token: number,
  provider: Provider = source,
  sources?: readonly PriceSource[],
) {
  const clock = manualClock(NOON);
  const platform = database.platform({ clock });
  const board = new QuoteBoard(registry, clock, (error) => {
    throw error;
  });
  const { name } = provider;
  const run = { source: name, simulated: false, delay_ms: 0, continues: true, calendar: alwaysOpen };
  await sql`
    INSERT INTO platform.leaderships (name, token) VALUES (${LEAD}, ${token}) ON CONFLICT (name) DO UPDATE SET token = ${token}
  `.execute(database.db);
  board.lead({ ...run, token, ...(sources && { sources }) });
  const candles = new CandleKeeper(platform, board, provider, LEAD);
  await candles.begin();
  const saver = new QuoteSaver(platform, board, LEAD);
  const print = (price: number, at_ms: number, size = 1, index = 0): void => {
    clock.set(Math.max(clock.ms(), at_ms));
    board.accept([{ index, price, size, at_ms }], token);
  };
  return { board, candles, saver, clock, platform, print };
}

async function kept(database: TestDatabase, table: string) {
  const { rows } = await sql<Record<string, unknown>>`
    SELECT to_char(at AT TIME ZONE 'UTC', 'DD HH24:MI') AS at, open::text, high::text, low::text, close::text, volume
    FROM ${sql.table(`market.${table}`)} ORDER BY at
  `.execute(database.db);
  return rows;
}

describe('candles', () => {
  it('of a minute, an hour and a day are folded from the prints that were accepted', async () => {
    await using database = await freshDatabase();
    const registry = listed('AAPL');
    await storeInstruments(database.db, registry);
    const { print, candles } = await leader(database, registry, 1);
    print(10_000, NOON, 1);
    print(10_200, NOON + 10_000, 2);
    print(9_900, NOON + 20_000, 3);
    print(0, NOON + 30_000, 100);
    print(10_100, NOON + MINUTE_MS, 4);
    await candles.save();
    const first = { at: '20 12:00', open: '100.00', high: '102.00', low: '99.00', close: '99.00', volume: 6 };
    expect(await kept(database, 'candles_1m')).toEqual([first]);
    await candles.saveAll();
    const second = { at: '20 12:01', open: '101.00', high: '101.00', low: '101.00', close: '101.00', volume: 4 };
    expect(await kept(database, 'candles_1m')).toEqual([first, second]);
    expect(await kept(database, 'candles_1h')).toEqual([{ ...first, close: '101.00', volume: 10 }]);
    expect(await kept(database, 'candles_1d')).toEqual([{ ...first, at: '20 00:00', close: '101.00', volume: 10 }]);
  });

  it('of a price that is asked are kept with the first save, as no other print may come to close them', async () => {
    await using database = await freshDatabase();
    const registry = listed('AAPL', 'MSFT');
    await storeInstruments(database.db, registry);
    const { board, candles } = await leader(database, registry, 1, source, [{ ...source, asks: true }, source]);
    const print = { size: 0, price: 24_900, at_ms: NOON };
    board.accept(
      [
        { ...print, index: 0, source: 0 },
        { ...print, index: 1, source: 1 },
      ],
      1,
    );
    await candles.save();
    const price = { open: '249.00', high: '249.00', low: '249.00', close: '249.00', volume: 0 };
    expect(await kept(database, 'candles_1m')).toEqual([{ at: '20 12:00', ...price }]);
    expect(await kept(database, 'candles_1h')).toEqual([{ at: '20 12:00', ...price }]);
    expect(await kept(database, 'candles_1d')).toEqual([{ at: '20 00:00', ...price }]);
    board.accept([{ ...print, index: 0, source: 0, price: 19_900, at_ms: NOON + 1_000 }], 1);
    await candles.save();
    expect(await kept(database, 'candles_1d')).toEqual([{ at: '20 00:00', ...price, low: '199.00', close: '199.00' }]);
  });

  it('that were open when a leader crashed go on under the next one', async () => {
    await using database = await freshDatabase();
    const registry = listed('AAPL');
    await storeInstruments(database.db, registry);
    const first = await leader(database, registry, 1);
    first.print(10_000, NOON + 1_000, 5);
    first.print(11_000, NOON + 2_000, 5);
    await first.candles.saveAll();
    const second = await leader(database, registry, 2);
    second.print(10_500, NOON + 20_000, 7);
    await second.candles.saveAll();
    const whole = { open: '100.00', high: '110.00', low: '100.00', close: '105.00', volume: 17 };
    expect(await kept(database, 'candles_1m')).toEqual([{ at: '20 12:00', ...whole }]);
    expect(await kept(database, 'candles_1d')).toEqual([{ at: '20 00:00', ...whole }]);
  });

  it('are written twice without harm, as when a recording is played again', async () => {
    await using database = await freshDatabase();
    const registry = listed('AAPL');
    await storeInstruments(database.db, registry);
    for (const token of [1, 2]) {
      const { print, candles } = await leader(database, registry, token, { ...source, continues: false });
      print(10_000, NOON, 5);
      print(10_100, NOON + MINUTE_MS, 6);
      await candles.saveAll();
    }
    expect((await kept(database, 'candles_1d')).map(({ volume }) => volume)).toEqual([11]);
  });

  it('of a source that recomputes are kept in minutes for the largest only, and in days for all', async () => {
    await using database = await freshDatabase();
    const registry = listed(
      ...Array.from({ length: 300 }, (_, number) => stock(`S${number}`, { market_cap: number + 1 })),
    );
    await storeInstruments(database.db, registry);
    const { print, candles } = await leader(database, registry, 1, { ...source, recomputes: true });
    for (let index = 0; index < 300; index += 1) print(10_000, NOON, 1, index);
    await candles.saveAll();
    const minutes = await sql<{ cap: number }>`
      SELECT replace(symbol, 'S', '')::int AS cap FROM market.candles_1m JOIN market.instruments ON instruments.id = instrument_id
    `.execute(database.db);
    expect(minutes.rows).toHaveLength(200);
    expect(Math.min(...minutes.rows.map(({ cap }) => cap))).toBe(100);
    expect(await kept(database, 'candles_1d')).toHaveLength(300);
  });

  it('have partitions made ahead, and lose months long gone', async () => {
    await using database = await freshDatabase();
    const registry = listed('AAPL');
    await storeInstruments(database.db, registry);
    const { print, candles, platform } = await leader(database, registry, 1);
    print(10_000, Date.UTC(2026, 8, 30, 23, 59), 1);
    print(10_000, Date.UTC(2026, 9, 1), 1);
    print(10_000, NOON, 1);
    await candles.saveAll();
    const names = async () => (await MONTHS.execute(database.db)).rows.map(({ name }) => name);
    expect(await names()).toEqual(['candles_1m_2026_09', 'candles_1m_2026_10', 'candles_1m_2026_11']);
    await candleJobs({ ...platform, clock: manualClock(Date.UTC(2026, 11, 15)) })[0]?.run(new AbortController().signal);
    expect(await names()).toEqual([
      'candles_1m_2026_10',
      'candles_1m_2026_11',
      'candles_1m_2026_12',
      'candles_1m_2027_01',
    ]);
  });
});

describe('a leader that was replaced', () => {
  it('writes neither quotes nor candles', async () => {
    await using database = await freshDatabase();
    const registry = listed('AAPL');
    await storeInstruments(database.db, registry);
    const late = await leader(database, registry, 1);
    late.print(10_000, NOON);
    const next = await leader(database, registry, 2);
    next.print(10_100, NOON);
    await next.saver.save();
    await expect(late.saver.save()).rejects.toThrow(LateLeaderError);
    await expect(late.candles.saveAll()).rejects.toThrow(LateLeaderError);
    const { rows } = await sql`SELECT token, price FROM market.quotes`.execute(database.db);
    expect(rows).toEqual([{ token: '2', price: '101.00' }]);
    expect(await kept(database, 'candles_1d')).toEqual([]);
  });
});

describe('a save that failed', () => {
  it('is made up for by the next one', async () => {
    await using database = await freshDatabase();
    const registry = listed('AAPL');
    const { print, saver, candles } = await leader(database, registry, 1);
    print(10_000, NOON);
    await expect(saver.save()).rejects.toThrow(/foreign key/);
    await sql`ALTER TABLE market.candles_1d RENAME TO gone`.execute(database.db);
    await expect(candles.saveAll()).rejects.toThrow(/candles_1d/);
    await sql`ALTER TABLE market.gone RENAME TO candles_1d`.execute(database.db);
    await storeInstruments(database.db, registry);
    await saver.save();
    await candles.saveAll();
    const { rows } = await sql`SELECT price FROM market.quotes`.execute(database.db);
    expect(rows).toEqual([{ price: '100.00' }]);
    expect(await kept(database, 'candles_1d')).toHaveLength(1);
  });
});
