import { createECDH, createPrivateKey, type KeyObject, sign } from 'node:crypto';
import type { Secrets } from '../../../platform/secrets.ts';

/** Who sends a push message, told to the push service with a signed token (VAPID, RFC 8292). */
export interface Vapid {
  /** base64url; browsers subscribe with it, and their subscription is bound to it. */
  readonly public_key: string;
  /** `Authorization` for one push service. @param origin of the subscription's endpoint. */
  authorization(origin: string, now_ms: number): string;
}

/** Services refuse tokens of more than a day. */
const TOKEN_MS = 12 * 60 * 60 * 1000;

/**
 * The installation's key pair: derived from the master secret, so that every process has the same one, it survives
 * every restart, and is in every backup that holds the subscriptions.
 *
 * @param contact `https:` or `mailto:` address at which a push service finds the operator.
 */
export function openVapid(secrets: Secrets, contact: string): Vapid {
  const { private_key, public_key } = keyPair(secrets);
  const header = encode({ typ: 'JWT', alg: 'ES256' });
  return {
    public_key: public_key.toString('base64url'),
    authorization(origin, now_ms) {
      const claims = encode({ aud: origin, exp: Math.floor((now_ms + TOKEN_MS) / 1000), sub: contact });
      const signed = `${header}.${claims}`;
      const signature = sign('sha256', Buffer.from(signed), { key: private_key, dsaEncoding: 'ieee-p1363' });
      return `vapid t=${signed}.${signature.toString('base64url')}, k=${public_key.toString('base64url')}`;
    },
  };
}

/** One 32-byte number in 2^32 is no private key of P-256; then the next one is taken. */
function keyPair(secrets: Secrets): { readonly private_key: KeyObject; readonly public_key: Buffer } {
  for (let number = 1; ; number += 1) {
    const scalar = secrets.derive(`notifications.vapid ${number}`);
    const curve = createECDH('prime256v1');
    try {
      curve.setPrivateKey(scalar);
    } catch {
      continue;
    }
    const public_key = curve.getPublicKey();
    const [x, y] = [public_key.subarray(1, 33), public_key.subarray(33)].map((part) => part.toString('base64url'));
    const jwk = { kty: 'EC', crv: 'P-256', d: scalar.toString('base64url'), x: x ?? '', y: y ?? '' };
    return { private_key: createPrivateKey({ key: jwk, format: 'jwk' }), public_key };
  }
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
