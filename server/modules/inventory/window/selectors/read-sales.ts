import { type RawBuilder, sql } from 'kysely';
import { SALES_SHOWN_MAX } from '../../../../../contract/orders-terms.ts';
import type { ProductView } from '../../../../../contract/shop.ts';
import type { WindowTx } from './in-window.ts';

/** What was sold, the newest first, SALES_SHOWN_MAX at most; neither who bought nor who sold it. @param which over the alias `sale`. */
export async function readSales(tx: WindowTx, which: RawBuilder<boolean>): Promise<ProductView['sales']> {
  const { rows } = await sql<{ at: Date; state: string; price_minor: number; quantity: number }>`
    SELECT sale.at, sale.state, sale.price_minor::float8 AS price_minor, sale.quantity FROM inventory.sales AS sale
    WHERE ${which} ORDER BY sale.at DESC, sale.id DESC LIMIT ${SALES_SHOWN_MAX}`.execute(tx);
  return rows.map(({ at, state, price_minor, quantity }) => ({ at: at.toISOString(), state, price_minor, quantity }));
}
