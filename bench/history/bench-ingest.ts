import { sql } from 'kysely';
import { QuoteBoard } from '../../server/modules/market/board/quote-board.ts';
import { CandleKeeper } from '../../server/modules/market/candles/candle-keeper.ts';
import type { MemoryRegistry } from '../../server/modules/market/instrument-registry.ts';
import type { Print, Provider } from '../../server/modules/market/providers/provider.ts';
import { alwaysOpen } from '../../server/modules/market/sessions/session-calendar.ts';
import { type ManualClock, manualClock } from '../../server/platform/clock.ts';
import type { Db } from '../../server/platform/db/transaction.ts';
import { createLog } from '../../server/platform/log.ts';
import type { Platform } from '../../server/platform/platform.ts';
import { listed, storeInstruments } from '../../test/support/market.ts';

const INSTRUMENTS = 1_000;
const CADENCE_MS = 5_000;
/** Half an hour. */
const BATCHES = 360;
const BEGIN_MS = Date.UTC(2026, 10, 20, 12);
const LEAD = 'bench.feed';

const tape: Provider = {
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

/** Rows per second of prints that become candles of a minute, an hour and a day, and of the same prints kept raw. */
export async function benchIngest(db: Db): Promise<Record<string, object>> {
  const registry = listed(...Array.from({ length: INSTRUMENTS }, (_, index) => `I${index}`));
  await storeInstruments(db, registry);
  const batches = Array.from({ length: BATCHES }, (_, batch) => printsAt(BEGIN_MS + batch * CADENCE_MS));
  const raw_s = await timeRaw(db, registry, batches);
  const candles_s = await timeCandles(db, registry, batches);
  const rows = INSTRUMENTS * BATCHES;
  const line = (seconds: number): object => ({ rows, 'rows/s': Math.round(rows / seconds) });
  const ratio = Math.round((raw_s / candles_s) * 100) / 100;
  return {
    'raw ticks, one insert a batch': line(raw_s),
    'screened, folded and kept as 1m, 1h and 1d': { ...line(candles_s), 'times raw': ratio },
  };
}

function printsAt(at_ms: number): Print[] {
  return Array.from({ length: INSTRUMENTS }, (_, index) => ({
    index,
    price: 10_000 + index + Math.round(50 * Math.sin(index + at_ms / 60_000)),
    size: 10,
    at_ms: at_ms + (index % CADENCE_MS),
  }));
}

async function timeRaw(db: Db, registry: MemoryRegistry, batches: readonly (readonly Print[])[]): Promise<number> {
  await sql`CREATE TABLE raw_prints (instrument_id uuid, at timestamptz, price numeric, size float8, PRIMARY KEY (instrument_id, at))`.execute(
    db,
  );
  const begin = performance.now();
  for (const prints of batches) {
    const list = (cell: (print: Print) => string | number): string => `{${prints.map(cell).join(',')}}`;
    await sql`
      INSERT INTO raw_prints SELECT id, to_timestamp(at_ms / 1000), price / 100, size FROM unnest(
        ${list(({ index }) => registry.at(index).id)}::uuid[], ${list(({ at_ms }) => at_ms)}::float8[],
        ${list(({ price }) => price)}::numeric[], ${list(({ size }) => size)}::float8[]) AS row (id, at_ms, price, size)
    `.execute(db);
  }
  return (performance.now() - begin) / 1000;
}

async function timeCandles(db: Db, registry: MemoryRegistry, batches: readonly (readonly Print[])[]): Promise<number> {
  const clock: ManualClock = manualClock(BEGIN_MS);
  const board = new QuoteBoard(registry, clock, (error) => {
    throw error;
  });
  await sql`INSERT INTO platform.leaderships (name, token) VALUES (${LEAD}, 1)`.execute(db);
  board.lead({ token: 1, source: tape.name, simulated: false, delay_ms: 0, continues: true, calendar: alwaysOpen });
  // What keeping candles uses of a platform.
  const platform = { db, clock, log: createLog('silent') } as unknown as Platform;
  const keeper = new CandleKeeper(platform, board, tape, LEAD);
  await keeper.begin();
  const begin = performance.now();
  for (const prints of batches) {
    clock.advance(CADENCE_MS);
    board.accept(prints, 1);
    await keeper.save();
  }
  await keeper.saveAll();
  return (performance.now() - begin) / 1000;
}
