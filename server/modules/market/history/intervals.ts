import type { HistoryIntervalName } from '../../../../contract/history.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** 1970-01-01 was a Thursday; weeks begin on Monday (ISO 8601). */
const FIRST_MONDAY_MS = 4 * DAY_MS;

/** What a candle can be read as; weeks and months are made of days. */
export type ReadInterval = Exclude<HistoryIntervalName, '1w' | '1M'>;

/** Least length, in milliseconds; months are counted as 28 days. */
export const lengths_ms: Readonly<Record<HistoryIntervalName, number>> = {
  '1m': MINUTE_MS,
  '5m': 5 * MINUTE_MS,
  '15m': 15 * MINUTE_MS,
  '1h': HOUR_MS,
  '1d': DAY_MS,
  '1w': WEEK_MS,
  '1M': 28 * DAY_MS,
};

/** The interval whose candles make up one of `interval`. */
export function readAs(interval: HistoryIntervalName): ReadInterval {
  return interval === '1w' || interval === '1M' ? '1d' : interval;
}

/** Start of the interval that a moment falls into: ISO weeks and calendar months, in UTC. */
export function startOf(interval: HistoryIntervalName, at_ms: number): number {
  if (interval === '1M') {
    const at = new Date(at_ms);
    return Date.UTC(at.getUTCFullYear(), at.getUTCMonth());
  }
  const offset_ms = interval === '1w' ? FIRST_MONDAY_MS : 0;
  return Math.floor((at_ms - offset_ms) / lengths_ms[interval]) * lengths_ms[interval] + offset_ms;
}

/** The start of the next interval. */
export function nextStart(interval: HistoryIntervalName, start_ms: number): number {
  if (interval !== '1M') return start_ms + lengths_ms[interval];
  const at = new Date(start_ms);
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1);
}

/** How many candles a window has where trading never pauses, at most. */
export function pointsIn(interval: HistoryIntervalName, from_ms: number, to_ms: number): number {
  if (to_ms <= from_ms) return 0;
  return Math.ceil((to_ms - startOf(interval, from_ms)) / lengths_ms[interval]);
}
