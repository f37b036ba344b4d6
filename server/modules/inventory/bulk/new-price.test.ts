import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MONEY_MINOR_MAX } from '../../../../contract/inventory-terms.ts';
import { newPrice, type PriceChange } from './new-price.ts';

const exactly: PriceChange['round'] = { step_minor: 1, less_minor: 0, way: 'nearest' };
const ending = (step_minor: number, less_minor: number, way: PriceChange['round']['way'] = 'nearest') => ({
  step_minor,
  less_minor,
  way,
});
const price = fc.integer({ min: 1, max: MONEY_MINOR_MAX });
const percent = fc
  .tuple(fc.integer({ min: -9_999, max: 99_999 }), fc.integer({ min: 0, max: 4 }))
  .map(([units, decimals]) => (units / 10 ** decimals).toFixed(decimals))
  .filter((text) => !/^-0(\.0+)?$/.test(text));
const round = fc.record({
  step_minor: fc.integer({ min: 1, max: 1_000_000 }),
  less_minor: fc.integer({ min: 0, max: 999_999 }),
  way: fc.constantFrom('nearest' as const, 'up' as const, 'down' as const),
});

describe('the new price of a bulk edit', () => {
  it.each([
    [1000, '5', exactly, 1050],
    [999, '5', exactly, 1049], // 1048.95
    [10, '5', exactly, 11], // 10.5: half goes up
    [30, '-5', exactly, 29], // 28.5: up as well, not away from the old price
    [1, '-50', exactly, 1], // 0.5
    [1, '-60', exactly, 1], // never rounded to nothing
    [1, '-100', exactly, 0], // nothing, and asked for
    [1234, '0', ending(100, 1), 1199],
    [1249, '0', ending(100, 1), 1299], // halfway between 11.99 and 12.99
    [1201, '0', ending(100, 1, 'down'), 1199],
    [1200, '0', ending(100, 1, 'up'), 1299],
    [20, '0', ending(100, 1, 'down'), 99],
    [1234, '-12.5', ending(5, 0), 1080], // 1079.75
    [MONEY_MINOR_MAX, '0.0001', exactly, MONEY_MINOR_MAX + 1_000_000],
  ])('makes of %i with %s %% and %o exactly %i', (from, by, rounding, to) => {
    expect(newPrice(from, { percent: by, round: rounding })).toBe(to);
  });

  it('is told apart where there is nothing to reckon from, and where it falls below 0', () => {
    expect(newPrice(null, { percent: '5', round: exactly })).toBeNull();
    expect(newPrice(null, { set_minor: 500, round: exactly })).toBe(500);
    expect(newPrice(300, { amount_minor: -301, round: ending(100, 0, 'up') })).toBeLessThan(0);
    expect(newPrice(300, { percent: '-100.1', round: exactly })).toBeLessThan(0);
    expect(newPrice(300, { amount_minor: -300, round: ending(100, 1) })).toBe(0);
  });

  it('is above 0, has the ending that was asked for, and lies within one step of the exact price', () => {
    fc.assert(
      fc.property(price, percent, round, (from, by, rounding) => {
        const [whole = '', decimals = ''] = by.split('.');
        const under = 100n * 10n ** BigInt(decimals.length);
        const over = BigInt(from) * (under + BigInt(whole + decimals));
        fc.pre(over > 0n);
        const to = newPrice(from, { percent: by, round: rounding });
        expect(to).toBeGreaterThan(0);
        const { step_minor, less_minor, way } = rounding;
        expect((BigInt(to ?? 0) + BigInt(less_minor)) % BigInt(step_minor)).toBe(0n);
        const off = BigInt(to ?? 0) * under - over;
        const step = BigInt(step_minor) * under;
        const isLowest = (to ?? 0) <= step_minor;
        if (way === 'up') expect(off >= 0n && off < step).toBe(true);
        else if (way === 'down') expect(isLowest || (off <= 0n && -off < step)).toBe(true);
        else expect(isLowest || (-2n * off < step && 2n * off <= step)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('rises with the price it is made of', () => {
    fc.assert(
      fc.property(price, price, percent, round, (one, other, by, rounding) => {
        const change = { percent: by, round: rounding };
        const [less, more] = one < other ? [one, other] : [other, one];
        fc.pre(Number(by) > -100);
        expect(newPrice(less, change)).toBeLessThanOrEqual(newPrice(more, change) ?? -1);
      }),
    );
  });
});
