import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candleColumns } from './candle-columns.ts';
import { deriveCandles } from './derive-candles.ts';
import { nextStart, pointsIn, startOf } from './intervals.ts';

const DAY_MS = 86_400_000;
const day = (text: string): number => Date.parse(text);

function daily(from: string, count: number) {
  const candles = candleColumns(count);
  for (let at = 0; at < count; at += 1) {
    candles.time_ms[at] = day(from) + at * DAY_MS;
    candles.open[at] = 100 + at;
    candles.high[at] = 110 + at;
    candles.low[at] = 90 + at;
    candles.close[at] = 101 + at;
    candles.volume[at] = 1;
  }
  return candles;
}

describe('weeks and months', () => {
  it('begin on Monday and on the first', () => {
    expect(new Date(startOf('1w', day('2026-11-22'))).toISOString()).toBe('2026-11-16T00:00:00.000Z');
    expect(new Date(startOf('1w', day('2026-11-23'))).toISOString()).toBe('2026-11-23T00:00:00.000Z');
    expect(new Date(startOf('1M', day('2024-02-29'))).toISOString()).toBe('2024-02-01T00:00:00.000Z');
    expect(new Date(nextStart('1M', day('2026-12-01'))).toISOString()).toBe('2027-01-01T00:00:00.000Z');
  });

  it('open with the first day, close with the last, and reach as far as any', () => {
    const weeks = deriveCandles(daily('2026-11-16', 9), '1w');
    expect([...weeks.time_ms].map((ms) => new Date(ms).toISOString().slice(0, 10))).toEqual([
      '2026-11-16',
      '2026-11-23',
    ]);
    expect([...weeks.open]).toEqual([100, 107]);
    expect([...weeks.high]).toEqual([116, 118]);
    expect([...weeks.low]).toEqual([90, 97]);
    expect([...weeks.close]).toEqual([107, 109]);
    expect([...weeks.volume]).toEqual([7, 2]);
    expect(deriveCandles(daily('2024-02-01', 31), '1M').volume).toEqual(Float64Array.of(29, 2));
  });

  it('hold every day exactly once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 400 }), (from, count) => {
        const candles = daily(new Date(from * DAY_MS).toISOString(), count);
        for (const interval of ['1w', '1M'] as const) {
          const { volume } = deriveCandles(candles, interval);
          expect(volume.reduce((sum, pieces) => sum + pieces, 0)).toBe(count);
          expect(volume.length).toBeLessThanOrEqual(pointsIn(interval, from * DAY_MS, (from + count) * DAY_MS) + 1);
        }
      }),
    );
  });
});
