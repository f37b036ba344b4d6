import type { FiringView } from '../../../../../contract/alerts.ts';
import type { CandleView } from '../../../../../contract/history.ts';

export interface LinePoint {
  readonly at_ms: number;
  readonly price: number;
}

const MINUTE_MS = 60_000;

/**
 * The price around a print: the minutes before it, the print before, the print itself, and what came after.
 * Floats are good enough: the result is pixels.
 */
export function lineAround(firing: FiringView, candles: readonly CandleView[]): LinePoint[] {
  const print_ms = Date.parse(firing.print_at);
  const points = candles.map(({ time, close }) => ({ at_ms: Date.parse(time) + MINUTE_MS, price: Number(close) }));
  const own: LinePoint[] = [{ at_ms: print_ms, price: Number(firing.price) }];
  if (firing.previous_price !== null && firing.previous_at !== null) {
    own.unshift({ at_ms: Date.parse(firing.previous_at), price: Number(firing.previous_price) });
  }
  const first_own = own[0]?.at_ms ?? print_ms;
  const before = points.filter(({ at_ms }) => at_ms < first_own);
  return [...before, ...own, ...points.filter(({ at_ms }) => at_ms > print_ms)];
}

/** Where instants and prices stand in a picture of this size. */
export function placesIn(points: readonly LinePoint[], level: number | null, size: { width: number; height: number }) {
  const prices = [...points.map(({ price }) => price), ...(level === null ? [] : [level])];
  const [low, high] = [Math.min(...prices), Math.max(...prices)];
  const [from, to] = [points[0]?.at_ms ?? 0, points.at(-1)?.at_ms ?? 1];
  return {
    x: (at_ms: number) => (to === from ? size.width : ((at_ms - from) / (to - from)) * size.width),
    y: (price: number) => 8 + (high === low ? 0.5 : (high - price) / (high - low)) * (size.height - 16),
  };
}
