import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { ParamsOf, QueryOf, ReplyOf } from '../../../../contract/schemas.ts';
import type { Member } from '../../../platform/actor.ts';
import { decodeCursor } from '../../../platform/http/cursor.ts';
import { type PageOf, pageOf } from '../../../platform/http/page.ts';
import type { Platform } from '../../../platform/platform.ts';
import { asStaff } from '../../inventory/index.ts';
import { ordersTables } from '../tables.ts';
import { vendorOrderConditions } from './filter-vendor-orders.ts';
import { vendorOrderSummaries } from './vendor-order-view.ts';

type Query = QueryOf<'listVendorOrders'>;

/** What a list is ordered by, as which type it compares, and which way; the id breaks ties. */
interface Sort {
  readonly by: RawBuilder<unknown>;
  readonly type: RawBuilder<unknown>;
  readonly way: 'asc' | 'desc';
}
const byPlaced = { by: sql`coalesce(placed_at, created_at)`, type: sql`timestamptz` };
const byTotal = { by: sql`total_minor`, type: sql`bigint` };
const sorts: Readonly<Record<Query['sort'], Sort>> = {
  '-placed': { ...byPlaced, way: 'desc' },
  placed: { ...byPlaced, way: 'asc' },
  due: { by: sql`coalesce(due_at, 'infinity'::timestamptz)`, type: sql`timestamptz`, way: 'asc' },
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
  const { vendor_id, limit, cursor, sort } = input;
  const { by, type, way } = sorts[sort];
  const key = platform.secrets.derive(`cursor.orders.vendor.${vendor_id}.${sort}`);
  return asStaff(platform, { actor, vendor_id, route: 'listVendorOrders' }, async (tx) => {
    // Read behind the walls, so that a stranger's cursor tells them nothing.
    const after = cursor === undefined ? null : decodeCursor(key, cursor, Place);
    let query = ordersTables(tx)
      .selectFrom('orders')
      .where('vendor_id', '=', vendor_id)
      .selectAll()
      .select(sql<string>`(${by})::text`.as('place'));
    for (const condition of vendorOrderConditions(input)) query = query.where(condition);
    if (after !== null) {
      const [place, id] = after;
      const than = sql.raw(way === 'asc' ? '>' : '<');
      query = query.where(sql<boolean>`(${by}, id) ${than} (${place}::${type}, ${id}::uuid)`);
    }
    const found = await query
      .orderBy(by, way)
      .orderBy('id', way)
      .limit(limit + 1)
      .execute();
    const { rows, meta } = pageOf(found, { limit, key, place: (last) => [last.place, last.id] });
    return { rows: await vendorOrderSummaries(tx, rows), meta };
  });
}
