import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatScaled } from '../../../../../contract/decimal.ts';
import { badPrices } from '../../../../../test/support/fake-providers/hostile.ts';
import { pastCandle } from './past-candle.ts';
import { readInstant, readPrice, readSize, readTime } from './read-value.ts';
import { wholeRatio } from './whole-ratio.ts';

describe('a price as a provider writes it', () => {
  it('is read by its digits and rounded half up, as text and as a number', () => {
    expect([readPrice('189.12', 2), readPrice(189.12, 2), readPrice('1.005', 2), readPrice(1.005, 2)]).toEqual([
      18_912, 18_912, 101, 101,
    ]);
    expect([readPrice(0.0000124, 8), readPrice('0.00001240', 8), readPrice(1e-7, 8)]).toEqual([1_240, 1_240, 10]);
    expect(readPrice('101000.5', 2)).toBe(10_100_050);
  });

  it('comes back whatever it is, within the decimals of its instrument', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 11 }), fc.integer({ min: 0, max: 6 }), (scaled, decimals) => {
        const text = formatScaled(scaled, decimals);
        expect(readPrice(text, decimals)).toBe(scaled);
        expect(readPrice(Number(text), decimals)).toBe(scaled);
      }),
    );
  });

  it('is nothing above zero where it is none', () => {
    for (const bad of badPrices.filter((each) => typeof each !== 'number' || each <= 0 || each > 1e15))
      expect(readPrice(bad, 2) > 0, JSON.stringify(bad)).toBe(false);
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const price = readPrice(value, 2);
        expect(Number.isNaN(price) || Number.isSafeInteger(price)).toBe(true);
      }),
    );
  });
});

describe('a time as a provider writes it', () => {
  it('is text with nanoseconds, or a number of a known unit', () => {
    expect(readInstant('2021-02-22T15:51:44.335689322Z')).toBe(Date.UTC(2021, 1, 22, 15, 51, 44, 335));
    expect(readInstant('2021-02-22T15:51:44-05:00')).toBe(Date.UTC(2021, 1, 22, 20, 51, 44));
    expect(readTime(1_582_641_000, 's')).toBe(1_582_641_000_000);
    expect(readTime(1_582_641_000_123, 'ms')).toBe(1_582_641_000_123);
  });

  it('is none in the wrong unit, as the wrong type, or far away', () => {
    const none = [
      readTime(1_582_641_000_000, 's'),
      readTime(1_582_641_000, 'ms'),
      readTime('1582641000', 's'),
      readTime(null, 'ms'),
      readInstant(1_582_641_000_000),
      readInstant('2021-02-22'),
      readInstant('1970-01-01T00:00:00Z'),
      readInstant('2021-13-22T15:51:44Z'),
    ];
    expect(none.every(Number.isNaN)).toBe(true);
  });
});

describe('what else a provider writes', () => {
  it('is an amount above zero, or none', () => {
    expect([readSize(100), readSize('0.02'), readSize(-1), readSize('x'), readSize(null), readSize(1e300)]).toEqual([
      100, 0.02, 0, 0, 0, 0,
    ]);
  });

  it('is a candle only if its low is the lowest and its high the highest', () => {
    const raw = { at_ms: 0, open: 2, high: 3, low: 1, close: 2.5, volume: 7 };
    expect(pastCandle(raw, 2)).toEqual({ at_ms: 0, open: 200, high: 300, low: 100, close: 250, volume: 7 });
    for (const wrong of [{ high: 2.4 }, { low: 2.1 }, { close: 0 }, { open: null }, { low: -1 }])
      expect(pastCandle({ ...raw, ...wrong }, 2)).toBeNull();
  });

  it('is a ratio in whole pieces', () => {
    expect(wholeRatio(10, 1)).toEqual({ new_pieces: 10, old_pieces: 1 });
    expect(wholeRatio('1.5', 1)).toEqual({ new_pieces: 3, old_pieces: 2 });
    expect(wholeRatio(1, 50)).toEqual({ new_pieces: 1, old_pieces: 50 });
    for (const [fresh, old] of [
      [0, 1],
      [1, 0],
      [-2, 1],
      ['x', 1],
      [Infinity, 1],
      [null, null],
    ])
      expect(wholeRatio(fresh, old)).toBeNull();
  });
});
