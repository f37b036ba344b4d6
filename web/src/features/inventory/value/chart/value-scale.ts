import type { ValueDay } from '../../../../lib/queries/inventory-value.ts';

/** Room around the lines, in pixels: the axis of values stands right, the days below. */
export const ROOM = { top: 12, right: 64, bottom: 26, left: 4 } as const;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where everything of the chart lies. */
export interface ValueScale {
  readonly x: (index: number) => number;
  readonly y: (minor: number) => number;
  /** Values that have a line, from the lowest. */
  readonly ticks: readonly number[];
  /** Indexes of days that are named. */
  readonly named: readonly number[];
}

const DAY_MS = 86_400_000;
/** Pixels that the name of a day needs, and a line above the next. */
const [NAME_WIDTH, TICK_HEIGHT] = [84, 48];

/** Days stand apart as the calendar has them, so that one nobody noted leaves its room. */
export function valueScale(days: readonly ValueDay[], size: Size): ValueScale {
  const plot = { width: size.width - ROOM.left - ROOM.right, height: size.height - ROOM.top - ROOM.bottom };
  const times = days.map(({ day }) => Date.parse(day) / DAY_MS);
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  const span = Math.max(1, last - first);
  const values = days.flatMap(({ cost_minor, price_minor }) => [cost_minor, price_minor]);
  const ticks = ticksOf(Math.min(...values), Math.max(...values), Math.max(2, Math.floor(plot.height / TICK_HEIGHT)));
  const [lowest = 0, highest = 1] = [ticks[0], ticks.at(-1)];
  return {
    x: (index) => ROOM.left + (((times[index] ?? first) - first) / span) * plot.width,
    y: (minor) => ROOM.top + plot.height * (1 - (minor - lowest) / (highest - lowest)),
    ticks,
    named: namedOf(days.length, Math.max(2, Math.floor(plot.width / NAME_WIDTH))),
  };
}

/** Round values from below the lowest to above the highest; from 0 where that is near. */
export function ticksOf(lowest: number, highest: number, count: number): number[] {
  const from = lowest > (highest - lowest) * 2 ? lowest : 0;
  const rough = Math.max(1, (highest - from) / Math.max(1, count - 1));
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((one) => one * power >= rough) ?? 10);
  const start = Math.floor(from / step) * step;
  const ticks = [start];
  while ((ticks.at(-1) ?? 0) < highest || ticks.length < 2) ticks.push((ticks.at(-1) ?? 0) + step);
  return ticks;
}

function namedOf(days: number, most: number): number[] {
  const every = Math.max(1, Math.ceil(days / most));
  return Array.from({ length: Math.floor((days - 1) / every) + 1 }, (_, place) => place * every);
}

/** From day to day, straight. */
export function linePath(points: readonly (readonly [number, number])[]): string {
  return points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
}

/** What something cost stays until the day it is another. */
export function stepPath(points: readonly (readonly [number, number])[]): string {
  return points
    .map(([x, y], index) => (index === 0 ? `M${x.toFixed(1)} ${y.toFixed(1)}` : `H${x.toFixed(1)}V${y.toFixed(1)}`))
    .join('');
}

/** The day nearest to a place across the chart. */
export function nearest(scale: ValueScale, days: number, x: number): number {
  let found = 0;
  for (let index = 1; index < days; index += 1)
    if (Math.abs(scale.x(index) - x) <= Math.abs(scale.x(found) - x)) found = index;
  return found;
}
