import { AppError } from '../../../../contract/errors.ts';
import type { VendorView } from '../../../../contract/inventory-vendors.ts';
import type { Member } from '../../../platform/actor.ts';
import { inTransaction } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { accountsByIds } from '../../identity/index.ts';
import { inventory } from '../tables.ts';
import { invitationHash, refuseDemo, vendorView } from '../vendor.ts';
import { assertRoomForVendor } from './create-vendor.ts';
import { enterScope } from './enter-scope.ts';

/**
 * Joins the staff that an invitation's link leads to; the link is spent with it.
 * @throws AppError `invitation_invalid`, `invitation_for_another`, `staff_exists`, `vendor_limit`, `demo_protected`.
 */
export async function acceptInvitation(platform: Platform, actor: Member, token: string): Promise<VendorView> {
  refuseDemo(actor);
  const { user_id } = actor;
  const hash = invitationHash(token);
  const at = platform.clock.now();
  return inTransaction(platform.db, async (whole) => {
    const [account] = await accountsByIds(whole, [user_id]);
    const holder = await enterScope(whole, { user_id, invitation: hash });
    const invitation = await inventory(holder)
      .selectFrom('invitations')
      .where('token_hash', '=', hash)
      .where('expires_at', '>', at)
      .select(['id', 'vendor_id', 'email', 'role'])
      .executeTakeFirst();
    if (invitation === undefined) throw new AppError('invitation_invalid');
    if (invitation.email !== account?.email) throw new AppError('invitation_for_another');
    const { vendor_id, role } = invitation;
    await assertRoomForVendor(holder, user_id, role);
    const tx = await enterScope(whole, { user_id, vendor_id });
    // Whoever deletes the row has the link; a second click finds nothing.
    const spent = await inventory(tx)
      .deleteFrom('invitations')
      .where('vendor_id', '=', vendor_id)
      .where('id', '=', invitation.id)
      .executeTakeFirst();
    if (spent.numDeletedRows === 0n) throw new AppError('invitation_invalid');
    const joined = await inventory(tx)
      .insertInto('staff')
      .values({ vendor_id, user_id, role, joined_at: at })
      .onConflict((conflict) => conflict.columns(['vendor_id', 'user_id']).doNothing())
      .executeTakeFirst();
    if (joined.numInsertedOrUpdatedRows === 0n) throw new AppError('staff_exists');
    const vendor = await inventory(tx)
      .selectFrom('vendors')
      .where('id', '=', vendor_id)
      .selectAll()
      .executeTakeFirstOrThrow();
    return vendorView(vendor, role);
  });
}
