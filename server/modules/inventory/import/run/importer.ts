import { createLooker } from '../../../../platform/looker.ts';
import type { Platform } from '../../../../platform/platform.ts';
import type { Service } from '../../../../platform/service.ts';
import { claimImport } from './claim-work.ts';
import { runImport } from './run-import.ts';
import { importsDue } from './signals.ts';

/** What becomes free by time alone, when a worker died, is seen this late at most. */
const LOOK_MS = 2_000;
const LEASE_MS = 15_000;
/** Imports of different vendors that one worker has in hand; they take turns by chunks. */
const AT_ONCE_MAX = 4;

/**
 * Checks, applies and takes back imports, in any number of processes: each is taken by one of them, with a lease that
 * every chunk renews. Woken by the signal of a new one, by a timer, and after a gap in the signals.
 */
export function createImporter(platform: Platform, { look_ms = LOOK_MS, lease_ms = LEASE_MS } = {}): Service {
  const underWay = new Set<Promise<void>>();
  const looker = createLooker(platform, {
    name: 'importer',
    look_ms,
    due: importsDue,
    async pass(stopping) {
      if (underWay.size >= AT_ONCE_MAX) return false;
      const claimed = await claimImport(platform, lease_ms);
      if (claimed === null) return false;
      const run = runImport(platform, claimed, stopping).finally(() => {
        underWay.delete(run);
        looker.look();
      });
      underWay.add(run);
      return true;
    },
    // Each ends with the chunk it is at, and says that it may be taken up.
    finish: () => Promise.all(underWay),
  });
  return looker;
}
