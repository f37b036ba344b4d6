import type { Metrics } from '../../../platform/metrics.ts';
import type { Violation } from './reconciler.ts';

const LAG_BUCKETS_S = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 60];
const violations: readonly Violation[] = ['not_watched', 'level_missed'];

/** What the engine tells of itself. */
export function engineMetrics(metrics: Metrics) {
  const broken = metrics.counter('alert_invariant_violations_total', 'What must never be found, by kind', ['kind']);
  for (const kind of violations) broken.inc({ kind }, 0);
  return {
    lag: metrics.histogram(
      'alert_lag_seconds',
      'From the arrival of a print to the commit of its firing',
      LAG_BUCKETS_S,
    ),
    fired: metrics.counter('alert_firings_total', 'Firings that were committed'),
    failed: metrics.counter(
      'alert_commit_failures_total',
      'Transactions of the engine that failed and were tried again',
    ),
    armed: metrics.gauge(
      'alert_watched_targets',
      'Entries that wait for a price, and targets looked at with every print',
    ),
    pending: metrics.gauge('alert_pending_candidates', 'Found to hold and not committed yet'),
    broken,
  };
}
