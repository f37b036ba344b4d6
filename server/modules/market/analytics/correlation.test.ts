import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correlationMatrix, type DailyCloses } from './correlation.ts';

const DAY_MS = 86_400_000;
/** Prices by day; a day may be missing. */
const prices = fc.dictionary(fc.integer({ min: 0, max: 60 }).map(String), fc.integer({ min: 1, max: 10_000_000 }), {
  maxKeys: 60,
  size: 'max',
});

function closesOf(byDay: Readonly<Record<string, number>>): DailyCloses {
  const days = Object.keys(byDay)
    .map(Number)
    .toSorted((a, b) => a - b);
  return {
    time_ms: Float64Array.from(days, (day) => day * DAY_MS),
    close: Float64Array.from(days, (day) => byDay[day] ?? 0),
  };
}

/** By definition, through covariance and deviations of the returns of days that both have. */
function oracle(one: Readonly<Record<string, number>>, other: Readonly<Record<string, number>>): number | null {
  const shared = Object.keys(one)
    .filter((day) => day in other)
    .map(Number)
    .toSorted((a, b) => a - b);
  const returnsOf = (byDay: Readonly<Record<string, number>>): number[] =>
    shared.slice(1).map((day, at) => Math.log((byDay[day] ?? 1) / (byDay[shared[at] ?? 0] ?? 1)));
  const [x, y] = [returnsOf(one), returnsOf(other)];
  if (x.length < 10) return null;
  const mean = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0) / values.length;
  const covariance = (a: readonly number[], b: readonly number[]): number =>
    mean(a.map((value, at) => (value - mean(a)) * ((b[at] ?? 0) - mean(b))));
  const spread = Math.sqrt(covariance(x, x) * covariance(y, y));
  return spread < 1e-15 ? null : covariance(x, y) / spread;
}

describe('correlation', () => {
  it('is Pearson’s of the returns between days that both traded', () => {
    fc.assert(
      fc.property(prices, prices, (one, other) => {
        const value = correlationMatrix([closesOf(one), closesOf(other)])[0]?.[1] ?? null;
        const expected = oracle(one, other);
        if (expected === null) expect(value).toBeNull();
        else expect(value).toBeCloseTo(expected, 5);
      }),
      { numRuns: 300 },
    );
  });

  it('is symmetric, 1 with itself and never beyond 1', () => {
    fc.assert(
      fc.property(fc.array(prices, { maxLength: 6 }), (many) => {
        const matrix = correlationMatrix(many.map(closesOf));
        for (const [row, cells] of matrix.entries()) {
          expect(cells).toHaveLength(many.length);
          for (const [column, value] of cells.entries()) {
            expect(value).toBe(matrix[column]?.[row]);
            if (value !== null) expect(Math.abs(value)).toBeLessThanOrEqual(1);
            if (value !== null && row === column) expect(value).toBe(1);
          }
        }
      }),
    );
  });

  it('finds what moves together, against each other, and what stands still', () => {
    const days = Array.from({ length: 30 }, (_, day) => day);
    const series = (price: (day: number) => number): DailyCloses => ({
      time_ms: Float64Array.from(days, (day) => day * DAY_MS),
      close: Float64Array.from(days, price),
    });
    const wave = series((day) => 1000 * Math.exp(0.1 * Math.sin(day)));
    const twice = series((day) => 7 * Math.exp(0.2 * Math.sin(day)));
    const against = series((day) => 1000 * Math.exp(-0.1 * Math.sin(day)));
    const flat = series(() => 500);
    expect(correlationMatrix([wave, twice, against, flat])).toEqual([
      [1, 1, -1, null],
      [1, 1, -1, null],
      [-1, -1, 1, null],
      [null, null, null, null],
    ]);
  });
});
