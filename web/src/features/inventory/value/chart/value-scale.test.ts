import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearest, ticksOf, valueScale } from './value-scale.ts';

const day = (text: string, price_minor: number, cost_minor = 0) => ({
  day: text,
  pieces: 1,
  cost_minor,
  price_minor,
  market_minor: null,
  pieces_with_market: null,
});

describe('the scale of the value chart', () => {
  it('has round values around all that it shows', () => {
    expect(ticksOf(40_817, 59_929, 5)).toEqual([40_000, 45_000, 50_000, 55_000, 60_000]);
    expect(ticksOf(0, 0, 4)).toEqual([0, 1]);
    fc.assert(
      fc.property(fc.nat(1e12), fc.nat(1e12), fc.integer({ min: 2, max: 8 }), (one, other, count) => {
        const [lowest, highest] = one < other ? [one, other] : [other, one];
        const ticks = ticksOf(lowest, highest, count);
        expect(ticks[0]).toBeLessThanOrEqual(lowest);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(highest);
        expect(ticks.length).toBeLessThanOrEqual(count + 2);
      }),
    );
  });

  it('leaves room for a day that nobody noted', () => {
    const days = [day('2026-11-01', 100), day('2026-11-02', 100), day('2026-11-05', 100)];
    const scale = valueScale(days, { width: 468, height: 200 });
    expect([0, 1, 2].map((index) => scale.x(index))).toEqual([4, 104, 404]);
    expect([0, 60, 260, 900].map((x) => nearest(scale, days.length, x))).toEqual([0, 1, 2, 2]);
    expect(scale.y(scale.ticks[0] ?? 0)).toBeGreaterThan(scale.y(scale.ticks.at(-1) ?? 0));
  });
});
