import { sql } from 'kysely';
import { formatScaled } from '../../../../contract/decimal.ts';
import type { Tx } from '../../../platform/db/transaction.ts';
import type { Candle } from '../candles/candle-series.ts';
import type { InstrumentRegistry } from '../instrument-registry.ts';

export type CandleTable = 'candles_1m' | 'candles_1h' | 'candles_1d';

/**
 * Writes candles in one statement. One that is there already is widened, never narrowed, so that writing twice, or after
 * a crash without its first prints, loses nothing. At most one candle per instrument and start.
 */
export async function saveCandles(
  tx: Tx,
  registry: InstrumentRegistry,
  batch: {
    readonly table: CandleTable;
    readonly source: (index: number) => string;
    readonly candles: readonly Candle[];
  },
): Promise<void> {
  const candles = distinct(batch.candles);
  const list = (cell: (candle: Candle) => string | number): string => `{${candles.map(cell).join(',')}}`;
  const prices = (field: 'open' | 'high' | 'low' | 'close'): string =>
    list((candle) => formatScaled(candle[field], registry.at(candle.index).price_decimals));
  await sql`
    INSERT INTO ${sql.table(`market.${batch.table}`)} AS candle (instrument_id, source, at, open, high, low, close, volume)
    SELECT row.id, row.source, to_timestamp(row.at_ms / 1000), row.open, row.high, row.low, row.close, row.volume
    FROM unnest(
      ${list(({ index }) => registry.at(index).id)}::uuid[], ${list(({ at_ms }) => at_ms)}::float8[],
      ${prices('open')}::numeric[], ${prices('high')}::numeric[], ${prices('low')}::numeric[], ${prices('close')}::numeric[],
      ${list(({ volume }) => volume)}::float8[], ${list(({ index }) => batch.source(index))}::text[]
    ) AS row (id, at_ms, open, high, low, close, volume, source)
    ON CONFLICT (instrument_id, source, at) DO UPDATE SET
      high = greatest(candle.high, excluded.high), low = least(candle.low, excluded.low), close = excluded.close,
      volume = greatest(candle.volume, excluded.volume)
  `.execute(tx);
}

/** The last of those with one instrument and start: a statement cannot write one row twice. */
function distinct(candles: readonly Candle[]): Candle[] {
  return [...new Map(candles.map((candle) => [`${candle.index} ${candle.at_ms}`, candle])).values()];
}
