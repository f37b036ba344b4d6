import { sql } from 'kysely';
import { AppError } from '../../../../contract/errors.ts';
import { VENDORS_OWNED_MAX, VENDORS_SERVED_MAX, type VendorView } from '../../../../contract/inventory-vendors.ts';
import type { BodyOf } from '../../../../contract/schemas.ts';
import type { Member } from '../../../platform/actor.ts';
import { newId } from '../../../platform/ids.ts';
import type { Platform } from '../../../platform/platform.ts';
import { inventory, type VendorTx } from '../tables.ts';
import { refuseDemo, vendorView } from '../vendor.ts';
import { enterScope, inScope } from './enter-scope.ts';

const FIRST_LOCATION = 'Main';

/**
 * Opens a vendor that the actor owns, with a first location.
 * @throws AppError `vendor_limit` `{ limit }`, `demo_protected`.
 */
export async function createVendor(
  platform: Platform,
  actor: Member,
  input: BodyOf<'createVendor'>,
): Promise<VendorView> {
  refuseDemo(actor);
  const vendor_id = newId();
  const { user_id } = actor;
  return inScope(platform, { user_id }, async (person) => {
    await assertRoomForVendor(person, user_id, 'owner');
    const tx = await enterScope(person, { user_id, vendor_id });
    const created_at = platform.clock.now();
    const vendor = { id: vendor_id, name: input.name, currency: input.currency, created_at };
    await inventory(tx).insertInto('vendors').values(vendor).execute();
    await inventory(tx)
      .insertInto('staff')
      .values({ vendor_id, user_id, role: 'owner', joined_at: created_at })
      .execute();
    await inventory(tx)
      .insertInto('locations')
      .values({ id: newId(), vendor_id, name: FIRST_LOCATION, created_at })
      .execute();
    return vendorView(vendor, 'owner');
  });
}

/**
 * Refuses one vendor too many; asked in a scope that names the user and no vendor. Two calls of one person wait for each other, so that both cannot take the last place.
 * @throws AppError `vendor_limit` `{ limit }`.
 */
export async function assertRoomForVendor(tx: VendorTx, user_id: string, role: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`inventory.vendors.${user_id}`}, 0))`.execute(tx);
  const served = await inventory(tx).selectFrom('staff').where('user_id', '=', user_id).select('role').execute();
  const owned = served.filter((one) => one.role === 'owner').length;
  if (role === 'owner' && owned >= VENDORS_OWNED_MAX) throw new AppError('vendor_limit', { limit: VENDORS_OWNED_MAX });
  if (served.length >= VENDORS_SERVED_MAX) throw new AppError('vendor_limit', { limit: VENDORS_SERVED_MAX });
}
