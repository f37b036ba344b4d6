import type { Errands } from '../../platform/errand-runner.ts';
import type { Platform } from '../../platform/platform.ts';
import { type LoadedJob, loadJobs } from './selectors/load-jobs.ts';
import type { Outcome, Outlet } from './senders/sender.ts';
import { claimDeliveries } from './services/claim-deliveries.ts';
import type { Notify } from './services/notify.ts';
import { renewClaims } from './services/renew-claims.ts';
import { settleDelivery } from './services/settle-delivery.ts';
import { deliveriesDue } from './signals.ts';

/** Of one target at a time: somebody whose server hangs holds up nobody else. */
const PER_TARGET_MAX = 2;

/** One channel's deliveries: as many at once as it may send, and more whenever one is done. */
export function laneOf(platform: Platform, outlet: Outlet, notify: Notify): Errands<LoadedJob> {
  const { log, metrics } = platform;
  const { channel } = outlet.sender;
  const results = metrics.counter('delivery_attempts_total', 'Deliveries tried, by channel and what came of it', [
    'channel',
    'result',
  ]);
  return {
    name: `deliveries by ${channel}`,
    concurrency: outlet.concurrency,
    due: deliveriesDue,
    async take(limit, under_way) {
      const claimed = await claimDeliveries(platform, { channel, limit, busy: busyTargets(under_way) });
      return claimed.length === 0 ? [] : loadJobs(platform, claimed);
    },
    async run(loaded) {
      const started_at = performance.now();
      const outcome = await outcomeOf(outlet, loaded);
      results.inc({ channel, result: outcome.kind });
      const tried = { loaded, outcome, duration_ms: performance.now() - started_at };
      const written = await settleDelivery(platform, { outlet, notify }, tried);
      if (!written) log.warn({ delivery: loaded.claimed.id, channel }, 'a delivery was done after its lease');
    },
    renew: (jobs) =>
      renewClaims(
        platform,
        jobs.map(({ claimed }) => claimed),
      ),
    close: () => outlet.close?.(),
  };
}

function busyTargets(under_way: readonly LoadedJob[]): string[] {
  const counts = Map.groupBy(under_way, ({ claimed }) => claimed.target_id);
  return [...counts].filter(([, all]) => all.length >= PER_TARGET_MAX).map(([target_id]) => target_id);
}

async function outcomeOf({ sender }: Outlet, { job, closed, claimed }: LoadedJob): Promise<Outcome> {
  if (job === null) return { kind: 'suppressed', reason: closed.get(claimed.id) ?? 'Nobody wants it any more' };
  try {
    return await sender.send(job);
  } catch (error) {
    return { kind: 'retry', error: error instanceof Error ? error.message : 'It could not be sent' };
  }
}
