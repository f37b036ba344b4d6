import type { Parts } from '../build-parts.ts';
import type { ProcessPart } from './process-part.ts';

/** Prices in: one feed leads, the others stand by and follow. */
export function feedProcess({ registry, quotes }: Parts): ProcessPart {
  return { services: [registry, quotes.service] };
}
