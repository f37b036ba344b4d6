import type { Parts } from '../build-parts.ts';
import type { ProcessPart } from './process-part.ts';

/** Scheduled work of every module; each run is done by one worker. */
export function workerProcess({ registry, jobs }: Parts): ProcessPart {
  return { services: [registry, jobs] };
}
