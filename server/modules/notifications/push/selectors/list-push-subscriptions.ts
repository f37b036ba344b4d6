import type { Member } from '../../../../platform/actor.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { outlets } from '../../tables-outlets.ts';
import { pushSubscriptionView, type PushSubscriptionView } from '../push-subscription.ts';

/** Browsers in which the actor is told, the oldest first. */
export async function listPushSubscriptions({ db }: Platform, { user_id }: Member): Promise<PushSubscriptionView[]> {
  const rows = await outlets(db)
    .selectFrom('push_subscriptions')
    .where('user_id', '=', user_id)
    .orderBy('id')
    .select(['id', 'client', 'created_at', 'last_used_at'])
    .execute();
  return rows.map(pushSubscriptionView);
}
