import { AppError } from '../../../../contract/errors.ts';
import type { StaffMemberView } from '../../../../contract/inventory-vendors.ts';
import type { VendorRole } from '../../../../contract/inventory.rights.ts';
import type { BodyOf, ParamsOf } from '../../../../contract/schemas.ts';
import type { Member } from '../../../platform/actor.ts';
import type { Platform } from '../../../platform/platform.ts';
import { staffMembers } from '../selectors/list-staff.ts';
import { inventory, type VendorTx } from '../tables.ts';
import { asStaff } from './as-staff.ts';

/**
 * Gives a member of staff another role; it holds from their next call.
 * @throws AppError `staff_unknown`, `last_owner`, those of `asStaff`.
 */
export async function updateStaff(
  platform: Platform,
  actor: Member,
  input: ParamsOf<'updateStaff'> & BodyOf<'updateStaff'>,
): Promise<StaffMemberView> {
  const { vendor_id, user_id, role } = input;
  const row = await asStaff(platform, { actor, vendor_id, route: 'updateStaff' }, async (tx) => {
    const before = await lockMember(tx, vendor_id, user_id);
    if (role !== 'owner') await assertOtherOwner(tx, { vendor_id, user_id, role: before.role });
    await inventory(tx)
      .updateTable('staff')
      .where('vendor_id', '=', vendor_id)
      .where('user_id', '=', user_id)
      .set({ role })
      .execute();
    return { ...before, role };
  });
  const [view] = await staffMembers(platform, [row]);
  if (view === undefined) throw new AppError('staff_unknown'); // the account was erased meanwhile
  return view;
}

/**
 * Takes someone off the staff. Anyone may leave; only an owner may send another away.
 * @throws AppError `staff_unknown`, `last_owner`, `vendor_role_needed`, those of `asStaff`.
 */
export async function removeStaff(platform: Platform, actor: Member, input: ParamsOf<'removeStaff'>): Promise<void> {
  const { vendor_id, user_id } = input;
  await asStaff(platform, { actor, vendor_id, route: 'removeStaff' }, async (tx, staff) => {
    if (user_id !== staff.user_id && staff.role !== 'owner')
      throw new AppError('vendor_role_needed', { role: staff.role, needed: 'owner' });
    const { role } = await lockMember(tx, vendor_id, user_id);
    await assertOtherOwner(tx, { vendor_id, user_id, role });
    await inventory(tx).deleteFrom('staff').where('vendor_id', '=', vendor_id).where('user_id', '=', user_id).execute();
  });
}

/** Every owner's row is locked first and in one order, so that two owners who leave at once cannot both be let go. */
async function lockMember(
  tx: VendorTx,
  vendor_id: string,
  user_id: string,
): Promise<{ readonly user_id: string; readonly role: VendorRole; readonly joined_at: Date }> {
  const rows = await inventory(tx)
    .selectFrom('staff')
    .where('vendor_id', '=', vendor_id)
    .where((eb) => eb.or([eb('role', '=', 'owner'), eb('user_id', '=', user_id)]))
    .orderBy('user_id')
    .forUpdate()
    .select(['user_id', 'role', 'joined_at'])
    .execute();
  const member = rows.find((row) => row.user_id === user_id);
  if (member === undefined) throw new AppError('staff_unknown');
  return member;
}

async function assertOtherOwner(
  tx: VendorTx,
  member: { readonly vendor_id: string; readonly user_id: string; readonly role: VendorRole },
): Promise<void> {
  if (member.role !== 'owner') return;
  const other = await inventory(tx)
    .selectFrom('staff')
    .where('vendor_id', '=', member.vendor_id)
    .where('role', '=', 'owner')
    .where('user_id', '!=', member.user_id)
    .select('user_id')
    .executeTakeFirst();
  if (other === undefined) throw new AppError('last_owner');
}
