import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';

/** The browser's side of push: what it subscribes with, and how it reads what comes (RFC 8291). */
export interface PushBrowser {
  /** What `PushSubscription.toJSON()` gives. */
  subscription(endpoint: string): {
    readonly endpoint: string;
    readonly expirationTime: null;
    readonly keys: { readonly p256dh: string; readonly auth: string };
  };
  read(message: Buffer): unknown;
}

export function pushBrowser(): PushBrowser {
  const curve = createECDH('prime256v1');
  const public_key = curve.generateKeys();
  const auth = randomBytes(16);
  const keys = { p256dh: public_key.toString('base64url'), auth: auth.toString('base64url') };
  return {
    subscription: (endpoint) => ({ endpoint, expirationTime: null, keys }),
    read(message) {
      const salt = message.subarray(0, 16);
      const sender_key = message.subarray(21, 21 + message.readUInt8(20));
      const sealed = message.subarray(21 + sender_key.length, -16);
      const info = Buffer.concat([Buffer.from('WebPush: info\0'), public_key, sender_key]);
      const input_key = Buffer.from(hkdfSync('sha256', curve.computeSecret(sender_key), auth, info, 32));
      const key = Buffer.from(hkdfSync('sha256', input_key, salt, 'Content-Encoding: aes128gcm\0', 16));
      const nonce = Buffer.from(hkdfSync('sha256', input_key, salt, 'Content-Encoding: nonce\0', 12));
      const cipher = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(message.subarray(-16));
      const text = Buffer.concat([cipher.update(sealed), cipher.final()]).toString('utf8');
      return JSON.parse(text.slice(0, text.lastIndexOf('\u0002')));
    },
  };
}

/** What a push service reads from `Authorization` (RFC 8292), or null where the signature is not of that key. */
export function readVapid(header: string | undefined): { readonly key: string; readonly claims: unknown } | null {
  const [, signed = '', claims = '', signature = '', key = ''] =
    /^vapid t=([\w-]+\.([\w-]+))\.([\w-]+), k=([\w-]+)$/.exec(header ?? '') ?? [];
  const point = Buffer.from(key, 'base64url');
  if (point.length !== 65) return null;
  const [x, y] = [point.subarray(1, 33).toString('base64url'), point.subarray(33).toString('base64url')];
  const public_key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  const bytes = Buffer.from(signature, 'base64url');
  const is_signed = verify('sha256', Buffer.from(signed), { key: public_key, dsaEncoding: 'ieee-p1363' }, bytes);
  return is_signed ? { key, claims: JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) } : null;
}
