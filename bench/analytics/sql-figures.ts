import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../server/platform/db/transaction.ts';

/** Candles that a baseline makes its figures of: `id, at, open, high, low, close, volume`. */
export type CandlesSql = RawBuilder<unknown>;

/** Of ticks, with a candle for each `bucket`. */
export function fromTicks(id: string, from: Date, bucket: string): CandlesSql {
  return sql`
    SELECT instrument_id AS id, date_bin(${bucket}::interval, at, 'epoch') AS at, (array_agg(price ORDER BY at))[1] AS open,
      max(price) AS high, min(price) AS low, (array_agg(price ORDER BY at DESC))[1] AS close, sum(size)::float8 AS volume
    FROM ticks WHERE instrument_id = ${id} AND at >= ${from} GROUP BY 1, 2`;
}

/** Of kept minutes, with a candle for each `bucket`. */
export function fromMinutes(ids: readonly string[], from: Date, bucket: string): CandlesSql {
  return sql`
    SELECT instrument_id AS id, date_bin(${bucket}::interval, at, 'epoch') AS at, (array_agg(open ORDER BY at))[1] AS open,
      max(high) AS high, min(low) AS low, (array_agg(close ORDER BY at DESC))[1] AS close, sum(volume) AS volume
    FROM market.candles_1m WHERE instrument_id = ANY (${ids}::uuid[]) AND at >= ${from} GROUP BY 1, 2`;
}

export function fromDays(ids: readonly string[], from: Date): CandlesSql {
  return sql`SELECT instrument_id AS id, at, open, high, low, close, volume FROM market.candles_1d
    WHERE instrument_id = ANY (${ids}::uuid[]) AND at >= ${from}`;
}

/** First, last, extremes, averages, volatility and drawdown, without what looks back beyond the window. */
export async function figuresBySql(db: Db, candles: CandlesSql): Promise<void> {
  await sql`
    WITH candles AS (${candles}), walked AS (
      SELECT *, ln(close / lag(close) OVER passed)::float8 AS change, max(close) OVER passed AS peak
      FROM candles WINDOW passed AS (PARTITION BY id ORDER BY at)
    )
    SELECT id, (array_agg(open ORDER BY at))[1], (array_agg(close ORDER BY at DESC))[1], min(low), max(high), avg(close),
      sum((high + low + close) / 3 * volume::numeric) / nullif(sum(volume::numeric), 0), sum(volume),
      stddev_samp(change) * sqrt(252), max((peak - close) / peak)
    FROM walked GROUP BY id`.execute(db);
}

/** Correlation of the returns of each two. */
export async function correlationBySql(db: Db, candles: CandlesSql): Promise<void> {
  await sql`
    WITH candles AS (${candles}), returns AS MATERIALIZED (
      SELECT id, at, ln(close / lag(close) OVER (PARTITION BY id ORDER BY at))::float8 AS change FROM candles
    )
    SELECT one.id, other.id, corr(one.change, other.change) FROM returns one JOIN returns other USING (at)
    WHERE one.id <= other.id GROUP BY 1, 2`.execute(db);
}
