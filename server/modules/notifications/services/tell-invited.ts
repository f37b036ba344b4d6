import type { Tx } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { accountByEmail } from '../../identity/index.ts';
import { type Invitation, invitationNotice } from '../invitation-notice.ts';
import { invitationsTold } from '../selectors/invitations-told.ts';
import type { Notify } from './notify.ts';

const DAY_MS = 86_400_000;
/** Anybody can open shops and invite anybody: an address hears of no more within a day. */
const TOLD_A_DAY_MAX = 10;
const TOLD_A_DAY_BY_VENDOR_MAX = 3;

/**
 * Sends an invitation by mail, where its address has an account and this server sends mail. Mail that is kept instead
 * shows to whoever holds the account, who need not be who reads the mailbox.
 */
export async function tellInvited(
  platform: Platform,
  tx: Tx,
  { notify, email, ...invitation }: Invitation & { readonly email: string; readonly notify: Notify },
): Promise<void> {
  if (platform.config.mail.smtp === null) return;
  const account = await accountByEmail(tx, email);
  if (account === null || account.is_demo) return;
  const since = new Date(invitation.at.getTime() - DAY_MS);
  const told = await invitationsTold(tx, { user_id: account.id, vendor_id: invitation.vendor_id, since });
  if (told.all >= TOLD_A_DAY_MAX || told.by_vendor >= TOLD_A_DAY_BY_VENDOR_MAX) return;
  await notify(tx, [invitationNotice(account, invitation)]);
}
