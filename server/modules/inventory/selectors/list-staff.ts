import { STAFF_MAX, type StaffMemberView } from '../../../../contract/inventory-vendors.ts';
import type { VendorRole } from '../../../../contract/inventory.rights.ts';
import type { Member } from '../../../platform/actor.ts';
import type { Platform } from '../../../platform/platform.ts';
import { accountsByIds } from '../../identity/index.ts';
import { asStaff } from '../services/as-staff.ts';
import { inventory } from '../tables.ts';

/**
 * Who works for a vendor, the longest first.
 * @param call.route whose right is asked for.
 * @throws AppError those of `asStaff`.
 */
export async function listStaff(
  platform: Platform,
  actor: Member,
  call: { readonly vendor_id: string; readonly route: 'listStaff' | 'inviteStaff' },
): Promise<StaffMemberView[]> {
  const rows = await asStaff(platform, { actor, ...call }, (tx) =>
    inventory(tx)
      .selectFrom('staff')
      .where('vendor_id', '=', call.vendor_id)
      .orderBy('joined_at')
      .orderBy('user_id')
      .limit(STAFF_MAX)
      .select(['user_id', 'role', 'joined_at'])
      .execute(),
  );
  return staffMembers(platform, rows);
}

/** Staff with their names, which are identity's; who was erased meanwhile is left out. */
export async function staffMembers(
  platform: Platform,
  rows: readonly { readonly user_id: string; readonly role: VendorRole; readonly joined_at: Date }[],
): Promise<StaffMemberView[]> {
  const accounts = await accountsByIds(
    platform.db,
    rows.map((row) => row.user_id),
  );
  const byId = new Map(accounts.map((account) => [account.id, account]));
  return rows.flatMap(({ user_id, role, joined_at }) => {
    const account = byId.get(user_id);
    if (account === undefined) return [];
    return [{ user_id, email: account.email, name: account.name, role, joined_at: joined_at.toISOString() }];
  });
}
