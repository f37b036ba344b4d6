import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CandleColumns } from '../history/candle-columns.ts';
import { timeWeightedAverage, totalVolume, volumeWeightedAverage } from './exact-averages.ts';
import { candlesBetween, extremesOf } from './extremes.ts';
import { exponentialMovingAverage, simpleMovingAverage } from './moving-averages.ts';
import { annualisedVolatility, maxDrawdown } from './returns.ts';

/*
 * The oracles here are written another way than the code: over rows instead of columns, in floats where the code counts in
 * integers, by definition instead of by recurrence, and in time that nobody would wait for.
 */

interface Row {
  readonly time: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

const DAY_MS = 86_400_000;
const row = fc
  .record({
    prices: fc.array(fc.integer({ min: 1, max: 1_000_000_000 }), { minLength: 4, maxLength: 4 }),
    volume: fc.oneof(
      fc.constant(0),
      fc.integer({ min: 1, max: 1_000_000_000 }),
      fc.double({ min: 0.01, max: 1e6, noNaN: true }),
    ),
  })
  .map(({ prices: [open = 1, close = 1, a = 1, b = 1], volume }) => ({
    open,
    close,
    high: Math.max(open, close, a, b),
    low: Math.min(open, close, a, b),
    volume,
  }));
const rowsOf = (minLength: number, maxLength = 300) =>
  fc
    .array(row, { minLength, maxLength, size: 'max' })
    .map((rows) => rows.map((each, at): Row => ({ time: at * DAY_MS, ...each })));

function columnsOf(rows: readonly Row[]): CandleColumns {
  const column = (name: keyof Row): Float64Array => Float64Array.from(rows, (each) => each[name]);
  return {
    length: rows.length,
    time_ms: column('time'),
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: column('volume'),
  };
}
const closesOf = (rows: readonly Row[]): Float64Array => columnsOf(rows).close;
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
/** To the tick, with room for one where the oracle's floats fall on a half. */
const nearTick = (value: number | null, expected: number): void =>
  expect(Math.abs((value ?? Number.NaN) - expected)).toBeLessThanOrEqual(0.5 + 1e-9 * expected);

describe('averages', () => {
  it('by time are the mean of the closes', () => {
    fc.assert(
      fc.property(rowsOf(1), (rows) => {
        nearTick(timeWeightedAverage(columnsOf(rows)), sum(rows.map(({ close }) => close)) / rows.length);
      }),
    );
  });

  it('by volume lie where the money went', () => {
    fc.assert(
      fc.property(rowsOf(1), (rows) => {
        const worth = sum(rows.map(({ high, low, close, volume }) => ((high + low + close) / 3) * volume));
        const pieces = sum(rows.map(({ volume }) => volume));
        const average = volumeWeightedAverage(columnsOf(rows));
        if (pieces === 0) expect(average).toBeNull();
        else {
          expect(Math.abs((average ?? Number.NaN) - worth / pieces)).toBeLessThanOrEqual(0.5 + (worth / pieces) * 1e-3);
          expect(average).toBeGreaterThanOrEqual(Math.min(...rows.map(({ low }) => low)));
          expect(average).toBeLessThanOrEqual(Math.max(...rows.map(({ high }) => high)));
        }
        expect(totalVolume(columnsOf(rows))).toBeCloseTo(pieces, 2);
      }),
    );
  });

  it('are exact where floats are not: three of the largest price are that price', () => {
    const big = Number.MAX_SAFE_INTEGER;
    const rows = Array.from({ length: 3 }, (_, at) => ({
      time: at,
      open: big,
      high: big,
      low: big,
      close: big,
      volume: 1e15,
    }));
    expect(timeWeightedAverage(columnsOf(rows))).toBe(big);
    expect(volumeWeightedAverage(columnsOf(rows))).toBe(big);
  });

  it('round half away from zero', () => {
    const closes = (...close: number[]) => ({ close: Float64Array.from(close), length: close.length });
    expect(timeWeightedAverage(closes(1, 2))).toBe(2);
    expect(timeWeightedAverage(closes(1, 1, 2))).toBe(1);
    expect(timeWeightedAverage(closes())).toBeNull();
  });

  it('take what is no volume for none', () => {
    const [one] = [{ time: 0, open: 5, high: 5, low: 5, close: 5 }];
    for (const volume of [Number.NaN, Number.POSITIVE_INFINITY, -3, 1e300])
      expect(
        volumeWeightedAverage(
          columnsOf([
            { ...one, volume },
            { ...one, close: 8, high: 8, volume: 2 },
          ]),
        ),
      ).toBe(7);
  });
});

describe('moving averages', () => {
  it('are the mean of the last closes, or nothing when there are too few', () => {
    fc.assert(
      fc.property(rowsOf(0, 60), fc.integer({ min: 1, max: 50 }), (rows, count) => {
        const average = simpleMovingAverage(closesOf(rows), count);
        if (rows.length < count) expect(average).toBeNull();
        else nearTick(average, sum(rows.slice(-count).map(({ close }) => close)) / count);
      }),
    );
  });

  it('weigh each close by its age, exponentially', () => {
    fc.assert(
      fc.property(rowsOf(0, 120), fc.integer({ min: 1, max: 50 }), (rows, count) => {
        const average = exponentialMovingAverage(closesOf(rows), count);
        if (rows.length < count) {
          expect(average).toBeNull();
          return;
        }
        // In closed form: the first mean and every later close, each with its own power of (1 - a).
        const weight = 2 / (count + 1);
        const later = rows.slice(count);
        const first = sum(rows.slice(0, count).map(({ close }) => close)) / count;
        const expected = later.reduce(
          (total, { close }, at) => total + close * weight * (1 - weight) ** (later.length - 1 - at),
          first * (1 - weight) ** later.length,
        );
        nearTick(average, expected);
      }),
    );
  });
});

describe('volatility', () => {
  it('is the spread of logarithmic returns, over a year', () => {
    fc.assert(
      fc.property(rowsOf(0), fc.integer({ min: 1, max: 500_000 }), (rows, periods) => {
        const volatility = annualisedVolatility(closesOf(rows), periods);
        if (rows.length < 3) {
          expect(volatility).toBeNull();
          return;
        }
        const returns = rows.slice(1).map(({ close }, at) => Math.log(close) - Math.log(rows[at]?.close ?? 1));
        // By pairs: the variance is half the mean square of all differences.
        let squares = 0;
        for (const one of returns) for (const other of returns) squares += (one - other) ** 2;
        const variance = squares / (2 * returns.length * (returns.length - 1));
        const expected = Math.sqrt(variance * periods);
        expect(Math.abs((volatility ?? Number.NaN) - expected)).toBeLessThanOrEqual(1e-5 * expected + 1e-9);
      }),
      { numRuns: 50 },
    );
  });

  it('does not depend on the currency’s unit, and is nothing where the price grows evenly', () => {
    const growing = Float64Array.from({ length: 50 }, (_, at) => 1_000_000 * 2 ** at);
    expect(annualisedVolatility(growing, 252)).toBeLessThan(1e-6);
    const closes = Float64Array.of(100, 110, 99, 120);
    expect(
      annualisedVolatility(
        closes.map((close) => close * 1000),
        252,
      ),
    ).toBeCloseTo(annualisedVolatility(closes, 252) ?? 0, 4);
  });

  it('leaves out what is no price, and never answers what is no number', () => {
    const closes = fc.array(fc.oneof(fc.double(), fc.constantFrom(0, -1, Number.NaN, Number.POSITIVE_INFINITY)));
    fc.assert(
      fc.property(closes, (prices) => {
        for (const value of [
          annualisedVolatility(Float64Array.from(prices), 252),
          maxDrawdown(Float64Array.from(prices)),
        ])
          expect(value === null || Number.isFinite(value)).toBe(true);
      }),
    );
  });
});

describe('the largest drawdown', () => {
  it('is the worst of all pairs of an earlier and a later close', () => {
    fc.assert(
      fc.property(rowsOf(1, 80), (rows) => {
        const falls = rows.flatMap((high, at) => rows.slice(at).map((low) => 1 - low.close / high.close));
        expect(maxDrawdown(closesOf(rows))).toBeCloseTo(Math.max(0, ...falls), 5);
      }),
    );
  });
});

describe('the extremes', () => {
  it('are the lowest low and the highest high, at the first candle that had them', () => {
    fc.assert(
      fc.property(rowsOf(1), (rows) => {
        const low = Math.min(...rows.map((each) => each.low));
        const high = Math.max(...rows.map((each) => each.high));
        expect(extremesOf(columnsOf(rows))).toEqual({
          low,
          high,
          low_at_ms: rows.find((each) => each.low === low)?.time,
          high_at_ms: rows.find((each) => each.high === high)?.time,
        });
      }),
    );
  });

  it('of a part are those of the rows that start in it', () => {
    const moment = fc.integer({ min: -2 * DAY_MS, max: 302 * DAY_MS });
    fc.assert(
      fc.property(rowsOf(0), moment, moment, (rows, from, to) => {
        const wanted = rows.filter(({ time }) => time >= from && time < to);
        expect(candlesBetween(columnsOf(rows), from, to)).toEqual(columnsOf(wanted));
      }),
    );
  });
});
