import type { SparklineView } from '../../../../contract/market.ts';

/** A day's line laid into a box: x and y in pixels from the top left. */
export interface LineShape {
  readonly points: readonly (readonly [x: number, y: number])[];
  /** Height of the previous close, or null when it is unknown. */
  readonly base_y: number | null;
  readonly low: number;
  readonly high: number;
}

interface Box {
  readonly width: number;
  readonly height: number;
  /** Kept free above and below, so that a thick line is not cut. */
  readonly margin: number;
}

/** The newest price, which continues the line beyond its last point. */
export interface LineTail {
  readonly price: string;
  readonly at_ms: number;
}

/**
 * Lays the line of one day into a box. The width is the whole session, so the line ends where the day has got to; the
 * height runs from the lowest to the highest of the points, the previous close and the newest price. Floats are good
 * enough here: the result is pixels, not money.
 */
export function shapeLine(line: SparklineView, tail: LineTail | null, box: Box): LineShape | null {
  const series = seriesOf(line, tail);
  if (series.length === 0) return null;
  const base = line.previous_close === null ? null : Number(line.previous_close);
  const prices = series.map(([, price]) => price);
  const low = Math.min(...prices, base ?? Number.POSITIVE_INFINITY);
  const high = Math.max(...prices, base ?? Number.NEGATIVE_INFINITY);
  const [from, until] = [Date.parse(line.day_from), Date.parse(line.day_to)];
  const span_ms = Math.max(1, until - from);
  const place = (price: number) =>
    high === low ? box.height / 2 : box.margin + ((high - price) / (high - low)) * (box.height - 2 * box.margin);
  return {
    points: series.map(([at, price]) => [clamp((at - from) / span_ms) * box.width, place(price)] as const),
    base_y: base === null ? null : place(base),
    low,
    high,
  };
}

function seriesOf(line: SparklineView, tail: LineTail | null): [at_ms: number, price: number][] {
  const [from, to] = [Date.parse(line.from), Date.parse(line.to)];
  const step_ms = line.points.length > 1 ? (to - from) / (line.points.length - 1) : 0;
  const series = line.points.map((price, index): [number, number] => [from + index * step_ms, Number(price)]);
  const last_ms = series.at(-1)?.[0] ?? Number.NEGATIVE_INFINITY;
  if (tail && tail.at_ms >= last_ms) series.push([tail.at_ms, Number(tail.price)]);
  return series;
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}
