import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Signs webhooks in the manner of Stripe: `t=<seconds>,v1=<HMAC-SHA-256 of "t.body", hexadecimal>`. Signed when it is
 * sent, not when it is written: a webhook that waited is as fresh as any.
 */
export const SIGNATURE_HEADER = 'payment-signature';

/** A webhook whose time of sending differs more is refused: whoever recorded it cannot send it later. */
export const TOLERANCE_S = 300;

export function signatureOf(secret: Buffer, body: Buffer, now_ms: number): string {
  const at = Math.floor(now_ms / 1000);
  return `t=${at},v1=${digest(secret, at, body).toString('hex')}`;
}

export function isSigned(
  secret: Buffer,
  body: Buffer,
  { header, now_ms }: { header: unknown; now_ms: number },
): boolean {
  const [, at = '', hex = ''] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(typeof header === 'string' ? header : '') ?? [];
  if (hex === '' || Math.abs(Math.floor(now_ms / 1000) - Number(at)) > TOLERANCE_S) return false;
  return timingSafeEqual(Buffer.from(hex, 'hex'), digest(secret, Number(at), body));
}

function digest(secret: Buffer, at: number, body: Buffer): Buffer {
  return createHmac('sha256', secret).update(`${at}.`).update(body).digest();
}
