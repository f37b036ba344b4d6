import type { Tx } from '../../../platform/db/transaction.ts';
import { INVITATION_KEY } from '../invitation-notice.ts';
import { notifications } from '../tables.ts';

/** Of how many invitations a user was told since `since`: in all, and by one vendor. */
export async function invitationsTold(
  tx: Tx,
  { user_id, vendor_id, since }: { readonly user_id: string; readonly vendor_id: string; readonly since: Date },
): Promise<{ readonly all: number; readonly by_vendor: number }> {
  const keys = await notifications(tx)
    .selectFrom('inbox')
    .where('user_id', '=', user_id)
    .where('dedupe_key', 'like', `${INVITATION_KEY}%`)
    .where('created_at', '>', since)
    .select('group_key')
    .execute();
  const by_vendor = keys.filter(({ group_key }) => group_key === `${INVITATION_KEY}${vendor_id}`);
  return { all: keys.length, by_vendor: by_vendor.length };
}
