import { type InvitationView, STAFF_MAX } from '../../../../contract/inventory-vendors.ts';
import type { Member } from '../../../platform/actor.ts';
import type { Platform } from '../../../platform/platform.ts';
import { asStaff } from '../services/as-staff.ts';
import { inventory } from '../tables.ts';
import { invitationView } from '../vendor.ts';

/** Invitations nobody has used, the newest first, those that have run out too. */
export function listInvitations(platform: Platform, actor: Member, vendor_id: string): Promise<InvitationView[]> {
  return asStaff(platform, { actor, vendor_id, route: 'listInvitations' }, async (tx) => {
    const rows = await inventory(tx)
      .selectFrom('invitations')
      .where('vendor_id', '=', vendor_id)
      .orderBy('id', 'desc')
      .limit(STAFF_MAX)
      .select(['id', 'email', 'role', 'created_at', 'expires_at'])
      .execute();
    return rows.map(invitationView);
  });
}
