import { AppError } from '../../../../../contract/errors.ts';
import { WEBHOOKS_MAX } from '../../../../../contract/notifications.ts';
import type { BodyOf, ReplyOf } from '../../../../../contract/schemas.ts';
import type { Member } from '../../../../platform/actor.ts';
import { inTransaction } from '../../../../platform/db/transaction.ts';
import { newId } from '../../../../platform/ids.ts';
import type { Platform } from '../../../../platform/platform.ts';
import type { OutboundClient } from '../../../../platform/outbound/outbound-client.ts';
import { refuseWithoutChannel } from '../../refuse-channel.ts';
import { lockFor } from '../../services/lock-for.ts';
import { outlets } from '../../tables-outlets.ts';
import { secretText } from '../webhook-secret.ts';
import { readWebhookUrl, webhookView } from '../webhook.ts';

/**
 * Adds a webhook whose address is resolved and checked first.
 * @returns the webhook with its secret, which is shown this once.
 * @throws AppError `demo_protected`, `channel_unavailable`, `webhook_url_refused`, `webhook_limit`.
 */
export async function createWebhook(
  platform: Platform,
  client: OutboundClient,
  call: { readonly actor: Member; readonly body: BodyOf<'createWebhook'> },
): Promise<ReplyOf<'createWebhook'>> {
  const { actor, body } = call;
  refuseWithoutChannel(actor, 'webhook');
  const preset = body.preset ?? 'standard';
  const url = await readWebhookUrl(client, body.url, preset);
  const { user_id } = actor;
  const row = await inTransaction(platform.db, async (tx) => {
    await lockFor(tx, `webhooks of ${user_id}`);
    const { count } = await outlets(tx)
      .selectFrom('webhooks')
      .where('user_id', '=', user_id)
      .select((eb) => eb.fn.countAll().as('count'))
      .executeTakeFirstOrThrow();
    if (Number(count) >= WEBHOOKS_MAX) throw new AppError('webhook_limit', { limit: WEBHOOKS_MAX });
    return outlets(tx)
      .insertInto('webhooks')
      .values({
        id: newId(),
        user_id,
        name: body.name,
        url,
        preset,
        chat_id: body.chat_id ?? null,
        enabled: true,
        created_at: platform.clock.now(),
      })
      .returningAll()
      .executeTakeFirstOrThrow();
  });
  return { ...webhookView(row), secret: secretText(platform.secrets, row) };
}
