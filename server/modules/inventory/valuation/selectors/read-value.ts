import { sql } from 'kysely';
import type { VendorTx } from '../../tables.ts';

/** What was on hand of one currency. */
export interface Value {
  readonly currency: string;
  readonly pieces: number;
  readonly cost_minor: number;
  readonly price_minor: number;
}

/**
 * What was on hand at a moment, and what it cost and was offered at then: what is there now, with every movement and
 * every change since taken back. So a day that nobody noted can be told later.
 */
export async function readValue(tx: VendorTx, vendor_id: string, at: Date): Promise<readonly Value[]> {
  const { rows } = await sql<Value>`
    WITH first_change AS (
      SELECT DISTINCT ON (listing_id, field) listing_id, field, old_value FROM inventory.listing_changes
      WHERE vendor_id = ${vendor_id} AND at >= ${at} AND field IN ('cost_minor', 'price_minor', 'currency')
      ORDER BY listing_id, field, version
    ), was AS (
      SELECT listing_id, jsonb_object_agg(field, old_value) AS fields FROM first_change GROUP BY listing_id
    ), moved AS (
      SELECT listing_id, sum(d_on_hand) AS since FROM inventory.stock_movements
      WHERE vendor_id = ${vendor_id} AND at >= ${at} GROUP BY listing_id
    ), held AS (
      SELECT coalesce(was.fields ->> 'currency', listing.currency) AS currency,
        level.on_hand - coalesce(moved.since, 0) AS on_hand,
        CASE WHEN jsonb_exists(was.fields, 'cost_minor') THEN (was.fields ->> 'cost_minor')::numeric
          ELSE listing.cost_minor END AS cost_minor,
        CASE WHEN jsonb_exists(was.fields, 'price_minor') THEN (was.fields ->> 'price_minor')::numeric
          ELSE listing.price_minor END AS price_minor
      FROM (SELECT listing_id, sum(on_hand) AS on_hand FROM inventory.stock_levels
        WHERE vendor_id = ${vendor_id} GROUP BY listing_id) AS level
      JOIN inventory.listings AS listing ON listing.vendor_id = ${vendor_id} AND listing.id = level.listing_id
      LEFT JOIN was ON was.listing_id = listing.id
      LEFT JOIN moved ON moved.listing_id = listing.id
    )
    SELECT currency, sum(on_hand)::float8 AS pieces,
      least(coalesce(sum(on_hand * cost_minor), 0), 9007199254740991)::float8 AS cost_minor,
      least(coalesce(sum(on_hand * price_minor), 0), 9007199254740991)::float8 AS price_minor
    FROM held WHERE on_hand > 0 GROUP BY currency ORDER BY currency
  `.execute(tx);
  return rows;
}
