import type { CandlestickData, HistogramData, LineData, UTCTimestamp } from 'lightweight-charts';
import { seenThrough } from './chart-ink.ts';
import type { ChartScene, ComparedLine } from './chart-scene.ts';

/** Floats are good enough here: the result is pixels. Labels are made of the decimals themselves. */

export function timeOf(scene: ChartScene, at: number): UTCTimestamp {
  return (scene.times[at] ?? 0) as UTCTimestamp;
}

export function candleAt(scene: ChartScene, at: number): CandlestickData<UTCTimestamp> {
  const bar = scene.bars[at];
  const [open, high, low, close] = [bar?.open, bar?.high, bar?.low, bar?.close].map(Number);
  return { time: timeOf(scene, at), open: open ?? 0, high: high ?? 0, low: low ?? 0, close: close ?? 0 };
}

export function closeAt(scene: ChartScene, at: number): LineData<UTCTimestamp> {
  return { time: timeOf(scene, at), value: Number(scene.bars[at]?.close) };
}

export function volumeAt(scene: ChartScene, at: number): HistogramData<UTCTimestamp> {
  const bar = scene.bars[at];
  const fell = bar !== undefined && Number(bar.close) < Number(bar.open);
  return {
    time: timeOf(scene, at),
    value: bar?.volume ?? 0,
    color: seenThrough(fell ? scene.ink.down : scene.ink.up, 0.32),
  };
}

export function hasVolume({ bars }: ChartScene): boolean {
  return bars.some((bar) => bar.volume > 0);
}

export function comparedData(scene: ChartScene, { closes }: ComparedLine): LineData<UTCTimestamp>[] {
  return closes.flatMap((value, at) => (value === null ? [] : [{ time: timeOf(scene, at), value }]));
}

/**
 * From which index on the bars differ, when only the end did; null when they have to be drawn anew. Equal bars are the
 * same objects, whether they come from the cache or from a live price.
 */
export function changedFrom(before: ChartScene, scene: ChartScene): number | null {
  const kept = before.bars.length - 1;
  if (kept < 0 || scene.bars.length < before.bars.length || before.interval !== scene.interval) return null;
  for (let at = 0; at < kept; at += 1) if (before.bars[at] !== scene.bars[at]) return null;
  if (before.times[kept] !== scene.times[kept]) return null;
  if (scene.bars.length > before.bars.length) return kept;
  return before.bars[kept] === scene.bars[kept] ? scene.bars.length : kept;
}
