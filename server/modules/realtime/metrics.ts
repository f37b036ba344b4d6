import type { Metrics } from '../../platform/metrics.ts';

/** Rows in this many flushes are measured once: the histogram would cost more than the row. */
const DELIVERY_SAMPLE = 16;
const DELIVERY_BUCKETS_S = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 5.25, 6, 10];
const LAG_BUCKETS_S = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5];

export type EdgeMetrics = ReturnType<typeof edgeMetrics>;

export function edgeMetrics(metrics: Metrics) {
  return {
    sample: DELIVERY_SAMPLE,
    connections: metrics.gauge('rt_connections', 'Open sockets of this process'),
    delivery: metrics.histogram(
      'rt_delivery_seconds',
      'From the newest change of a symbol to the write of its row, sampled',
      DELIVERY_BUCKETS_S,
    ),
    lag: metrics.histogram('rt_flush_lag_seconds', 'How late a flush slot ran', LAG_BUCKETS_S),
    rows: metrics.counter('rt_rows_total', 'Rows sent'),
    conflated: metrics.counter('rt_conflated_total', 'Versions that no row was sent for, because a newer one came'),
    slow: metrics.counter('rt_slow_disconnects_total', 'Connections closed because the client reads too slowly'),
    skipped: metrics.counter('rt_skipped_flushes_total', 'Flushes left out because the client reads slowly'),
    resyncs: metrics.counter('rt_resync_total', 'Full snapshots that clients asked for'),
    frames: metrics.counter('rt_frames_total', 'Frames sent and received', ['direction']),
    bytes: metrics.counter('rt_bytes_total', 'Bytes of frames sent and received', ['direction']),
    closes: metrics.counter('rt_closes_total', 'Connections closed by this process, by code', ['code']),
    refusals: metrics.counter('rt_refusals_total', 'Handshakes refused before the upgrade', ['reason']),
    events: metrics.counter('rt_events_total', 'User events sent'),
  };
}
