import { AppError } from '../../../../../contract/errors.ts';
import type { ReplyOf } from '../../../../../contract/schemas.ts';
import type { Member } from '../../../../platform/actor.ts';
import { newId } from '../../../../platform/ids.ts';
import type { Platform } from '../../../../platform/platform.ts';
import type { OutboundClient } from '../../../../platform/outbound/outbound-client.ts';
import { refuseWithoutChannel } from '../../refuse-channel.ts';
import { failureOf, hasArrived, postWebhook } from '../../senders/post-webhook.ts';
import { testMessage } from '../outgoing-message.ts';
import { findWebhook } from '../selectors/find-webhook.ts';
import { urlRefused } from '../webhook.ts';

/**
 * Sends a test now, once, to a webhook that is on or off, and tells how it went.
 * @throws AppError `webhook_unknown`, `webhook_url_refused`, `channel_unavailable`.
 */
export async function testWebhook(
  platform: Platform,
  client: OutboundClient,
  { actor, id }: { readonly actor: Member; readonly id: string },
): Promise<ReplyOf<'testWebhook'>> {
  const { db, clock, config } = platform;
  const webhook = await findWebhook(db, { id, user_id: actor.user_id });
  if (webhook === undefined) throw new AppError('webhook_unknown');
  refuseWithoutChannel(actor, 'webhook');
  const message = testMessage(newId(), clock.now(), config.public_url);
  const outcome = await postWebhook(platform, client, { webhook, message });
  if (outcome.kind === 'refused') throw urlRefused(outcome.error);
  const delivered = hasArrived(outcome);
  const { duration_ms } = outcome;
  const error = delivered ? null : failureOf(outcome);
  return outcome.kind === 'answered'
    ? { delivered, code: outcome.code, duration_ms, error, answer: outcome.text }
    : { delivered, code: null, duration_ms, error, answer: null };
}
