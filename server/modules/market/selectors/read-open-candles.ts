import { parseScaled } from '../../../../contract/decimal.ts';
import type { Db } from '../../../platform/db/transaction.ts';
import type { Candle } from '../candles/candle-series.ts';
import type { InstrumentRegistry } from '../instrument-registry.ts';
import type { CandleTable } from '../services/save-candles.ts';
import { quoteTables } from '../tables-quotes.ts';

/** The kept candles that start at `from_ms` or later, oldest first; of each instrument those under its own source. */
export async function readOpenCandles(
  db: Db,
  registry: InstrumentRegistry,
  table: CandleTable,
  which: { readonly source: (index: number) => string; readonly from_ms: number },
): Promise<Candle[]> {
  const rows = await quoteTables(db)
    .selectFrom(table)
    .select(['instrument_id', 'source', 'at', 'open', 'high', 'low', 'close', 'volume'])
    .where('at', '>=', new Date(which.from_ms))
    .orderBy('at')
    .execute();
  return rows.flatMap((row) => {
    const instrument = registry.byId(row.instrument_id);
    if (instrument === undefined || row.source !== which.source(instrument.index)) return [];
    const scaled = (text: string): number | null => parseScaled(text, instrument.price_decimals);
    const [open, high, low, close] = [scaled(row.open), scaled(row.high), scaled(row.low), scaled(row.close)];
    if (open === null || high === null || low === null || close === null) return [];
    return [{ index: instrument.index, at_ms: row.at.getTime(), open, high, low, close, volume: row.volume }];
  });
}
