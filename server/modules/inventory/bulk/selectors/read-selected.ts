import { sql } from 'kysely';
import type { VendorTx } from '../../tables.ts';
import type { SelectedListing } from '../plan-listing.ts';

/** These listings as they are now, in the order of their ids; ids that are not the vendor's are left out. */
export async function readSelected(
  tx: VendorTx,
  vendor_id: string,
  ids: readonly string[],
): Promise<readonly SelectedListing[]> {
  const { rows } = await sql<SelectedListing>`
    SELECT listing.id, listing.sku, listing.title, listing.currency, listing.status, listing.shelf,
      listing.low_stock_at, listing.price_minor::float8 AS price_minor,
      coalesce(stock.on_hand, 0)::float8 AS on_hand, coalesce(stock.promised, 0)::float8 AS promised,
      coalesce(stock.levels, '[]'::jsonb) AS levels,
      listing.grading_company || ' ' || upper(listing.cert_number) AS certificate,
      listing.status = 'archived' AND EXISTS (
        SELECT FROM inventory.listings AS other
        WHERE other.vendor_id = listing.vendor_id AND other.grading_company = listing.grading_company
          AND upper(other.cert_number) = upper(listing.cert_number) AND other.cert_number IS NOT NULL
          AND other.status <> 'archived'
      ) AS certificate_taken
    FROM inventory.listings AS listing
    LEFT JOIN LATERAL (
      SELECT sum(level.on_hand) AS on_hand, sum(level.reserved + level.allocated) AS promised,
        jsonb_agg(jsonb_build_object('location_id', level.location_id, 'on_hand', level.on_hand,
          'free', level.on_hand - level.reserved - level.allocated) ORDER BY level.location_id) AS levels
      FROM inventory.stock_levels AS level
      WHERE level.vendor_id = listing.vendor_id AND level.listing_id = listing.id
    ) AS stock ON true
    WHERE listing.vendor_id = ${vendor_id} AND listing.id = ANY(${ids}::uuid[])
    ORDER BY listing.id
  `.execute(tx);
  return rows;
}
