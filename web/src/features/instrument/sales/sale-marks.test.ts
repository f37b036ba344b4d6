import { describe, expect, it } from 'vitest';
import { salesOn } from './sale-marks.ts';

const day = (date: string) => ({ time: `${date}T00:00:00.000Z` });
const bars = [day('2026-03-02'), day('2026-03-03'), day('2026-03-05')];
const sale = (at: string, price_minor: number) => ({ at, price_minor, state: 'NM', quantity: 1 });
const clock = { interval: '1d', day_zone: 'UTC' } as const;

describe('sales on a chart', () => {
  it('stand at the bar of their time and at what a piece cost, as the currency counts', () => {
    const sales = [sale('2026-03-05T23:59:59.999Z', 8_050), sale('2026-03-02T00:00:00.000Z', 7_900)];
    expect(salesOn(bars, clock, { product: { currency: 'EUR' }, sales })).toEqual([
      { at: 2, price: 80.5 },
      { at: 0, price: 79 },
    ]);
    expect(salesOn(bars, clock, { product: { currency: 'JPY' }, sales })[0]).toEqual({ at: 2, price: 8_050 });
  });

  it('are left out where their bar is not shown', () => {
    const sales = [sale('2026-03-04T12:00:00.000Z', 100), sale('2025-01-01T12:00:00.000Z', 100)];
    expect(salesOn(bars, clock, { product: { currency: 'EUR' }, sales })).toEqual([]);
  });
});
