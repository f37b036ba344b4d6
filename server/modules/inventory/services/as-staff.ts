import { AppError } from '../../../../contract/errors.ts';
import { isAtLeast, type VendorRole, vendorRights, type VendorRoute } from '../../../../contract/inventory.rights.ts';
import type { Member } from '../../../platform/actor.ts';
import type { Platform } from '../../../platform/platform.ts';
import { inventory, type VendorTx } from '../tables.ts';
import { inScope } from './enter-scope.ts';

/** Who acts for a vendor in this transaction. */
export interface Staff {
  readonly vendor_id: string;
  readonly user_id: string;
  /** "admin": an administrator on a visit, who reads what a viewer reads. */
  readonly role: VendorRole | 'admin';
}

/**
 * The frame of everything that is done for a vendor: one transaction behind the walls of that vendor, entered only by
 * its staff with the right that `route` asks for.
 *
 * @throws AppError `vendor_unknown`, also for a vendor one has nothing to do with; `vendor_role_needed` `{ role, needed }`.
 */
export function asStaff<Result>(
  platform: Platform,
  call: { readonly actor: Member; readonly vendor_id: string; readonly route: VendorRoute },
  work: (tx: VendorTx, staff: Staff) => Promise<Result>,
): Promise<Result> {
  const { vendor_id, route } = call;
  const { user_id } = call.actor;
  return inScope(platform, { user_id, vendor_id }, async (tx) => {
    const role = (await staffRole(tx, { vendor_id, user_id })) ?? (await visitorRole(tx, platform, call));
    if (role === null) throw new AppError('vendor_unknown');
    const needed = vendorRights[route];
    if (!isAtLeast(role === 'admin' ? 'viewer' : role, needed))
      throw new AppError('vendor_role_needed', { role, needed });
    return work(tx, { vendor_id, user_id, role });
  });
}

async function staffRole(
  tx: VendorTx,
  who: { readonly vendor_id: string; readonly user_id: string },
): Promise<VendorRole | null> {
  const row = await inventory(tx)
    .selectFrom('staff')
    .where('vendor_id', '=', who.vendor_id)
    .where('user_id', '=', who.user_id)
    .select('role')
    .executeTakeFirst();
  return row?.role ?? null;
}

/** An administrator who has said why may look, until the visit ends. */
async function visitorRole(
  tx: VendorTx,
  platform: Platform,
  call: { readonly actor: Member; readonly vendor_id: string },
): Promise<'admin' | null> {
  if (call.actor.role !== 'admin') return null;
  const visit = await inventory(tx)
    .selectFrom('visits')
    .where('vendor_id', '=', call.vendor_id)
    .where('user_id', '=', call.actor.user_id)
    .where('expires_at', '>', platform.clock.now())
    .select('expires_at')
    .executeTakeFirst();
  return visit === undefined ? null : 'admin';
}
