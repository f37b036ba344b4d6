import type { Parts } from '../build-parts.ts';
import type { ProcessPart } from './process-part.ts';

/** Scheduled work of every module, each run done by one worker, and what is to be sent, each delivery by one of them. */
export function workerProcess({ registry, starterCatalogue, jobs, alerts, notifications }: Parts): ProcessPart {
  return { services: [registry, notifications.deliverer, alerts.planKeeper, jobs, starterCatalogue] };
}
