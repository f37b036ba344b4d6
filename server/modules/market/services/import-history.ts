import { sql } from 'kysely';
import type { Clock } from '../../../platform/clock.ts';
import type { Db } from '../../../platform/db/transaction.ts';
import type { HistoryDay, HistoryRejection, RejectedLine } from '../import/read-history.ts';
import type { InstrumentRegistry } from '../instrument-registry.ts';

/** Source of candles that an operator brought in. */
export const IMPORT_SOURCE = 'import';
/** Rows of one statement. */
const BATCH_MAX = 10_000;
/** Rejected lines that are named one by one. */
const NAMED_MAX = 10_000;
const DAY_MS = 86_400_000;

export interface HistoryImport {
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  /** Already there, and equal. */
  readonly unchanged: number;
  /** The first NAMED_MAX; `rejected_count` counts all. */
  readonly rejected: readonly { readonly line: number; readonly reason: HistoryRejection | 'in_the_future' }[];
  readonly rejected_count: number;
  /** Rows by symbol that no instrument has. */
  readonly unknown: ReadonlyMap<string, number>;
  readonly first_ms: number | null;
  readonly last_ms: number | null;
}

/**
 * Writes days as they come, batch by batch: read again, the same file changes nothing. A day of an instrument told twice
 * has the last one's prices.
 */
export async function importHistory(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  registry: InstrumentRegistry,
  days: AsyncIterable<HistoryDay | RejectedLine>,
): Promise<HistoryImport> {
  const unknown = new Map<string, number>();
  const rejected: { line: number; reason: HistoryRejection | 'in_the_future' }[] = [];
  const count = { rows: 0, added: 0, written: 0, taken: 0, rejected: 0 };
  const span = { first_ms: Number.POSITIVE_INFINITY, last_ms: Number.NEGATIVE_INFINITY };
  let batch = new Map<string, KeptDay>();
  const reject = (line: number, reason: HistoryRejection | 'in_the_future'): void => {
    count.rejected += 1;
    if (rejected.length < NAMED_MAX) rejected.push({ line, reason });
  };
  // One batch is written while the next is read.
  let writing: Promise<Written> = Promise.resolve({ added: 0, written: 0 });
  const settle = async (): Promise<void> => {
    const { added, written } = await writing;
    count.added += added;
    count.written += written;
  };
  const flush = async (): Promise<void> => {
    await settle();
    count.taken += batch.size;
    writing = write(db, [...batch.values()]);
    writing.catch(() => undefined); // the next flush throws it
    batch = new Map();
  };
  for await (const day of days) {
    count.rows += 1;
    if ('reason' in day) {
      reject(day.line, day.reason);
      continue;
    }
    const instrument = registry.find(day.symbol);
    if (instrument === undefined) unknown.set(day.symbol, (unknown.get(day.symbol) ?? 0) + 1);
    else if (day.at_ms > clock.ms() + DAY_MS) reject(day.line, 'in_the_future');
    else {
      batch.set(`${instrument.id} ${day.at_ms}`, { ...day, instrument_id: instrument.id });
      span.first_ms = Math.min(span.first_ms, day.at_ms);
      span.last_ms = Math.max(span.last_ms, day.at_ms);
    }
    if (batch.size >= BATCH_MAX) await flush();
  }
  if (batch.size > 0) await flush();
  await settle();
  const has_any = count.taken > 0;
  return {
    rows: count.rows,
    added: count.added,
    changed: count.written - count.added,
    unchanged: count.taken - count.written,
    rejected,
    rejected_count: count.rejected,
    unknown,
    first_ms: has_any ? span.first_ms : null,
    last_ms: has_any ? span.last_ms : null,
  };
}

type KeptDay = HistoryDay & { readonly instrument_id: string };

interface Written {
  /** Rows that were not there. */
  readonly added: number;
  /** Those, and rows that were different. */
  readonly written: number;
}

async function write(db: Db, days: readonly KeptDay[]): Promise<Written> {
  const list = (cell: (day: KeptDay) => string | number): string => `{${days.map(cell).join(',')}}`;
  const { rows } = await sql<Written>`
    WITH written AS (
      INSERT INTO market.candles_1d AS candle (instrument_id, source, at, open, high, low, close, volume)
      SELECT row.id, ${IMPORT_SOURCE}, to_timestamp(row.at_s), row.open, row.high, row.low, row.close, row.volume
      FROM unnest(
        ${list(({ instrument_id }) => instrument_id)}::uuid[], ${list(({ at_ms }) => at_ms / 1000)}::float8[],
        ${list(({ open }) => open)}::numeric[], ${list(({ high }) => high)}::numeric[],
        ${list(({ low }) => low)}::numeric[], ${list(({ close }) => close)}::numeric[],
        ${list(({ volume }) => volume)}::float8[]
      ) AS row (id, at_s, open, high, low, close, volume)
      ON CONFLICT (instrument_id, source, at) DO UPDATE SET
        open = excluded.open, high = excluded.high, low = excluded.low, close = excluded.close, volume = excluded.volume
      WHERE (candle.open, candle.high, candle.low, candle.close, candle.volume)
        IS DISTINCT FROM (excluded.open, excluded.high, excluded.low, excluded.close, excluded.volume)
      RETURNING xmax = 0 AS is_new
    )
    SELECT (count(*) FILTER (WHERE is_new))::int AS added, count(*)::int AS written FROM written
  `.execute(db);
  return rows[0] ?? { added: 0, written: 0 };
}
