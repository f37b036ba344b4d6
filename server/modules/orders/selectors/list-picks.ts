import { type PickListView, PICKS_MAX } from '../../../../contract/vendor-orders.ts';
import { sql } from 'kysely';
import type { Member } from '../../../platform/actor.ts';
import type { Platform } from '../../../platform/platform.ts';
import { asStaff, type VendorTx } from '../../inventory/index.ts';

type Pick = PickListView[number];

/** Every piece to fetch, as one walks: by location, shelf, set and number. @throws AppError those of `asStaff`. */
export function listPicks(platform: Platform, actor: Member, vendor_id: string): Promise<Pick[]> {
  return asStaff(platform, { actor, vendor_id, route: 'listPicks' }, (tx) => readPickList(tx, vendor_id));
}

/** The same of some orders, or of all that are paid and not all sent. */
export async function readPickList(
  tx: VendorTx,
  vendor_id: string,
  order_ids: readonly string[] | null = null,
): Promise<Pick[]> {
  const number = sql`line.snapshot ->> 'collector_number'`;
  const { rows } = await sql<Omit<Pick, 'due_at'> & { readonly due_at: Date | null }>`
    SELECT sold.id AS order_id, sold.number AS order_number, line.id AS line_id, line.listing_id, line.title, line.sku,
      line.snapshot ->> 'state' AS state, line.snapshot ->> 'condition' AS condition,
      line.snapshot ->> 'set_name' AS set_name, ${number} AS collector_number,
      line.snapshot ->> 'image_url' AS image_url, place.location_id, stands.name AS location, listing.shelf,
      place.quantity, place.quantity_picked, sold.due_at
    FROM orders.line_places AS place
    -- Line by line: what is open is little beside all that was ever sold.
    CROSS JOIN LATERAL (SELECT * FROM orders.order_lines AS one
      WHERE one.vendor_id = place.vendor_id AND one.id = place.line_id OFFSET 0) AS line
    JOIN orders.orders AS sold ON sold.vendor_id = line.vendor_id AND sold.id = line.order_id
    JOIN inventory.locations AS stands ON stands.vendor_id = place.vendor_id AND stands.id = place.location_id
    JOIN inventory.listings AS listing ON listing.vendor_id = place.vendor_id AND listing.id = place.listing_id
    WHERE place.vendor_id = ${vendor_id} AND place.quantity > 0 AND sold.status = 'placed'
      AND (${order_ids === null} OR sold.id = ANY(${order_ids ?? []}::uuid[]))
    ORDER BY lower(stands.name), place.location_id, lower(listing.shelf), set_name NULLS LAST,
      substring(${number} FROM '[0-9]{1,9}')::integer NULLS LAST, ${number}, line.title, sold.id, line.position
    LIMIT ${PICKS_MAX}
  `.execute(tx);
  return rows.map((row) => Object.assign(row, { due_at: row.due_at?.toISOString() ?? null }));
}
