import { AppError } from '../../../../contract/errors.ts';
import type { ReplyOf } from '../../../../contract/schemas.ts';
import { inTransaction } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { accountsByIds } from '../../identity/index.ts';
import { notifications } from '../tables.ts';
import { readUnsubscribeToken } from '../unsubscribe-token.ts';
import { lockPreferences } from './lock-preferences.ts';

/**
 * Stops mails of one kind to the account that a link in a mail names; again and again with the same end. Mails that
 * wait are stopped too, since each looks at the preferences when it is sent.
 * @throws AppError `unsubscribe_invalid` for what is no link of ours, and for one of an erased account.
 */
export async function unsubscribe(platform: Platform, token: string): Promise<ReplyOf<'unsubscribe'>> {
  const said = readUnsubscribeToken(platform.secrets, token);
  if (said === null) throw new AppError('unsubscribe_invalid');
  const { user_id, kind } = said;
  return inTransaction(platform.db, async (tx) => {
    const [account] = await accountsByIds(tx, [user_id]);
    const before = account === undefined ? undefined : (await lockPreferences(tx, [user_id])).get(user_id);
    if (account === undefined || before === undefined) throw new AppError('unsubscribe_invalid');
    const kinds = { ...before.kinds, [kind]: { ...before.kinds[kind], email: false } };
    await notifications(tx)
      .updateTable('preferences')
      .where('user_id', '=', user_id)
      .set({ kinds: JSON.stringify(kinds), unsubscribed: [...new Set([...before.unsubscribed, kind])] })
      .execute();
    return { email: account.email, kind };
  });
}
