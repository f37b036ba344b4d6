import { sql } from 'kysely';
import { z } from 'zod';
import type { ParamsOf, QueryOf, ReplyOf } from '../../../../contract/schemas.ts';
import type { Member } from '../../../platform/actor.ts';
import { decodeCursor } from '../../../platform/http/cursor.ts';
import { type PageOf, pageOf } from '../../../platform/http/page.ts';
import type { Platform } from '../../../platform/platform.ts';
import { asStaff, type VendorTx } from '../../inventory/index.ts';
import { ordersTables } from '../tables.ts';
import { findVendorOrders, type OrderPlace, type OrderSort } from './find-vendor-orders.ts';
import type { OrderRow } from './order-rows.ts';
import { vendorOrderSummaries } from './vendor-order-view.ts';

type Query = QueryOf<'listVendorOrders'>;

const byPlaced = { by: sql`came_at`, type: sql`timestamptz`, by_state: true };
const byTotal = { by: sql`total_minor`, type: sql`bigint`, by_state: false };
const byDue = { by: sql`due_key`, type: sql`timestamptz`, by_state: false };
const sorts: Readonly<Record<Query['sort'], OrderSort>> = {
  '-placed': { ...byPlaced, way: 'desc' },
  placed: { ...byPlaced, way: 'asc' },
  due: { ...byDue, way: 'asc' },
  total: { ...byTotal, way: 'asc' },
  '-total': { ...byTotal, way: 'desc' },
};

/** Where a page ended: the sorted value, the id. */
const Place = z.tuple([z.string(), z.uuid()]);

/**
 * One page of a vendor's orders.
 * @throws AppError `cursor_invalid`, also for a cursor of another vendor or sort; those of `asStaff`.
 */
export function listVendorOrders(
  platform: Platform,
  actor: Member,
  input: ParamsOf<'listVendorOrders'> & Query,
): Promise<PageOf<ReplyOf<'listVendorOrders'>[number]>> {
  const { vendor_id, limit, cursor, sort, ...filter } = input;
  const key = platform.secrets.derive(`cursor.orders.vendor.${vendor_id}.${sort}`);
  return asStaff(platform, { actor, vendor_id, route: 'listVendorOrders' }, async (tx) => {
    // Read behind the walls, so that a stranger's cursor tells them nothing.
    const after = cursor === undefined ? null : decodeCursor(key, cursor, Place);
    const found = await findVendorOrders(tx, { vendor_id, filter, sort: sorts[sort], after, most: limit + 1 });
    const { rows, meta } = pageOf(found, { limit, key, place: (last) => [last.place, last.id] });
    return { rows: await vendorOrderSummaries(tx, await ordersAt(tx, vendor_id, rows)), meta };
  });
}

async function ordersAt(tx: VendorTx, vendor_id: string, places: readonly OrderPlace[]): Promise<OrderRow[]> {
  const ids = places.map((place) => place.id);
  const orders = await ordersTables(tx)
    .selectFrom('orders')
    .where('vendor_id', '=', vendor_id)
    .where((eb) => eb('id', '=', eb.fn.any(eb.val(ids))))
    .selectAll()
    .execute();
  const byId = new Map(orders.map((order) => [order.id, order]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
