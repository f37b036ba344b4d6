import { LOCATIONS_MAX, type LocationView } from '../../../../contract/inventory-vendors.ts';
import type { Member } from '../../../platform/actor.ts';
import type { Platform } from '../../../platform/platform.ts';
import { asStaff } from '../services/as-staff.ts';
import { inventory } from '../tables.ts';

/** Where a vendor's stock lies, the oldest first: the first one takes what names no location. */
export function listLocations(platform: Platform, actor: Member, vendor_id: string): Promise<LocationView[]> {
  return asStaff(platform, { actor, vendor_id, route: 'listLocations' }, async (tx) => {
    const rows = await inventory(tx)
      .selectFrom('locations')
      .where('vendor_id', '=', vendor_id)
      .orderBy('id')
      .limit(LOCATIONS_MAX)
      .select(['id', 'name', 'created_at'])
      .execute();
    return rows.map((row) => Object.assign(row, { created_at: row.created_at.toISOString() }));
  });
}
