import { parseScaled } from '../../../../contract/decimal.ts';
import type { Db } from '../../../platform/db/transaction.ts';
import type { Candle } from '../candles/candle-series.ts';
import type { Instrument } from '../instrument.ts';
import type { CandleTable } from '../services/save-candles.ts';
import { quoteTables } from '../tables-quotes.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/**
 * The kept candles in which a moment lies: the minutes of its hour, every hour that may belong to its trading day, and
 * the day's own, each oldest first.
 * @param around.day_ms start of the day's candle.
 */
export async function readCandlesAround(
  db: Db,
  instrument: Instrument,
  source: string,
  around: { readonly at_ms: number; readonly day_ms: number },
): Promise<Readonly<Record<CandleTable, readonly Candle[]>>> {
  const hour_ms = Math.floor(around.at_ms / HOUR_MS) * HOUR_MS;
  const read = (table: CandleTable, from_ms: number, to_ms: number) =>
    readSpan(db, instrument, { table, source, from_ms, to_ms });
  const [candles_1m, candles_1h, candles_1d] = await Promise.all([
    read('candles_1m', hour_ms, hour_ms + HOUR_MS - MINUTE_MS),
    read('candles_1h', around.day_ms - DAY_MS, around.day_ms + 2 * DAY_MS),
    read('candles_1d', around.day_ms, around.day_ms),
  ]);
  return { candles_1m, candles_1h, candles_1d };
}

async function readSpan(
  db: Db,
  { id, index, price_decimals }: Instrument,
  span: { readonly table: CandleTable; readonly source: string; readonly from_ms: number; readonly to_ms: number },
): Promise<Candle[]> {
  const rows = await quoteTables(db)
    .selectFrom(span.table)
    .select(['at', 'open', 'high', 'low', 'close', 'volume'])
    .where('instrument_id', '=', id)
    .where('source', '=', span.source)
    .where('at', '>=', new Date(span.from_ms))
    .where('at', '<=', new Date(span.to_ms))
    .orderBy('at')
    .execute();
  return rows.flatMap((row) => {
    const scaled = (text: string): number | null => parseScaled(text, price_decimals);
    const [open, high, low, close] = [scaled(row.open), scaled(row.high), scaled(row.low), scaled(row.close)];
    if (open === null || high === null || low === null || close === null) return [];
    return [{ index, at_ms: row.at.getTime(), open, high, low, close, volume: row.volume }];
  });
}
