import type { Platform } from '../../../platform/platform.ts';
import type { OutboundClient, OutboundOutcome } from '../../../platform/outbound/outbound-client.ts';
import type { WebhookPreset } from '../tables-outlets.ts';
import type { OutgoingMessage } from '../webhooks/outgoing-message.ts';
import { presetRequest } from '../webhooks/preset-body.ts';
import { type SecretOwner, signatureHeaders, signingKeys } from '../webhooks/webhook-secret.ts';

/** What a message needs to know of the webhook it is sent to. */
export interface WebhookAddress extends SecretOwner {
  readonly url: string;
  readonly preset: WebhookPreset;
  readonly chat_id: string | null;
}

/** Sends one message in the form of the webhook's preset, signed. */
export async function postWebhook(
  { secrets, clock }: Platform,
  client: OutboundClient,
  { webhook, message }: { readonly webhook: WebhookAddress; readonly message: OutgoingMessage },
): Promise<OutboundOutcome> {
  const { url, body } = presetRequest(webhook, message);
  const at_ms = clock.ms();
  return client.post({
    url,
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Omni-Stock',
      ...signatureHeaders(signingKeys(secrets, webhook, at_ms), { id: message.id, at_ms, body }),
    },
  });
}

/** Whether an outcome means that the message has arrived. */
export function hasArrived(outcome: OutboundOutcome): boolean {
  return outcome.kind === 'answered' && outcome.code >= 200 && outcome.code < 300;
}

/** Why it has not arrived, in a sentence. */
export function failureOf(outcome: OutboundOutcome): string {
  if (outcome.kind !== 'answered')
    return outcome.kind === 'refused' ? `The address is not called: ${outcome.error}` : outcome.error;
  const redirects = outcome.code >= 300 && outcome.code < 400;
  return `The endpoint answered ${outcome.code}.${redirects ? ' Redirects are not followed.' : ''}`;
}
