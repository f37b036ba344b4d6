import { createCipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';

/**
 * Encrypts a push message for one browser (RFC 8291: ECDH on P-256 with a key of this message alone, `aes128gcm` of
 * RFC 8188 in one record). The push service that carries it reads nothing.
 */

const RECORD_BYTES = 4096;
/** One record less its header (86), the padding's delimiter (1) and the tag (16); services need not take more. */
export const PUSH_TEXT_BYTES_MAX = RECORD_BYTES - 86 - 1 - 16;

/** Of a browser, as `PushSubscription.getKey` gives it. */
export interface BrowserKeys {
  /** Its public key, 65 bytes: a point of P-256. */
  readonly p256dh: Buffer;
  /** 16 bytes that only the browser and we know. */
  readonly auth: Buffer;
}

/** @param chosen tests: what is drawn at random otherwise. */
export function encryptPush(
  text: string,
  { p256dh, auth }: BrowserKeys,
  chosen: { readonly salt?: Buffer; readonly private_key?: Buffer } = {},
): Buffer {
  const ours = createECDH('prime256v1');
  if (chosen.private_key === undefined) ours.generateKeys();
  else ours.setPrivateKey(chosen.private_key);
  const public_key = ours.getPublicKey();
  const salt = chosen.salt ?? randomBytes(16);

  const info = Buffer.concat([Buffer.from('WebPush: info\0'), p256dh, public_key]);
  const input_key = Buffer.from(hkdfSync('sha256', ours.computeSecret(p256dh), auth, info, 32));
  const key = Buffer.from(hkdfSync('sha256', input_key, salt, 'Content-Encoding: aes128gcm\0', 16));
  const nonce = Buffer.from(hkdfSync('sha256', input_key, salt, 'Content-Encoding: nonce\0', 12));

  const header = Buffer.alloc(16 + 4 + 1);
  salt.copy(header);
  header.writeUInt32BE(RECORD_BYTES, 16);
  header.writeUInt8(public_key.length, 20);
  const cipher = createCipheriv('aes-128-gcm', key, nonce);
  const last_record = Buffer.from([2]);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.update(last_record), cipher.final()]);
  return Buffer.concat([header, public_key, sealed, cipher.getAuthTag()]);
}

/** Whether a browser could have sent these: a point of the curve and a secret of the right length. */
export function areBrowserKeys({ p256dh, auth }: BrowserKeys): boolean {
  if (p256dh.length !== 65 || p256dh[0] !== 4 || auth.length !== 16) return false;
  const probe = createECDH('prime256v1');
  probe.generateKeys();
  try {
    probe.computeSecret(p256dh);
    return true;
  } catch {
    return false;
  }
}
