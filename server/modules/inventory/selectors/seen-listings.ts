import { sql } from 'kysely';
import type { SeenListing, ShopTx } from '../tables-shop.ts';

/** Listings as buyers see them, in the order of their ids, with what each offered when it was last looked at. */
export async function readSeenListings(tx: ShopTx, ids: readonly string[]): Promise<SeenListing[]> {
  const { rows } = await sql<SeenListing>`
    SELECT listing.id, listing.vendor_id, listing.kind, listing.title, listing.condition, listing.grading_company,
      listing.grade::text, listing.currency, listing.low_stock_at, listing.status, listing.sold_out_auto,
      listing.price_minor::float8 AS price_minor,
      to_jsonb(card) - 'vendor_id' - 'listing_id' AS card, listing.created_at,
      jsonb_build_object('game', listing.details ->> 'game', 'set_code', listing.details ->> 'set_code',
        'set_name', listing.details ->> 'set_name', 'language', listing.details ->> 'language') AS about,
      coalesce(stock.available, 0)::float8 AS available, stock.available IS NOT NULL AS had_stock,
      CASE WHEN offer.listing_id IS NOT NULL THEN
        jsonb_build_object('instrument_id', offer.instrument_id, 'instrument_symbol', offer.instrument_symbol,
          'price_minor', offer.price_minor, 'available', offer.available, 'is_low', offer.is_low,
          'low_untold', offer.low_untold) END AS before
    FROM inventory.listings AS listing
    LEFT JOIN inventory.card_details AS card ON card.vendor_id = listing.vendor_id AND card.listing_id = listing.id
    LEFT JOIN inventory.offers AS offer ON offer.vendor_id = listing.vendor_id AND offer.listing_id = listing.id
    LEFT JOIN LATERAL (
      SELECT sum(level.on_hand - level.reserved - level.allocated) AS available FROM inventory.stock_levels AS level
      WHERE level.vendor_id = listing.vendor_id AND level.listing_id = listing.id
    ) AS stock ON true
    WHERE listing.id = ANY (${ids}::uuid[])
    ORDER BY listing.id
  `.execute(tx);
  return rows;
}
