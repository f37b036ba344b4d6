import type { Platform } from '../../platform/platform.ts';
import type { Service } from '../../platform/service.ts';
import { Lane } from './lane.ts';
import { oldestDue_s } from './selectors/oldest-due.ts';
import { type Outlet, RENEW_MS } from './senders/sender.ts';
import { closeExhausted } from './services/claim-deliveries.ts';
import { gatherHeld } from './services/gather-held.ts';
import type { Notify } from './services/notify.ts';
import { deliveriesDue } from './signals.ts';

/** What becomes due by time alone is seen this late at most. */
const LOOK_MS = 1_000;
const GAUGE_MS = 10_000;
/** What is still under way then is left to its lease: another process tries it again. */
const DRAIN_MS_MAX = 25_000;

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
  const { log, signals, metrics } = platform;
  const oldest = metrics.gauge('deliveries_oldest_seconds', 'How long the longest due delivery waits to be taken');
  const lanes = outlets.map((outlet) => new Lane(platform, outlet, notify));
  const lookAll = (): void => {
    for (const lane of lanes) lane.look();
  };
  const stops: (() => void)[] = [];
  let passing: Promise<void> | null = null;
  const pass = async (): Promise<void> => {
    try {
      await closeExhausted(platform);
      await gatherHeld(platform);
    } catch (err) {
      log.error({ err }, 'held deliveries could not be gathered');
    }
    lookAll();
  };
  const every = (ms: number, work: () => void): void => {
    const timer = setInterval(work, ms);
    stops.push(() => clearInterval(timer));
  };
  return {
    name: 'deliverer',
    async start() {
      stops.push(signals.on(deliveriesDue, lookAll), signals.onGap(lookAll));
      every(look_ms, () => {
        passing ??= pass().finally(() => {
          passing = null;
        });
      });
      every(RENEW_MS, () => {
        for (const lane of lanes) void lane.renew();
      });
      every(GAUGE_MS, () => {
        oldestDue_s(platform).then(
          (seconds) => oldest.set(seconds),
          (err: unknown) => log.error({ err }, 'the oldest delivery could not be read'),
        );
      });
      lookAll();
    },
    async drain() {
      const all = stops.splice(0);
      await passing;
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, DRAIN_MS_MAX);
      // Claims are still renewed while what is under way is finished.
      await Promise.race([Promise.all(lanes.map((lane) => lane.stop())), promise]);
      clearTimeout(timer);
      for (const stop of all) stop();
      await passing;
      for (const outlet of outlets) outlet.close?.();
    },
  };
}
