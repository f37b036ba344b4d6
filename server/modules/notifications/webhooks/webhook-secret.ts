import { createHmac } from 'node:crypto';
import type { Secrets } from '../../../platform/secrets.ts';

/** After a renewal the secret before goes on signing for this long, so that receivers can change theirs in peace. */
export const OLD_SECRET_MS = 24 * 60 * 60 * 1000;

/** What tells a webhook's secrets apart. */
export interface SecretOwner {
  readonly id: string;
  readonly secret_number: number;
  readonly old_secret_until: Date | null;
}

/** Keys that sign at this moment: the newest, and for a day after a renewal the one before. */
export function signingKeys(secrets: Secrets, webhook: SecretOwner, now_ms: number): readonly Buffer[] {
  const { secret_number, old_secret_until } = webhook;
  const newest = keyOf(secrets, webhook, secret_number);
  const old_counts = old_secret_until !== null && old_secret_until.getTime() > now_ms && secret_number > 1;
  return old_counts ? [newest, keyOf(secrets, webhook, secret_number - 1)] : [newest];
}

/** The newest secret as receivers are given it: `whsec_` and base64 (Standard Webhooks). */
export function secretText(secrets: Secrets, webhook: SecretOwner): string {
  return `whsec_${keyOf(secrets, webhook, webhook.secret_number).toString('base64')}`;
}

function keyOf(secrets: Secrets, { id }: SecretOwner, number: number): Buffer {
  return secrets.derive(`notifications.webhook ${id} ${number}`);
}

/** Headers that say a message is ours, whole and of now (Standard Webhooks 1.0: HMAC-SHA-256 over id, time and body). */
export function signatureHeaders(
  keys: readonly Buffer[],
  message: { readonly id: string; readonly at_ms: number; readonly body: string },
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(message.at_ms / 1000));
  const signed = `${message.id}.${timestamp}.${message.body}`;
  return {
    'webhook-id': message.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': keys.map((key) => `v1,${createHmac('sha256', key).update(signed).digest('base64')}`).join(' '),
  };
}
