import type { PastCandle } from '../provider.ts';
import { readPrice, readSize } from './read-value.ts';

/** One candle as a source writes it. */
export interface RawCandle {
  readonly at_ms: number;
  readonly open: unknown;
  readonly high: unknown;
  readonly low: unknown;
  readonly close: unknown;
  readonly volume: unknown;
}

/** @returns null unless all four prices are prices and the low is the lowest and the high the highest of them. */
export function pastCandle(raw: RawCandle, decimals: number): PastCandle | null {
  const [open, high, low, close] = [raw.open, raw.high, raw.low, raw.close].map((price) => readPrice(price, decimals));
  if (open === undefined || high === undefined || low === undefined || close === undefined) return null;
  const whole = low > 0 && low <= Math.min(open, close) && high >= Math.max(open, close);
  return whole ? { at_ms: raw.at_ms, open, high, low, close, volume: readSize(raw.volume) } : null;
}
