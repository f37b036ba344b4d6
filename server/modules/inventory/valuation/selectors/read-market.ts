import { sql } from 'kysely';
import type { VendorTx } from '../../tables.ts';

/** What others ask, of one currency: for the pieces on hand of which anybody else offers the same. */
export interface Market {
  readonly currency: string;
  readonly market_minor: number;
  readonly pieces_with_market: number;
}

/** What the pieces on hand would bring at the lowest price that other vendors ask now for the same thing. */
export async function readMarket(tx: VendorTx, vendor_id: string): Promise<readonly Market[]> {
  const { rows } = await sql<Market>`
    SELECT listing.currency, sum(level.on_hand)::float8 AS pieces_with_market,
      least(sum(level.on_hand * market.market_minor::numeric), 9007199254740991)::float8 AS market_minor
    FROM inventory.market_prices() AS market
    JOIN inventory.listings AS listing ON listing.vendor_id = ${vendor_id} AND listing.id = market.listing_id
    JOIN inventory.stock_levels AS level ON level.vendor_id = ${vendor_id} AND level.listing_id = listing.id
    WHERE level.on_hand > 0 GROUP BY listing.currency
  `.execute(tx);
  return rows;
}
