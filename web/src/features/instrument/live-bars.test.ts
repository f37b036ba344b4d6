import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CandleView } from '../../../../contract/history.ts';
import { type BarClock, joined, type Print, startOfBar, type Tail, withPrint } from './live-bars.ts';

const minutes: BarClock = { interval: '5m', day_zone: 'UTC' };
const T0 = Date.parse('2026-03-02T15:00:00.000Z');
const print = (price: string, after_s: number): Print => ({ price, at_ms: T0 + after_s * 1000, day_volume: null });
const candle = (time_ms: number, close: string): CandleView => ({
  time: new Date(time_ms).toISOString(),
  open: '10.00',
  high: '12.00',
  low: '9.00',
  close,
  volume: 500,
});
const told = (prints: readonly Print[], clock = minutes) =>
  prints.reduce<Tail>((tail, next) => withPrint(tail, next, clock), []);

describe('the last bar', () => {
  it('goes on where the history stopped: its open and volume stay, its range widens, its close is the live price', () => {
    const history = [candle(T0 - 300_000, '10.50'), candle(T0, '11.00')];
    const bars = joined(history, told([print('12.50', 20), print('11.75', 30)]));
    expect(bars).toHaveLength(2);
    expect(bars[0]).toBe(history[0]);
    expect(bars[1]).toEqual({ ...history[1], high: '12.50', low: '9.00', close: '11.75' });
  });

  it('is followed by a new one when its time is over', () => {
    const bars = joined([candle(T0, '11.00')], told([print('11.10', 299), print('11.20', 300), print('11.05', 310)]));
    expect(bars.map((bar) => bar.close)).toEqual(['11.10', '11.05']);
    expect(bars[1]).toMatchObject({ open: '11.20', high: '11.20', low: '11.05', volume: 0 });
  });

  it('is not moved back by a price older than the history', () => {
    const history = [candle(T0 + 600_000, '11.00')];
    expect(joined(history, told([print('9.99', 0)]))).toBe(history);
  });

  it('stays the same object while nothing new is said, so that nothing is drawn', () => {
    const tail = told([print('11.00', 1)]);
    expect(withPrint(tail, print('11.00', 2), minutes)).toBe(tail);
    expect(withPrint(tail, print('8.00', -600), minutes)).toBe(tail);
  });

  it("takes a day's volume from the quote", () => {
    const day: BarClock = { interval: '1d', day_zone: 'UTC' };
    const tail = withPrint([], { price: '11.00', at_ms: T0, day_volume: 900 }, day);
    const day_start = Date.parse('2026-03-02T00:00:00.000Z');
    expect(joined([candle(day_start, '10.00')], tail)[0]?.volume).toBe(900);
  });

  it('contains every price told since, whatever their order', () => {
    const prices = fc.array(fc.tuple(fc.integer({ min: 800, max: 1400 }), fc.integer({ min: 0, max: 900 })), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(prices, (all) => {
        const prints = all
          .toSorted((left, right) => left[1] - right[1])
          .map(([cents, s]) => print((cents / 100).toFixed(2), s));
        const bars = joined([candle(T0, '11.00')], told(prints));
        for (const { price, at_ms } of prints) {
          const time = new Date(startOfBar(at_ms, minutes)).toISOString();
          const bar = bars.find((other) => other.time === time);
          expect(Number(bar?.low)).toBeLessThanOrEqual(Number(price));
          expect(Number(bar?.high)).toBeGreaterThanOrEqual(Number(price));
        }
        expect(bars.at(-1)?.close).toBe(prints.at(-1)?.price);
      }),
    );
  });
});

describe('the start of a bar', () => {
  it("of a day is the venue's date, though its evening is tomorrow in UTC", () => {
    const evening = Date.parse('2026-03-03T00:30:00.000Z'); // 19:30 in New York on the 2nd
    const start = (day_zone: string) => new Date(startOfBar(evening, { interval: '1d', day_zone })).toISOString();
    expect(start('America/New_York')).toBe('2026-03-02T00:00:00.000Z');
    expect(start('UTC')).toBe('2026-03-03T00:00:00.000Z');
  });

  it('of a week is Monday, of a month the first', () => {
    const start = (interval: '1w' | '1M') =>
      new Date(startOfBar(Date.parse('2026-11-21T01:00:00Z'), { interval, day_zone: 'UTC' }))
        .toISOString()
        .slice(0, 10);
    expect(start('1w')).toBe('2026-11-16');
    expect(start('1M')).toBe('2026-11-01');
  });
});
