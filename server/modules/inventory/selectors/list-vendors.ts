import { Id } from '../../../../contract/fields.ts';
import { VENDORS_SERVED_MAX, type VendorView } from '../../../../contract/inventory-vendors.ts';
import type { QueryOf, ReplyOf } from '../../../../contract/schemas.ts';
import type { Member } from '../../../platform/actor.ts';
import { decodeCursor } from '../../../platform/http/cursor.ts';
import { type PageOf, pageOf } from '../../../platform/http/page.ts';
import type { Platform } from '../../../platform/platform.ts';
import { asStaff } from '../services/as-staff.ts';
import { inScope } from '../services/enter-scope.ts';
import { inventory } from '../tables.ts';
import { vendorView } from '../vendor.ts';

/** The vendors the actor serves, by name. */
export async function listVendors(platform: Platform, actor: Member): Promise<VendorView[]> {
  const { user_id } = actor;
  const rows = await inScope(platform, { user_id }, (tx) =>
    inventory(tx)
      .selectFrom('staff')
      .innerJoin('vendors', 'vendors.id', 'staff.vendor_id')
      .where('staff.user_id', '=', user_id)
      .orderBy('vendors.name')
      .orderBy('vendors.id')
      .limit(VENDORS_SERVED_MAX)
      .select(['vendors.id', 'vendors.name', 'vendors.currency', 'vendors.created_at', 'staff.role'])
      .execute(),
  );
  return rows.map((row) => vendorView(row, row.role));
}

/** @throws AppError those of `asStaff`. */
export function getVendor(platform: Platform, actor: Member, vendor_id: string): Promise<VendorView> {
  return asStaff(platform, { actor, vendor_id, route: 'getVendor' }, async (tx, { role }) => {
    const row = await inventory(tx)
      .selectFrom('vendors')
      .where('id', '=', vendor_id)
      .selectAll()
      .executeTakeFirstOrThrow();
    return vendorView(row, role);
  });
}

/** The names of all vendors, newest first; for administrators, which the route's access sees to. */
export async function listAllVendors(
  platform: Platform,
  actor: Member,
  query: QueryOf<'listAllVendors'>,
): Promise<PageOf<ReplyOf<'listAllVendors'>[number]>> {
  const key = platform.secrets.derive('cursor.inventory.all-vendors');
  const before = query.cursor === undefined ? null : decodeCursor(key, query.cursor, Id);
  const rows = await inScope(platform, { user_id: actor.user_id, lists_all: true }, (tx) =>
    inventory(tx)
      .selectFrom('vendors')
      .$if(before !== null, (all) => all.where('id', '<', before ?? ''))
      .orderBy('id', 'desc') // UUIDv7: newest is largest
      .limit(query.limit + 1)
      .select(['id', 'name', 'created_at'])
      .execute(),
  );
  const views = rows.map((row) => Object.assign(row, { created_at: row.created_at.toISOString() }));
  return pageOf(views, { limit: query.limit, key, place: (last) => last.id });
}
