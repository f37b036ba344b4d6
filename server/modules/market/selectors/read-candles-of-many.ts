import { sql } from 'kysely';
import { AppError } from '../../../../contract/errors.ts';
import type { SplitView } from '../../../../contract/history.ts';
import type { Db } from '../../../platform/db/transaction.ts';
import { adjustForSplits } from '../history/adjust-for-splits.ts';
import { candleColumns } from '../history/candle-columns.ts';
import type { CandleSeries } from '../history/candle-series.ts';
import type { SourcedCandles } from '../history/candle-source.ts';
import { startOf } from '../history/intervals.ts';
import type { Instrument } from '../instrument.ts';
import { computedSourceOf, cutsOf, type HistoryParts } from './open-window.ts';
import { readCandles } from './read-candles.ts';
import { BELIEVED_FIRST, MADE_UP } from './stored-candles.ts';

export interface ManyQuestion {
  readonly interval: '1h' | '1d';
  readonly from_ms: number;
  readonly to_ms: number;
  readonly source?: string | undefined;
}

/** How long a past may be computed for one answer. */
export interface Patience {
  /** No instrument is begun later than this. */
  readonly until_ms: number;
  /** Instruments of the whole answer, and those of them that come before the ones asked for now. */
  readonly symbols: number;
  readonly done: number;
}

const RETRY_AFTER_S = 1;

/**
 * What `readCandles` answers for each instrument, adjusted, in the order given: kept candles of all of them with one
 * statement, and their splits with another; a past that is computed, one after the other.
 * @throws AppError `figures_in_progress` `{ done, symbols }` once patience ends; what was computed stays in memory for
 *   whoever asks again.
 */
export async function readCandlesOfMany(
  parts: HistoryParts,
  instruments: readonly Instrument[],
  question: ManyQuestion,
  patience?: Patience,
): Promise<CandleSeries[]> {
  const isStored = (instrument: Instrument) => computedSourceOf(parts.provider, instrument, question.source) === null;
  const stored = instruments.filter(isStored);
  const read = { ...question, from_ms: startOf(question.interval, question.from_ms) };
  const [candles, splits] = await Promise.all([readStored(parts.db, stored, read), readSplitsOf(parts.db, stored)]);
  const simulated = question.source !== undefined && MADE_UP.has(question.source);
  const found: CandleSeries[] = [];
  for (const instrument of instruments) {
    if (!stored.includes(instrument)) {
      if (patience !== undefined && parts.clock.ms() > patience.until_ms) throw inProgress(patience, found.length);
      found.push(await readCandles(parts, instrument, { ...question, adjusted: true }));
      continue;
    }
    const known = simulated ? [] : (splits.get(instrument.id) ?? []);
    const raw = candles.get(instrument.id) ?? { candles: candleColumns(0), sources: [] };
    found.push({
      ...adjustForSplits(raw.candles, cutsOf(parts, instrument, known, question.interval === '1d')),
      interval: question.interval,
      from_ms: question.from_ms,
      to_ms: question.to_ms,
      decimals: instrument.price_decimals,
      currency: instrument.currency,
      adjusted: true,
      splits: known.filter(({ ex_date }) => isWithin(Date.parse(ex_date), read)),
      source: raw.sources.join(','),
      simulated,
    });
  }
  return found;
}

function inProgress({ done, symbols }: Patience, found: number): AppError {
  return new AppError('figures_in_progress', { done: done + found, symbols, retry_after_s: RETRY_AFTER_S });
}

function isWithin(at_ms: number, { from_ms, to_ms }: ManyQuestion): boolean {
  return at_ms >= from_ms && at_ms < to_ms;
}

type Columns = Readonly<Record<'time_ms' | 'open' | 'high' | 'low' | 'close' | 'volume', readonly number[]>>;

/** As in `storedSource`: of several sources with a candle of one start, the one believed first counts. */
async function readStored(
  db: Db,
  instruments: readonly Instrument[],
  { interval, from_ms, to_ms, source }: ManyQuestion,
): Promise<ReadonlyMap<string, SourcedCandles>> {
  if (instruments.length === 0) return new Map();
  const ids = instruments.map(({ id }) => id);
  const scales = instruments.map(({ price_decimals }) => String(10 ** price_decimals));
  const scaled = (name: string) => sql`array_to_json(array_agg(round(${sql.ref(name)} * scale)::int8 ORDER BY at))`;
  const rank = sql`coalesce(array_position(${BELIEVED_FIRST}::text[], source), ${BELIEVED_FIRST.length + 1}), source`;
  // Instrument by instrument: each is found by its key and sorted on its own, in memory.
  const { rows } = await sql<Columns & { id: string; found: string[] }>`
    SELECT wanted.id, one.* FROM unnest(${ids}::uuid[], ${scales}::numeric[]) AS wanted (id, scale), LATERAL (
      SELECT array_to_json(array_agg((extract(epoch FROM at) * 1000)::int8 ORDER BY at)) AS time_ms,
        ${scaled('open')} AS open, ${scaled('high')} AS high, ${scaled('low')} AS low, ${scaled('close')} AS close,
        array_to_json(array_agg(volume ORDER BY at)) AS volume, array_agg(DISTINCT source) AS found
      FROM (
        SELECT DISTINCT ON (at) at, source, open, high, low, close, volume
        FROM ${sql.table(`market.candles_${interval}`)}
        WHERE instrument_id = wanted.id AND at >= ${new Date(from_ms)} AND at < ${new Date(to_ms)}
          AND ${source === undefined ? sql`source <> ALL (${[...MADE_UP]}::text[])` : sql`source = ${source}`}
        ORDER BY at, ${rank}
      ) AS candles
    ) AS one WHERE one.found IS NOT NULL
  `.execute(db);
  return new Map(rows.map((row) => [row.id, sourcedOf(row, row.found)]));
}

function sourcedOf(row: Columns, found: readonly string[]): SourcedCandles {
  const column = (name: keyof Columns): Float64Array => Float64Array.from(row[name]);
  const candles = {
    length: row.time_ms.length,
    time_ms: column('time_ms'),
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: column('volume'),
  };
  const first = BELIEVED_FIRST.filter((source) => found.includes(source));
  return { candles, sources: [...first, ...found.filter((source) => !first.includes(source)).toSorted()] };
}

async function readSplitsOf(db: Db, instruments: readonly Instrument[]): Promise<ReadonlyMap<string, SplitView[]>> {
  const splits = new Map<string, SplitView[]>();
  if (instruments.length === 0) return splits;
  const { rows } = await sql<SplitView & { instrument_id: string }>`
    SELECT instrument_id, id, ex_date::text AS ex_date, new_pieces, old_pieces, source FROM market.splits
    WHERE instrument_id = ANY(${instruments.map(({ id }) => id)}::uuid[]) ORDER BY ex_date
  `.execute(db);
  for (const { instrument_id, ...split } of rows) {
    const known = splits.get(instrument_id);
    if (known === undefined) splits.set(instrument_id, [split]);
    else known.push(split);
  }
  return splits;
}
