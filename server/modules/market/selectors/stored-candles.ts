import { sql } from 'kysely';
import type { Db } from '../../../platform/db/transaction.ts';
import type { CandleSource, SourcedCandles } from '../history/candle-source.ts';
import { lengths_ms, type ReadInterval } from '../history/intervals.ts';
import type { Instrument } from '../instrument.ts';
import type { KeptInterval } from '../providers/provider.ts';
import { readSplits } from './read-actions.ts';

/** Sources whose prices are made up. */
export const MADE_UP = new Set(['simulator']);
/** What an operator entered is believed before what was heard live. */
export const BELIEVED_FIRST = ['import'];

const keptAs: Readonly<Record<ReadInterval, KeptInterval>> = {
  '1m': '1m',
  '5m': '1m',
  '15m': '1m',
  '1h': '1h',
  '1d': '1d',
};

/**
 * The kept candles of one instrument. Where several real sources have a candle of one start, the source named first
 * counts: imports, then the others by name.
 * @param only one source's candles, which may be a made-up one; without it, all real ones.
 */
export async function storedSource(db: Db, instrument: Instrument, only?: string): Promise<CandleSource> {
  const sources = only === undefined ? await realSources(db, instrument.id) : [only];
  const simulated = only !== undefined && MADE_UP.has(only);
  const first = async (interval: KeptInterval, from_ms: number, to_ms: number): Promise<number | null> => {
    const { rows } = await sql<{ at: Date | null }>`
      SELECT min(first.at) AS at FROM unnest(${sources}::text[]) AS name, LATERAL (
        SELECT at FROM ${tableOf(interval)} AS candle
        WHERE instrument_id = ${instrument.id} AND source = name
          AND at >= ${new Date(from_ms)} AND at < ${new Date(to_ms)}
        ORDER BY at LIMIT 1
      ) AS first
    `.execute(db);
    return rows[0]?.at?.getTime() ?? null;
  };
  return {
    simulated,
    async begins() {
      const ever = [0, 8.64e15] as const;
      const starts = [await first('1d', ...ever), await first('1h', ...ever), await first('1m', ...ever)];
      const known = starts.filter((start) => start !== null);
      return known.length === 0 ? null : Math.min(...known);
    },
    firstIn: (interval, from_ms, to_ms) => first(keptAs[interval], from_ms, to_ms),
    read: (interval, from_ms, to_ms) => readColumns(db, { instrument, sources, interval, from_ms, to_ms }),
    splits: () => (simulated ? Promise.resolve([]) : readSplits(db, instrument.id)),
  };
}

const tableOf = (interval: KeptInterval) => sql.table(`market.candles_${interval}`);

/**
 * Names of the real sources that candles of an instrument are kept under, the one believed first in front.
 *
 * Finds each name with one step through the index, however many candles there are. Whatever keeps minutes keeps days as
 * well, but for back-fills of minutes alone.
 */
export async function realSources(db: Db, instrument_id: string): Promise<string[]> {
  const next = (interval: KeptInterval) => sql`
    (WITH RECURSIVE named AS (
      (SELECT source FROM ${tableOf(interval)} WHERE instrument_id = ${instrument_id} ORDER BY source LIMIT 1)
      UNION ALL
      SELECT (SELECT candle.source FROM ${tableOf(interval)} AS candle
        WHERE instrument_id = ${instrument_id} AND candle.source > named.source ORDER BY candle.source LIMIT 1)
      FROM named WHERE named.source IS NOT NULL
    ) SELECT source FROM named WHERE source IS NOT NULL)`;
  const { rows } = await sql<{ source: string }>`
    ${next('1d')} UNION ${next('1h')}
    UNION SELECT provider FROM market.backfills WHERE instrument_id = ${instrument_id} ORDER BY source
  `.execute(db);
  const real = rows.map(({ source }) => source).filter((source) => !MADE_UP.has(source));
  return [
    ...BELIEVED_FIRST.filter((source) => real.includes(source)),
    ...real.filter((source) => !BELIEVED_FIRST.includes(source)),
  ];
}

interface Wanted {
  readonly instrument: Instrument;
  readonly sources: readonly string[];
  readonly interval: ReadInterval;
  readonly from_ms: number;
  readonly to_ms: number;
}

type Columns = Readonly<Record<'time_ms' | 'open' | 'high' | 'low' | 'close' | 'volume', readonly number[] | null>>;

/** One row comes back, with a JSON array per column: that takes a third of the time of a row per candle. */
async function readColumns(db: Db, wanted: Wanted): Promise<SourcedCandles> {
  const { instrument, sources } = wanted;
  const scale = String(10 ** instrument.price_decimals);
  const scaled = (name: string) =>
    sql`array_to_json(array_agg(round(${sql.ref(name)} * ${scale}::numeric)::int8 ORDER BY at))`;
  const { rows } = await sql<Columns & { found: string[] | null }>`
    SELECT array_to_json(array_agg((extract(epoch FROM at) * 1000)::int8 ORDER BY at)) AS time_ms,
      ${scaled('open')} AS open, ${scaled('high')} AS high, ${scaled('low')} AS low, ${scaled('close')} AS close,
      array_to_json(array_agg(volume ORDER BY at)) AS volume, array_agg(DISTINCT source) AS found
    FROM (${candlesOf(wanted)}) AS candles (at, source, open, high, low, close, volume)
  `.execute(db);
  const [row] = rows;
  const column = (name: keyof Columns): Float64Array => Float64Array.from(row?.[name] ?? []);
  const time_ms = column('time_ms');
  return {
    candles: {
      length: time_ms.length,
      time_ms,
      open: column('open'),
      high: column('high'),
      low: column('low'),
      close: column('close'),
      volume: column('volume'),
    },
    sources: sources.filter((source) => row?.found?.includes(source)),
  };
}

/** Candles in their columns' order; of several sources, one candle per start. */
function candlesOf({ instrument, sources, interval, from_ms, to_ms }: Wanted) {
  const kept = sql`
    SELECT ${sources.length > 1 ? sql`DISTINCT ON (at)` : sql``} at, source, open, high, low, close, volume
    FROM ${tableOf(keptAs[interval])}
    WHERE instrument_id = ${instrument.id} AND source = ANY(${sources}::text[])
      AND at >= ${new Date(from_ms)} AND at < ${new Date(to_ms)}
    ORDER BY at ${sources.length > 1 ? sql`, array_position(${sources}::text[], source)` : sql``}`;
  if (keptAs[interval] === interval) return kept;
  const length = `${lengths_ms[interval] / 1000} seconds`;
  return sql`
    SELECT date_bin(${length}::interval, at, 'epoch'), min(source), (array_agg(open ORDER BY at))[1], max(high), min(low),
      (array_agg(close ORDER BY at DESC))[1], sum(volume)
    FROM (${kept}) AS kept GROUP BY 1`;
}
