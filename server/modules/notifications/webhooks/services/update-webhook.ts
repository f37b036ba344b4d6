import { AppError } from '../../../../../contract/errors.ts';
import type { WebhookView } from '../../../../../contract/notifications.ts';
import type { BodyOf } from '../../../../../contract/schemas.ts';
import type { Member } from '../../../../platform/actor.ts';
import type { Platform } from '../../../../platform/platform.ts';
import type { OutboundClient } from '../../../../platform/outbound/outbound-client.ts';
import { outlets } from '../../tables-outlets.ts';
import { findWebhook } from '../selectors/find-webhook.ts';
import { readWebhookUrl, webhookView } from '../webhook.ts';

/**
 * Changes a webhook, or switches it on or off. Another address, and switching on, start its failures anew; what waits
 * for a webhook that is off is dropped when its time comes.
 *
 * @throws AppError `webhook_unknown`, `webhook_url_refused`, `input_invalid` for a chat where the preset has none.
 */
export async function updateWebhook(
  platform: Platform,
  client: OutboundClient,
  call: { readonly actor: Member; readonly id: string; readonly body: BodyOf<'updateWebhook'> },
): Promise<WebhookView> {
  const { actor, id, body } = call;
  const { name, chat_id, enabled } = body;
  const webhook = await findWebhook(platform.db, { id, user_id: actor.user_id });
  if (webhook === undefined) throw new AppError('webhook_unknown');
  if (chat_id !== undefined && webhook.preset !== 'telegram')
    throw new AppError('input_invalid', { pointer: '/chat_id', detail: 'Only webhooks of Telegram have a chat.' });
  const url = body.url === undefined ? undefined : await readWebhookUrl(client, body.url, webhook.preset);
  const row = await outlets(platform.db)
    .updateTable('webhooks')
    .set({
      ...(name === undefined ? {} : { name }),
      ...(chat_id === undefined ? {} : { chat_id }),
      ...(url === undefined ? {} : { url }),
      ...(enabled === undefined ? {} : { enabled, disabled_reason: null }),
      ...(url !== undefined || enabled === true ? { failures: 0, failing_since: null } : {}),
    })
    .where('id', '=', id)
    .where('user_id', '=', actor.user_id)
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) throw new AppError('webhook_unknown');
  return webhookView(row);
}
