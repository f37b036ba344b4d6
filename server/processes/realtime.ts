import type { Parts } from '../build-parts.ts';
import type { ProcessPart } from './process-part.ts';

/** Sockets: the live edge over a board that is kept current. */
export function realtimeProcess({ registry, identity, quotes, realtime }: Parts): ProcessPart {
  return { services: [registry, ...identity.services, quotes.service, realtime.service], upgrade: realtime.upgrade };
}
