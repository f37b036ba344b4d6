import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjustForSplits, type SplitCut } from './adjust-for-splits.ts';
import { type CandleColumns, candleColumns } from './candle-columns.ts';

const DAY_MS = 86_400_000;

/** One candle a day from day 0; the low is a tick, or 3 % below the close, the high above. */
function days(closes: readonly number[]): CandleColumns {
  const candles = candleColumns(closes.length);
  for (const [at, close] of closes.entries()) {
    candles.time_ms[at] = at * DAY_MS;
    candles.open[at] = close;
    candles.high[at] = Math.ceil(close * 1.03);
    candles.low[at] = Math.max(1, Math.floor(close * 0.97));
    candles.close[at] = close;
    candles.volume[at] = 1000;
  }
  return candles;
}

const closes = fc.array(fc.integer({ min: 1, max: 10_000_000 }), { minLength: 1, maxLength: 40 });
const ratio = fc
  .record({ new_pieces: fc.integer({ min: 1, max: 50 }), old_pieces: fc.integer({ min: 1, max: 50 }) })
  .filter(({ new_pieces, old_pieces }) => new_pieces !== old_pieces);
const cut = fc
  .tuple(fc.integer({ min: 0, max: 45 }), ratio)
  .map(([day, { new_pieces, old_pieces }]): SplitCut => ({ from_ms: day * DAY_MS, new_pieces, old_pieces }));
const cuts = fc.array(cut, { maxLength: 4 });

describe('adjusting for splits', () => {
  it('divides every price before a split of ten for one by ten, and multiplies the volume', () => {
    const adjusted = adjustForSplits(days([113_053, 11_305]), [{ from_ms: DAY_MS, new_pieces: 10, old_pieces: 1 }]);
    expect([...adjusted.close]).toEqual([11_305, 11_305]);
    expect([...adjusted.volume]).toEqual([10_000, 1000]);
  });

  it('multiplies where old pieces became fewer', () => {
    const adjusted = adjustForSplits(days([150, 3000]), [{ from_ms: DAY_MS, new_pieces: 1, old_pieces: 20 }]);
    expect([...adjusted.close]).toEqual([3000, 3000]);
  });

  it('applies each later split once, whatever the order they are told in', () => {
    fc.assert(
      fc.property(closes, cuts, (prices, splits) => {
        const adjusted = adjustForSplits(days(prices), splits);
        expect(adjustForSplits(days(prices), splits.toReversed())).toEqual(adjusted);
        for (const [at, price] of prices.entries()) {
          const later = splits.filter(({ from_ms }) => from_ms > at * DAY_MS);
          const factor = later.reduce((product, each) => product * (each.old_pieces / each.new_pieces), 1);
          expect(Math.abs((adjusted.close[at] ?? 0) - Math.max(1, price * factor))).toBeLessThanOrEqual(0.5 + 1e-3);
        }
      }),
    );
  });

  it('is undone by the inverse splits: at once exactly, one after the other within the ticks that were rounded', () => {
    fc.assert(
      fc.property(closes, cut, (prices, split) => {
        const inverse = { ...split, new_pieces: split.old_pieces, old_pieces: split.new_pieces };
        const candles = days(prices);
        expect(adjustForSplits(candles, [split, inverse])).toEqual(candles);
        const twice = adjustForSplits(adjustForSplits(candles, [split]), [inverse]);
        const tick = Math.max(1, split.new_pieces / split.old_pieces);
        for (const [at, price] of prices.entries())
          expect(Math.abs((twice.close[at] ?? 0) - price)).toBeLessThanOrEqual(tick + 0.5);
      }),
    );
  });

  it('keeps low <= open, close <= high, and no price at nothing', () => {
    fc.assert(
      fc.property(closes, cuts, (prices, splits) => {
        const { open, high, low, close } = adjustForSplits(days(prices), splits);
        for (const at of prices.keys()) {
          const [o, h, l, c] = [open, high, low, close].map((column) => column[at] ?? 0) as [
            number,
            number,
            number,
            number,
          ];
          expect(l >= 1 && l <= o && l <= c && o <= h && c <= h).toBe(true);
        }
      }),
    );
  });

  it('leaves what it was given as it was', () => {
    fc.assert(
      fc.property(closes, cuts, (prices, splits) => {
        const candles = days(prices);
        adjustForSplits(candles, splits);
        expect(candles).toEqual(days(prices));
      }),
    );
  });
});
