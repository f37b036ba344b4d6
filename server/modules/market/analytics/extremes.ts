import { type CandleColumns, cell } from '../history/candle-columns.ts';
import type { CandleSeries } from '../history/candle-series.ts';

export interface Extremes {
  readonly low: number;
  readonly low_at_ms: number;
  readonly high: number;
  readonly high_at_ms: number;
}

/** Lowest low and highest high, scaled, with the start of the candle each stands in: the earliest of equals. */
export function extremesOf(candles: CandleColumns): Extremes | null {
  if (candles.length === 0) return null;
  let lowest = 0;
  let highest = 0;
  for (let at = 1; at < candles.length; at += 1) {
    if (cell(candles.low, at) < cell(candles.low, lowest)) lowest = at;
    if (cell(candles.high, at) > cell(candles.high, highest)) highest = at;
  }
  return {
    low: cell(candles.low, lowest),
    low_at_ms: cell(candles.time_ms, lowest),
    high: cell(candles.high, highest),
    high_at_ms: cell(candles.time_ms, highest),
  };
}

/** Candles that start at `from_ms` or later and before `to_ms`, without a copy. */
export function candlesBetween(candles: CandleColumns, from_ms: number, to_ms: number): CandleColumns {
  const from = placeOf(candles.time_ms, from_ms);
  const to = Math.max(from, placeOf(candles.time_ms, to_ms));
  const part = (column: Float64Array): Float64Array => column.subarray(from, to);
  return {
    length: to - from,
    time_ms: part(candles.time_ms),
    open: part(candles.open),
    high: part(candles.high),
    low: part(candles.low),
    close: part(candles.close),
    volume: part(candles.volume),
  };
}

/** The same of a whole series: its window becomes the one asked for. */
export function seriesBetween(series: CandleSeries, from_ms: number, to_ms: number): CandleSeries {
  return { ...series, ...candlesBetween(series, from_ms, to_ms), from_ms, to_ms };
}

/** Where the first time at or after `at_ms` stands. */
function placeOf(times: Float64Array, at_ms: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cell(times, middle) < at_ms) low = middle + 1;
    else high = middle;
  }
  return low;
}
