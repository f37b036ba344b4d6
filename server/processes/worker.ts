import type { Parts } from '../build-parts.ts';
import type { ProcessPart } from './process-part.ts';

/**
 * Scheduled work of every module, each run done by one worker; what is to be sent, each delivery by one of them; what vendors
 * list, looked at by one at a time; what waits for money or time; and facts on their way to those who hear them.
 */
export function workerProcess({
  registry,
  starterCatalogue,
  demoShop,
  jobs,
  alerts,
  notifications,
  shopKeeper,
  importer,
  photoFetcher,
  factRelay,
  orders,
  telling,
}: Parts): ProcessPart {
  return {
    services: [
      registry,
      factRelay,
      notifications.deliverer,
      alerts.planKeeper,
      shopKeeper,
      importer,
      photoFetcher,
      ...orders.workers,
      ...telling.workers,
      jobs,
      starterCatalogue,
      demoShop,
    ],
  };
}
