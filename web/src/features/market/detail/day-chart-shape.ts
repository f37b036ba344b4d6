/** A round step for about `count` lines between two values: 1, 2, 2.5 or 5 times a power of ten. */
export function roundStep(low: number, high: number, count: number): number {
  const rough = (high - low) / Math.max(1, count);
  if (!(rough > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 2.5, 5, 10].find((step) => step * power >= rough) ?? 10;
  return factor * power;
}

/** Round values inside a range, lowest first. */
export function roundValues(low: number, high: number, count: number): number[] {
  const step = roundStep(low, high, count);
  const values: number[] = [];
  for (let at = Math.ceil(low / step) * step; at <= high + step * 1e-9; at += step) values.push(at);
  return values;
}

const HOUR_MS = 3_600_000;

/** Full hours inside a day on the clock of a zone, few enough to be read side by side. */
export function hourTicks(from_ms: number, to_ms: number, count: number): number[] {
  const hours = (to_ms - from_ms) / HOUR_MS;
  const step = ([1, 2, 3, 4, 6, 12].find((every) => hours / every <= count) ?? 24) * HOUR_MS;
  const ticks: number[] = [];
  for (let at = Math.ceil(from_ms / step) * step; at <= to_ms; at += step) ticks.push(at);
  return ticks;
}
