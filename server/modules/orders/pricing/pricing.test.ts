import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currencyDigits, minorText } from '../../../../contract/minor-units.ts';
import { codeProblem, takeOff } from './discounts.ts';
import { refundOfPieces, shippingPaid } from '../../../../contract/refund-worth.ts';
import { allocate, shareOf, shareWithin, sumOf } from './rounding.ts';
import { reaches, shippingPrice } from './shipping.ts';
import { flatTax, type OrderTax } from './tax.ts';
import { type PartAsked, priceOf, togetherOf } from './totals.ts';

/** Amounts of 0-, 2- and 3-decimal currencies: from one unit up to a hundred thousand of the currency. */
const currency = fc.constantFrom('JPY', 'USD', 'KWD');
const amountIn = (code: string): fc.Arbitrary<number> =>
  fc.integer({ min: 0, max: 100_000 * 10 ** currencyDigits(code) });
const tax: fc.Arbitrary<OrderTax> = fc.record({
  mode: fc.constantFrom('none', 'inclusive', 'exclusive'),
  rate_bp: fc.integer({ min: 0, max: 10_000 }),
  name: fc.constant('VAT'),
});
const part: fc.Arbitrary<PartAsked> = currency.chain((code) =>
  fc.record({
    lines: fc.array(fc.record({ unit_price_minor: amountIn(code), quantity: fc.integer({ min: 1, max: 99 }) }), {
      minLength: 1,
      maxLength: 12,
    }),
    codes: fc.array(
      fc.oneof(
        fc.record({
          code: fc.constant('PART'),
          percent_bp: fc.integer({ min: 1, max: 10_000 }),
          amount_minor: fc.constant(null),
        }),
        fc.record({ code: fc.constant('FIXED'), percent_bp: fc.constant(null), amount_minor: amountIn(code) }),
      ),
      { maxLength: 3 },
    ),
    shipping: fc.option(
      fc.record({
        basis: fc.constantFrom('subtotal' as const, 'pieces' as const),
        rates: amountIn(code).map((price_minor) => [{ at_least: 0, price_minor }]),
      }),
    ),
    tax,
  }),
);

describe('pricing', () => {
  it('conserves every minor unit from lines to totals, in currencies of 0, 2 and 3 decimals', () => {
    fc.assert(
      fc.property(part, (asked) => {
        const totals = priceOf(asked);
        const added = asked.tax.mode === 'exclusive';
        for (const line of totals.lines) {
          expect(line.discount_minor).toBeGreaterThanOrEqual(0);
          expect(line.discount_minor).toBeLessThanOrEqual(line.subtotal_minor);
          expect(line.total_minor).toBe(line.subtotal_minor - line.discount_minor + (added ? line.tax_minor : 0));
        }
        expect(totals.subtotal_minor).toBe(sumOf(totals.lines.map((line) => line.subtotal_minor)));
        expect(totals.discount_minor).toBe(sumOf(totals.codes));
        expect(totals.discount_minor).toBe(sumOf(totals.lines.map((line) => line.discount_minor)));
        expect(totals.tax_minor).toBe(sumOf(totals.lines.map((line) => line.tax_minor)) + totals.shipping_tax_minor);
        const sending = shippingPaid({ ...totals, tax_mode: asked.tax.mode });
        expect(totals.total_minor).toBe(sumOf(totals.lines.map((line) => line.total_minor)) + sending);
        expect(togetherOf([totals, totals]).total_minor).toBe(2 * totals.total_minor);
      }),
    );
  });

  it('deals an amount out to the last unit and gives nobody more than their weight', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 10 ** 12 }), { minLength: 1, maxLength: 20 }),
        fc.nat(10_000),
        (weights, bp) => {
          const whole = sumOf(weights);
          const amount = Number((BigInt(whole) * BigInt(bp)) / 10_000n);
          const parts = allocate(amount, weights);
          expect(sumOf(parts)).toBe(amount);
          parts.forEach((one, place) => expect(one).toBeLessThanOrEqual(weights[place] ?? 0));
        },
      ),
    );
  });

  it('gives back exactly what a line cost, however its pieces are parted', () => {
    const line = fc.record({ quantity: fc.integer({ min: 1, max: 99 }), total_minor: fc.nat(10 ** 9) });
    fc.assert(
      fc.property(line, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 99 }), (sold, cuts) => {
        let back = 0;
        let sum = 0;
        for (const cut of [...cuts, sold.quantity]) {
          const pieces = Math.min(cut, sold.quantity - back);
          const worth = refundOfPieces(sold, back, pieces);
          expect(worth).toBeGreaterThanOrEqual(0);
          back += pieces;
          sum += worth;
        }
        expect(sum).toBe(sold.total_minor);
      }),
    );
  });

  it('rounds halves up, exactly, also where a float would not', () => {
    expect([shareOf(1, 5_000), shareOf(3, 5_000), shareOf(2686425, 1)]).toEqual([1, 2, 269]);
    expect(shareOf(9_000_000_000_000_000, 9_999)).toBe(8_999_100_000_000_000);
    expect([shareWithin(119_00, 1900), shareWithin(100, 700), shareWithin(1, 10_000)]).toEqual([19_00, 7, 1]);
  });

  it('takes codes off in the order in which they were entered, and never below nothing', () => {
    const half = { code: 'HALF', percent_bp: 5_000, amount_minor: null };
    const five = { code: 'FIVE', percent_bp: null, amount_minor: 500 };
    expect(takeOff([1000, 1000], [half, five])).toEqual({ lines: [750, 750], codes: [1000, 500] });
    expect(takeOff([1000, 1000], [five, half])).toEqual({ lines: [625, 625], codes: [500, 750] });
    expect(takeOff([300, 100], [five, half])).toEqual({ lines: [300, 100], codes: [400, 0] });
    expect(takeOff([100, 100, 100], [{ ...five, amount_minor: 100 }]).lines).toEqual([34, 33, 33]);
  });

  it('sends for the highest step that is reached, counting goods after their discounts', () => {
    const byValue = {
      basis: 'subtotal',
      rates: [
        { at_least: 0, price_minor: 490 },
        { at_least: 5000, price_minor: 0 },
      ],
    } as const;
    expect([4999, 5000].map((goods_minor) => shippingPrice(byValue, { goods_minor, pieces: 9 }))).toEqual([490, 0]);
    const asked = { lines: [{ unit_price_minor: 5000, quantity: 1 }], shipping: byValue, tax: flat('none') };
    expect(priceOf({ ...asked, codes: [] }).shipping_minor).toBe(0);
    expect(priceOf({ ...asked, codes: [{ code: 'ONE', percent_bp: null, amount_minor: 1 }] }).shipping_minor).toBe(490);
    const byPieces = {
      basis: 'pieces',
      rates: [
        { at_least: 0, price_minor: 100 },
        { at_least: 3, price_minor: 250 },
      ],
    } as const;
    expect([2, 3, 99].map((pieces) => shippingPrice(byPieces, { goods_minor: 0, pieces }))).toEqual([100, 250, 250]);
    expect([reaches([], 'DE'), reaches(['DE'], null), reaches(['DE'], 'DE'), reaches(['DE'], 'FR')]).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  it('contains tax in prices or adds it, on goods and on sending alike', () => {
    const asked = {
      lines: [{ unit_price_minor: 1190, quantity: 2 }],
      codes: [],
      shipping: { basis: 'pieces', rates: [{ at_least: 0, price_minor: 595 }] } as const,
    };
    expect(priceOf({ ...asked, tax: flat('inclusive') })).toMatchObject({
      tax_minor: 475,
      shipping_tax_minor: 95,
      total_minor: 2975,
    });
    expect(priceOf({ ...asked, tax: flat('exclusive') })).toMatchObject({
      tax_minor: 565,
      shipping_tax_minor: 113,
      total_minor: 3540,
    });
    expect(priceOf({ ...asked, tax: flat('none') })).toMatchObject({ tax_minor: 0, total_minor: 2975 });
  });

  it('says why a code takes nothing off', () => {
    const at = new Date('2026-05-01T12:00:00Z');
    const rules = {
      currency: 'USD',
      minimum_minor: 2000,
      uses: 4,
      uses_max: 5,
      uses_per_buyer_max: 1,
      starts_at: at,
      ends_at: new Date('2026-05-02T12:00:00Z'),
      enabled: true,
    };
    const use = { currency: 'USD', subtotal_minor: 2000, uses_of_buyer: 0, at };
    expect(codeProblem(rules, use)).toBeNull();
    expect(codeProblem({ ...rules, enabled: false }, use)).toMatch(/over/);
    expect(codeProblem(rules, { ...use, at: rules.ends_at })).toMatch(/over/);
    expect(codeProblem(rules, { ...use, at: new Date(at.getTime() - 1) })).toMatch(/not valid yet/);
    expect(codeProblem(rules, { ...use, currency: 'EUR' })).toMatch(/USD/);
    expect(codeProblem({ ...rules, uses: 5 }, use)).toMatch(/used up/);
    expect(codeProblem(rules, { ...use, uses_of_buyer: 1 })).toMatch(/already/);
    expect(codeProblem(rules, { ...use, subtotal_minor: 1999 })).toContain(minorText(2000, 'USD'));
  });
});

function flat(tax_mode: OrderTax['mode']): OrderTax {
  return flatTax.taxOf({
    vendor_id: '0198c0de-0000-7000-8000-000000000001',
    terms: { tax_mode, tax_rate_bp: 1900, tax_name: 'VAT' },
    from: null,
    to: null,
  });
}
