import { AppError } from '../../../../../contract/errors.ts';
import type { Member } from '../../../../platform/actor.ts';
import { inTransaction } from '../../../../platform/db/transaction.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { dropWaiting } from '../../services/drop-waiting.ts';
import { outlets } from '../../tables-outlets.ts';
import { findPushSubscription } from '../selectors/find-push-subscription.ts';

/** Stops telling a browser and drops what waits for it. @throws AppError `push_unknown` */
export async function removePushSubscription(platform: Platform, { user_id }: Member, id: string): Promise<void> {
  await inTransaction(platform.db, async (tx) => {
    if ((await findPushSubscription(tx, { id, user_id })) === undefined) throw new AppError('push_unknown');
    await dropWaiting(tx, { target_id: id, reason: 'The browser was removed' });
    await outlets(tx).deleteFrom('push_subscriptions').where('id', '=', id).execute();
  });
}
