import { randomUUIDv7 } from 'node:crypto';

/** A new UUIDv7 (RFC 9562): sorts by the time it was made, to the millisecond. */
export function newId(): string {
  return randomUUIDv7();
}
