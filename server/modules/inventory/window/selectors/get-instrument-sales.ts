import { sql } from 'kysely';
import { AppError } from '../../../../../contract/errors.ts';
import type { InstrumentSalesView } from '../../../../../contract/shop.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { inWindow } from './in-window.ts';
import { readSales } from './read-sales.ts';

type Row = Omit<InstrumentSalesView['product'], 'last_sale_at'> & {
  readonly last_sale_at: Date | null;
  readonly instrument_id: string;
};

/**
 * What one state of a product sold for, the newest first, with the product it belongs to and what is asked now.
 *
 * @throws AppError `product_unknown` for an instrument that no product has: a stock, or what was never on offer.
 */
export function getInstrumentSales(platform: Pick<Platform, 'db'>, symbol: string): Promise<InstrumentSalesView> {
  return inWindow(platform, async (tx) => {
    const { rows } = await sql<Row>`
      SELECT product.slug, product.title, product.currency, state.state, state.instrument_symbol, state.instrument_id,
        state.price_minor::float8 AS price_minor, state.available::float8 AS available, state.offers,
        state.last_sale_minor::float8 AS last_sale_minor, state.last_sale_at
      FROM inventory.product_states AS state JOIN inventory.products AS product ON product.id = state.product_id
      WHERE state.instrument_symbol = ${symbol.toUpperCase()}`.execute(tx);
    const [row] = rows;
    if (row === undefined) throw new AppError('product_unknown');
    const { instrument_id, last_sale_at, ...product } = row;
    const sales = await readSales(tx, sql<boolean>`sale.instrument_id = ${instrument_id}`);
    return { product: { ...product, last_sale_at: last_sale_at?.toISOString() ?? null }, sales };
  });
}
