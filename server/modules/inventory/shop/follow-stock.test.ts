import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OfferBefore, SeenListing } from '../tables-shop.ts';
import { followStock } from './follow-stock.ts';

const before = (more: Partial<OfferBefore> = {}): OfferBefore => ({
  instrument_id: null,
  instrument_symbol: null,
  price_minor: 500,
  available: 3,
  is_low: false,
  low_untold: false,
  ...more,
});

function seen(more: Partial<SeenListing> = {}): Parameters<typeof followStock>[0] {
  return {
    status: 'active',
    sold_out_auto: false,
    price_minor: 500,
    low_stock_at: null,
    available: 3,
    had_stock: true,
    before: before(),
    ...more,
  };
}

describe('what stock makes of a listing', () => {
  it('is sold out with the last piece, and active again with the next', () => {
    expect(followStock(seen({ available: 0 }))).toMatchObject({ status: 'sold_out', price_minor: null });
    const back = seen({ status: 'sold_out', sold_out_auto: true, before: before({ available: 0 }) });
    expect(followStock(back)).toMatchObject({ status: 'active', price_minor: 500 });
    expect(followStock({ ...back, price_minor: null }).status).toBeNull();
  });

  it('leaves what somebody chose: sold out with stock, active without', () => {
    expect(followStock(seen({ status: 'sold_out' })).status).toBeNull();
    expect(followStock(seen({ available: 0, before: before({ available: 0 }) })).status).toBeNull();
    expect(followStock(seen({ available: 0, had_stock: false, before: null })).status).toBeNull();
    expect(followStock(seen({ available: 0, had_stock: true, before: null })).status).toBe('sold_out');
  });

  it('offers a price while it is active, has pieces and asks for more than nothing', () => {
    expect(followStock(seen()).price_minor).toBe(500);
    expect(followStock(seen({ price_minor: 0 })).price_minor).toBeNull();
    for (const status of ['draft', 'paused', 'archived'] as const)
      expect(followStock(seen({ status })).price_minor, status).toBeNull();
  });

  it('tells once for each fall below what its vendor wants, whatever the looks in between', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 30 }), (levels) => {
        let last: OfferBefore = before({ available: 6 });
        let falls = 0;
        for (const available of levels) {
          const { is_low, low_untold } = followStock(seen({ available, low_stock_at: 3, before: last }));
          expect(is_low).toBe(available < 3);
          expect(low_untold).toBe(!last.is_low && available < 3);
          if (low_untold) falls += 1;
          last = before({ available, is_low, low_untold: false }); // told at once
        }
        const below = [6, ...levels].map((level) => level < 3);
        expect(falls).toBe(below.filter((low, at) => low && below[at - 1] === false).length);
      }),
    );
  });

  it('keeps a notice that was not given yet, and drops it when stock is back', () => {
    const untold = before({ available: 2, is_low: true, low_untold: true });
    expect(followStock(seen({ available: 1, low_stock_at: 3, before: untold })).low_untold).toBe(true);
    expect(followStock(seen({ available: 5, low_stock_at: 3, before: untold })).low_untold).toBe(false);
    expect(followStock(seen({ available: 3, low_stock_at: 5, before: before() })).low_untold).toBe(false);
  });
});
