import { hash } from 'node:crypto';

/** The space of our names (RFC 9562, 5.5); never changed, or every printing would become another. */
const NAMESPACE = Buffer.from('6f4c1d9e2b7a4c35a1f08d5e93b2c714', 'hex');

/** The same id for the same name, wherever and whenever it is made: a UUID of version 5. */
export function namedId(...names: readonly string[]): string {
  const bytes = hash('sha1', Buffer.concat([NAMESPACE, Buffer.from(names.join('\n'))]), 'buffer').subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
