import type { WebhookView } from '../../../../../contract/notifications.ts';
import type { Member } from '../../../../platform/actor.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { outlets } from '../../tables-outlets.ts';
import { webhookView } from '../webhook.ts';

/** The actor's webhooks, the oldest first. */
export async function listWebhooks({ db }: Platform, { user_id }: Member): Promise<WebhookView[]> {
  const rows = await outlets(db)
    .selectFrom('webhooks')
    .where('user_id', '=', user_id)
    .orderBy('id')
    .selectAll()
    .execute();
  return rows.map(webhookView);
}
