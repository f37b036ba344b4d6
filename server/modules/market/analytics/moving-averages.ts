import { cell } from '../history/candle-columns.ts';
import { timeWeightedAverage } from './exact-averages.ts';

/**
 * Simple moving average: the mean of the last `count` closes, exact, rounded once to a tick.
 * @returns scaled as the closes; null with fewer than `count`.
 */
export function simpleMovingAverage(closes: Float64Array, count: number): number | null {
  if (closes.length < count) return null;
  return timeWeightedAverage({ close: closes.subarray(closes.length - count), length: count });
}

/**
 * Exponential moving average with a = 2 / (count + 1), which begins with the simple average of the first `count` closes and
 * then takes each next one in by e += a (close - e). Source: J. J. Murphy, Technical Analysis of the Financial Markets,
 * "Moving averages".
 *
 * A statistic, computed in floats and rounded to a tick. What the first closes weigh fades: with a year of days before,
 * below a thousandth for 50.
 * @returns scaled as the closes; null with fewer than `count`.
 */
export function exponentialMovingAverage(closes: Float64Array, count: number): number | null {
  if (closes.length < count) return null;
  let average = 0;
  for (let at = 0; at < count; at += 1) average += cell(closes, at) / count;
  const weight = 2 / (count + 1);
  for (let at = count; at < closes.length; at += 1) average += weight * (cell(closes, at) - average);
  return Math.round(average);
}
