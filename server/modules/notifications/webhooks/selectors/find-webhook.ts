import type { Db, Tx } from '../../../../platform/db/transaction.ts';
import { outlets, type WebhookRow } from '../../tables-outlets.ts';

/** One webhook of a user, as it is now; undefined when it is gone or somebody else's. */
export async function findWebhook(
  handle: Db | Tx,
  webhook: { readonly id: string; readonly user_id: string },
): Promise<WebhookRow | undefined> {
  return outlets(handle)
    .selectFrom('webhooks')
    .where('id', '=', webhook.id)
    .where('user_id', '=', webhook.user_id)
    .selectAll()
    .executeTakeFirst();
}
