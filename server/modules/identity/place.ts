import { createHmac } from 'node:crypto';
import { networkOf } from '../../platform/http/rate-limit.ts';
import type { Secrets } from '../../platform/secrets.ts';

/** A caller's network as a keyed hash: it can be recognised again, and not be read back. */
export function placeHash(secrets: Secrets, address: string): Buffer {
  return createHmac('sha256', secrets.derive('identity.places')).update(networkOf(address)).digest();
}
