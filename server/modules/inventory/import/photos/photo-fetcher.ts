import { createLooker } from '../../../../platform/looker.ts';
import type { Platform } from '../../../../platform/platform.ts';
import type { Service } from '../../../../platform/service.ts';
import { createWorkPool } from '../../../../platform/work-pool.ts';
import { openPhotoStore } from '../../photos/store/photo-store.ts';
import { importsDue } from '../run/signals.ts';
import { fetchPhotos, type PhotoHands } from './fetch-photos.ts';
import { claimPhotos, PHOTOS_AT_ONCE } from './services/claim-photos.ts';

const LOOK_MS = 2_000;
/** Longer than a fetch and the reading of a few pictures take. */
const LEASE_MS = 60_000;
/** Imports whose photos one worker has in hand. */
const AT_ONCE_MAX = 2;

/**
 * Fetches the photos that spreadsheets name, after their rows are written, in any number of processes: each import is
 * taken by one of them, with a lease that every few photos renew. It never holds up the next import.
 */
export function createPhotoFetcher(platform: Platform, { look_ms = LOOK_MS, lease_ms = LEASE_MS } = {}): Service {
  const hands: PhotoHands = {
    store: openPhotoStore(platform.config),
    decoding: createWorkPool({ running_max: 1, waiting_max: AT_ONCE_MAX * PHOTOS_AT_ONCE }),
  };
  const underWay = new Set<Promise<void>>();
  const looker = createLooker(platform, {
    name: 'photo fetcher',
    look_ms,
    due: importsDue,
    async pass(stopping) {
      if (underWay.size >= AT_ONCE_MAX) return false;
      const claimed = await claimPhotos(platform, lease_ms);
      if (claimed === null) return false;
      const run = fetchPhotos(platform, hands, { claimed, stopping }).finally(() => {
        underWay.delete(run);
        looker.look();
      });
      underWay.add(run);
      return true;
    },
    finish: () => Promise.all(underWay),
  });
  return looker;
}
