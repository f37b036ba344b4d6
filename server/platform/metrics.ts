import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Prometheus metrics of this process, served at /metrics. Base units; no symbol and no user in a label. */
export interface Metrics {
  readonly registry: Registry;
  counter<Label extends string = never>(name: string, help: string, labels?: readonly Label[]): Counter<Label>;
  gauge<Label extends string = never>(name: string, help: string, labels?: readonly Label[]): Gauge<Label>;
  histogram<Label extends string = never>(
    name: string,
    help: string,
    buckets: readonly number[],
    labels?: readonly Label[],
  ): Histogram<Label>;
}

/** Asking twice for one name gives the same metric. */
export function createMetrics(options: { readonly process_metrics: boolean }): Metrics {
  const registry = new Registry();
  if (options.process_metrics) collectDefaultMetrics({ register: registry });
  const known = <Metric>(name: string, make: () => Metric): Metric =>
    (registry.getSingleMetric(name) as Metric | undefined) ?? make();
  const registers = [registry];
  return {
    registry,
    counter: (name, help, labels = []) => known(name, () => new Counter({ name, help, labelNames: labels, registers })),
    gauge: (name, help, labels = []) => known(name, () => new Gauge({ name, help, labelNames: labels, registers })),
    histogram: (name, help, buckets, labels = []) =>
      known(name, () => new Histogram({ name, help, buckets: [...buckets], labelNames: labels, registers })),
  };
}
