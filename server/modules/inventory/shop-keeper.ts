import type { Platform } from '../../platform/platform.ts';
import type { Service } from '../../platform/service.ts';
import { followListings } from './services/follow-listings.ts';
import { tellLowStock } from './services/tell-low-stock.ts';
import type { TellStock } from './stock-notices.ts';

/** Listings that changed are looked at this often; a look at none is one small question. */
const LOOK_MS = 500;

/**
 * Keeps instruments, statuses and notices in step with what vendors list, in any number of processes: one of them looks
 * at a time, and a look that fails or dies is made again by whoever comes next.
 */
export function createShopKeeper(
  platform: Platform,
  { tell, look_ms = LOOK_MS }: { readonly tell: TellStock; readonly look_ms?: number },
): Service {
  const { log, metrics, signals } = platform;
  const looks = metrics.counter('inventory_looks_total', 'Looks at listings that changed, by what came of it', [
    'result',
  ]);
  const stops: (() => void)[] = [];
  let looking: Promise<void> | null = null;
  let stopped = false;
  let again = false;
  const pass = async (): Promise<void> => {
    again = false;
    try {
      const found = await followListings(platform);
      looks.inc({ result: found });
      if (found === 'more') again = true;
      // Nothing waits: what an import made low is told at once, and not in parts.
      if (found === 'done') await tellLowStock(platform, tell);
    } catch (err) {
      looks.inc({ result: 'failed' });
      log.error({ err }, 'listings that changed could not be looked at; the next look tries again');
    }
  };
  const look = (): void => {
    if (stopped) return;
    looking ??= pass().finally(() => {
      looking = null;
      if (again) look();
    });
  };
  return {
    name: 'shop keeper',
    start() {
      const timer = setInterval(look, look_ms);
      stops.push(() => clearInterval(timer), signals.onGap(look));
      look();
      return Promise.resolve();
    },
    async drain() {
      stopped = true;
      for (const stop of stops.splice(0)) stop();
      await looking;
    },
  };
}
