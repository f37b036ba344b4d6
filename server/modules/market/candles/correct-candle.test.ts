import { assert, constantFrom, integer, property, record, uniqueArray } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correctCandle, type CorrectableCandle } from './correct-candle.ts';

const fold = (prices: readonly number[]): CorrectableCandle => ({
  open: prices[0] ?? 0,
  high: Math.max(...prices),
  low: Math.min(...prices),
  close: prices.at(-1) ?? 0,
});

describe('a corrected candle', () => {
  it('loses the spike at its top, at its bottom, at its open and at its close', () => {
    const wrong_price = { wrong: 1891, right: 189 };
    expect(correctCandle(fold([188, 190, 1891, 187]), wrong_price, [])).toEqual({
      open: 188,
      high: 189,
      low: 187,
      close: 187,
    });
    expect(correctCandle(fold([1891, 188]), wrong_price, [])).toEqual({ open: 189, high: 189, low: 188, close: 188 });
    expect(correctCandle(fold([188, 1891]), wrong_price, [])).toEqual({ open: 188, high: 189, low: 188, close: 189 });
    expect(correctCandle(fold([188, 1, 190]), { wrong: 1, right: 189 }, [])).toMatchObject({ low: 188, high: 190 });
  });

  it('takes its extremes from the shorter candles inside it', () => {
    const hour = fold([188, 195, 1891, 180, 187]);
    const minutes = [fold([188, 195]), correctCandle(fold([1891]), { wrong: 1891, right: 189 }, []), fold([180, 187])];
    expect(correctCandle(hour, { wrong: 1891, right: 189 }, minutes)).toEqual(fold([188, 195, 189, 180, 187]));
  });

  it('stays as it is where the wrong price cannot have been in it', () => {
    const candle = fold([188, 190]);
    expect(correctCandle(candle, { wrong: 1891, right: 189 }, [])).toBe(candle);
  });

  it('is what folding the right prices gives, whenever every print has a candle of its own inside', () => {
    const day = record({
      prices: uniqueArray(integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 30 }),
      right: integer({ min: 1, max: 1_000_000 }),
      place: constantFrom(0, 0.5, 0.99),
    });
    assert(
      property(day, ({ prices, right, place }) => {
        const at = Math.floor(place * prices.length);
        const wrong = prices[at] ?? 0;
        const inside = prices.map((price) => correctCandle(fold([price]), { wrong, right }, []));
        const corrected = correctCandle(fold(prices), { wrong, right }, inside);
        expect(corrected).toEqual(fold(prices.with(at, right)));
      }),
    );
  });
});
