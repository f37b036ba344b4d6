import { sql } from 'kysely';
import type { Promises } from '../../inventory/index.ts';

/** Orders that a refusal names at most. */
const NAMED_MAX = 50;

/** What the inventory asks before it lets pieces or a vendor go: whom they are promised to. */
export const promises: Promises = {
  async promisedTo(tx, { vendor_id, listing_id, location_id }) {
    const { rows } = await sql<{ number: string }>`
      SELECT DISTINCT sold.number, sold.id FROM orders.line_places AS place
      JOIN orders.order_lines AS line ON line.vendor_id = place.vendor_id AND line.id = place.line_id
      JOIN orders.orders AS sold ON sold.vendor_id = line.vendor_id AND sold.id = line.order_id
      WHERE place.vendor_id = ${vendor_id} AND place.listing_id = ${listing_id} AND place.location_id = ${location_id}
        AND place.quantity > 0
      ORDER BY sold.id LIMIT ${NAMED_MAX}
    `.execute(tx);
    return rows.map((row) => row.number);
  },
  async hasOpenOrders(tx, vendor_id) {
    const { rows } = await sql<{ open: boolean }>`
      SELECT EXISTS (SELECT FROM orders.orders WHERE vendor_id = ${vendor_id} AND status IN ('pending_payment', 'placed'))
        OR EXISTS (SELECT FROM orders.returns WHERE vendor_id = ${vendor_id} AND status IN ('requested', 'approved')) AS open
    `.execute(tx);
    return rows[0]?.open === true;
  },
};
