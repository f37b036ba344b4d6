import type { CandleView } from '../../../../contract/history.ts';

/**
 * Closes of another instrument at the times of this one: the newest that is not newer. Null before it has a price, so
 * that a coin's weekend or another venue's holiday makes no bar of its own.
 */
export function alignedCloses(bars: readonly CandleView[], other: readonly CandleView[]): (number | null)[] {
  let at = -1;
  return bars.map(({ time }) => {
    while ((other[at + 1]?.time ?? '~') <= time) at += 1;
    const close = other[at]?.close;
    return close === undefined ? null : Number(close);
  });
}

/** By how many percent the value at `at` is over the first one from `from` on; null where either is missing. */
export function percentSince(values: readonly (number | null)[], from: number, at: number): number | null {
  const base = values.find((value, index) => index >= from && value !== null);
  const value = values[at] ?? null;
  return base === undefined || base === null || base === 0 || value === null ? null : (value / base - 1) * 100;
}
