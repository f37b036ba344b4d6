import { createErrandRunner } from '../../platform/errand-runner.ts';
import { createLooker } from '../../platform/looker.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Service } from '../../platform/service.ts';
import { laneOf } from './lane.ts';
import { oldestDue_s } from './selectors/oldest-due.ts';
import type { Outlet } from './senders/sender.ts';
import { closeExhausted } from './services/claim-deliveries.ts';
import { gatherHeld } from './services/gather-held.ts';
import type { Notify } from './services/notify.ts';

/** What becomes due by time alone is seen this late at most. */
const LOOK_MS = 1_000;
const GAUGE_MS = 10_000;

/**
 * Sends what is due, of every channel, in any number of processes: each delivery is taken by one of them, with a lease.
 * Woken by the signal of new ones, by a timer, and after a gap in the signals.
 *
 * States of a delivery: held (`hold`) → gathered, or pending from the start → claimed for one try → sent, failed,
 * suppressed, or pending again with a later time. A process that dies in the middle leaves its claim to run out; the
 * next one sends again under the same id, which is where a receiver may see a message twice.
 */
export function createDeliverer(
  platform: Platform,
  { outlets, notify }: { readonly outlets: readonly Outlet[]; readonly notify: Notify },
  look_ms = LOOK_MS,
): Service {
  const { log, metrics } = platform;
  const oldest = metrics.gauge('deliveries_oldest_seconds', 'How long the longest due delivery waits to be taken');
  const lanes = outlets.map((outlet) => createErrandRunner(platform, laneOf(platform, outlet, notify), { look_ms }));
  const gatherer = createLooker(platform, {
    name: 'held deliveries',
    look_ms,
    async pass() {
      await closeExhausted(platform);
      if ((await gatherHeld(platform)) > 0) for (const lane of lanes) lane.look();
      return false;
    },
  });
  const measure = (): void => {
    oldestDue_s(platform).then(
      (seconds) => oldest.set(seconds),
      (err: unknown) => log.error({ err }, 'the oldest delivery could not be read'),
    );
  };
  let measuring: NodeJS.Timeout | undefined;
  return {
    name: 'deliverer',
    async start() {
      measuring = setInterval(measure, GAUGE_MS);
      for (const one of [gatherer, ...lanes]) await one.start();
    },
    async drain() {
      clearInterval(measuring);
      await gatherer.drain();
      await Promise.all(lanes.map((lane) => lane.drain()));
    },
  };
}
