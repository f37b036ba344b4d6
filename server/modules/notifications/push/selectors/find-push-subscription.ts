import type { Db, Tx } from '../../../../platform/db/transaction.ts';
import { outlets, type PushSubscriptionRow } from '../../tables-outlets.ts';

/** Where and how one browser of a user is reached; undefined when it is gone, or another account's by now. */
export async function findPushSubscription(
  handle: Db | Tx,
  subscription: { readonly id: string; readonly user_id: string },
): Promise<Pick<PushSubscriptionRow, 'endpoint' | 'p256dh' | 'auth'> | undefined> {
  return outlets(handle)
    .selectFrom('push_subscriptions')
    .where('id', '=', subscription.id)
    .where('user_id', '=', subscription.user_id)
    .select(['endpoint', 'p256dh', 'auth'])
    .executeTakeFirst();
}
