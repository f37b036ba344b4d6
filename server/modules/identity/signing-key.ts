import { createCipheriv, createDecipheriv, generateKeyPairSync, randomBytes } from 'node:crypto';
import { newId } from '../../platform/ids.ts';

/** A key pair that signs access tokens. The private part is sealed (AES-256-GCM, bound to its `kid`) before it is stored. */
export interface SigningKeyRow {
  readonly kid: string;
  readonly public_key: string;
  readonly private_key_sealed: Buffer;
  readonly created_at: Date;
}

export const SEALING_PURPOSE = 'identity.signing-keys';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** @param sealing 32 bytes, derived from the installation's secret for SEALING_PURPOSE. */
export function newSigningKey(sealing: Buffer, created_at: Date): SigningKeyRow {
  const kid = newId();
  const pair = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', sealing, iv).setAAD(Buffer.from(kid));
  const sealed = Buffer.concat([cipher.update(pair.privateKey, 'utf8'), cipher.final()]);
  const private_key_sealed = Buffer.concat([iv, cipher.getAuthTag(), sealed]);
  return { kid, public_key: pair.publicKey, private_key_sealed, created_at };
}

/** @throws when the row was changed, or was sealed under another installation's secret. */
export function openPrivateKey(sealing: Buffer, row: SigningKeyRow): string {
  const iv = row.private_key_sealed.subarray(0, IV_BYTES);
  const tag = row.private_key_sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', sealing, iv, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(row.kid))
    .setAuthTag(tag);
  const sealed = row.private_key_sealed.subarray(IV_BYTES + TAG_BYTES);
  return Buffer.concat([decipher.update(sealed), decipher.final()]).toString('utf8');
}
