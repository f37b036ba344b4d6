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
  const stops: (() => void)[] = [];
  const state = { stopping: false };
  let looking: Promise<void> | null = null;
  let again = false;
  const takeAll = async (): Promise<void> => {
    while (again && !state.stopping && underWay.size < AT_ONCE_MAX) {
      again = false;
      const claimed = await claimImport(platform, lease_ms);
      if (claimed === null) return;
      again = true;
      const run = runImport(platform, claimed, () => state.stopping).finally(() => {
        underWay.delete(run);
        look();
      });
      underWay.add(run);
    }
  };
  const look = (): void => {
    again = true;
    if (state.stopping) return;
    looking ??= takeAll()
      .catch((err: unknown) => platform.log.error({ err }, 'imports could not be taken up'))
      .finally(() => {
        looking = null;
        if (again && underWay.size < AT_ONCE_MAX) look();
      });
  };
  return {
    name: 'importer',
    async start() {
      const timer = setInterval(look, look_ms);
      stops.push(platform.signals.on(importsDue, look), platform.signals.onGap(look), () => clearInterval(timer));
      look();
    },
    async drain() {
      state.stopping = true;
      for (const stop of stops.splice(0)) stop();
      await looking;
      // Each ends with the chunk it is at, and says that it may be taken up.
      await Promise.all(underWay);
    },
  };
}
