import { createHmac, timingSafeEqual } from 'node:crypto';
import { type NotificationKind, notificationKinds } from '../../../contract/notifications.ts';
import type { Secrets } from '../../platform/secrets.ts';

/**
 * What the link in a mail proves: that its holder was sent a mail of this kind to this account. It never runs out
 * (RFC 8058 wants old mails to work too) and can do nothing but stop such mails.
 *
 * 16 bytes of the user's id, one of the kind, and 16 of an HMAC-SHA-256 over both; base64url.
 */
export interface Unsubscription {
  readonly user_id: string;
  readonly kind: NotificationKind;
}

const ID_BYTES = 16;
const MAC_BYTES = 16;

export function unsubscribeToken(secrets: Secrets, { user_id, kind }: Unsubscription): string {
  const id = Buffer.from(user_id.replaceAll('-', ''), 'hex');
  const said = Buffer.concat([id, Buffer.from([notificationKinds.indexOf(kind)])]);
  return Buffer.concat([said, macOf(secrets, said)]).toString('base64url');
}

/** @returns null for anything that `unsubscribeToken` did not make. */
export function readUnsubscribeToken(secrets: Secrets, token: string): Unsubscription | null {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== ID_BYTES + 1 + MAC_BYTES || bytes.toString('base64url') !== token) return null;
  const said = bytes.subarray(0, ID_BYTES + 1);
  if (!timingSafeEqual(macOf(secrets, said), bytes.subarray(ID_BYTES + 1))) return null;
  const kind = notificationKinds[said[ID_BYTES] ?? notificationKinds.length];
  const hex = said.subarray(0, ID_BYTES).toString('hex');
  const user_id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return kind === undefined ? null : { user_id, kind };
}

function macOf(secrets: Secrets, said: Buffer): Buffer {
  return createHmac('sha256', secrets.derive('notifications.unsubscribe')).update(said).digest().subarray(0, MAC_BYTES);
}
