import { sql } from 'kysely';
import { formatScaled } from '../../../../contract/decimal.ts';
import type { Tx } from '../../../platform/db/transaction.ts';
import type { Candle } from '../candles/candle-series.ts';
import type { InstrumentRegistry } from '../instrument-registry.ts';
import type { CandleTable } from './save-candles.ts';

/** A candle that stands kept otherwise than it should. */
export interface CandleWrite {
  readonly table: CandleTable;
  readonly source: string;
  readonly candle: Candle;
}

/** Writes corrected prices over kept candles, narrower ones too; a candle that is not kept yet is left to the next save. */
export async function rewriteCandles(
  tx: Tx,
  registry: InstrumentRegistry,
  writes: readonly CandleWrite[],
): Promise<void> {
  for (const { table, source, candle } of writes) {
    const { id, price_decimals } = registry.at(candle.index);
    const price = (field: 'open' | 'high' | 'low' | 'close'): string => formatScaled(candle[field], price_decimals);
    await sql`
      UPDATE ${sql.table(`market.${table}`)}
      SET open = ${price('open')}::numeric, high = ${price('high')}::numeric,
          low = ${price('low')}::numeric, close = ${price('close')}::numeric
      WHERE instrument_id = ${id} AND source = ${source} AND at = to_timestamp(${candle.at_ms}::float8 / 1000)
    `.execute(tx);
  }
}
