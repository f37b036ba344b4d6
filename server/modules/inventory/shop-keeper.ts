import { createLooker } from '../../platform/looker.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Service } from '../../platform/service.ts';
import { followListings, type Look, LOOKED_AT_MAX } from './services/follow-listings.ts';
import { tellLowStock } from './services/tell-low-stock.ts';
import { createLookSize } from './shop/look-size.ts';
import type { TellStock } from './stock-notices.ts';

/** Listings that changed are looked at this often; a look at none is one small question. */
const LOOK_MS = 500;
/** Listings that are set aside one after the other before the next waits its turn: it may be all of them. */
const SET_ASIDE_AT_ONCE_MAX = 100;

/**
 * Keeps instruments, statuses and notices in step with what vendors list, in any number of processes: one of them looks
 * at a time, and a look that fails or dies is made again by whoever comes next. A look that fails is made again with
 * fewer listings, until the one at fault is alone: that one is set aside and tried again later, and the others go on.
 */
export function createShopKeeper(
  platform: Platform,
  { tell, look_ms = LOOK_MS }: { readonly tell: TellStock; readonly look_ms?: number },
): Service {
  const looks = createLooks(platform);
  const untold = (err: unknown): void =>
    platform.log.error({ err }, 'low stock could not be told; the next look tries again');
  return createLooker(platform, {
    name: 'shop keeper',
    look_ms,
    async pass() {
      const found = await looks.at('changed');
      // Nothing waits: what an import made low is told at once, and not in parts.
      if (found === 'done') await tellLowStock(platform, tell).catch(untold);
      if (found !== 'busy') await looks.at('set_aside');
      return looks.takeMore();
    },
  });
}

/** Looks, each of as many listings as the last one of its kind suggests. */
function createLooks(platform: Platform) {
  const { log, metrics } = platform;
  const looks = metrics.counter('inventory_looks_total', 'Looks at listings that changed, by what came of it', [
    'result',
  ]);
  const sizes = { changed: createLookSize(LOOKED_AT_MAX), set_aside: createLookSize(LOOKED_AT_MAX) };
  let more = false;
  let inARow = 0;
  return {
    async at(from: keyof typeof sizes): Promise<Look | 'failed'> {
      const size = sizes[from];
      const limit = size.limit();
      try {
        const found = await followListings(platform, { from, limit });
        looks.inc({ result: found });
        if (found === 'busy') return found;
        size.worked();
        inARow = found === 'set_aside' ? inARow + 1 : 0;
        if (found === 'more' || (found === 'set_aside' && inARow < SET_ASIDE_AT_ONCE_MAX)) more = true;
        return found;
      } catch (err) {
        looks.inc({ result: 'failed' });
        log.error({ err, from, limit }, 'listings that changed could not be looked at; the next look takes fewer');
        if (size.failed()) more = true;
        return 'failed';
      }
    },
    /** Whether there is more to look at now; asked once. */
    takeMore(): boolean {
      const found = more;
      more = false;
      return found;
    },
  };
}
