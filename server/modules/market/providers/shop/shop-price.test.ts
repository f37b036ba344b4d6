import { describe, expect, it } from 'vitest';
import { anInstrument } from '../../../../../test/support/instruments.ts';
import { shopBatch, type ShopPrice } from './shop-price.ts';

const instrument = anInstrument(3, { symbol: 'PKM.BASE1-4H.NM', kind: 'collectible' });

function row(more: Partial<ShopPrice> = {}): ShopPrice {
  return {
    instrument,
    price: '249.00',
    at_ms: 1_000,
    for_sale: true,
    returned_at_ms: null,
    kept_at_ms: null,
    seq: 1,
    ...more,
  };
}

describe('what is asked', () => {
  it('is in session while it is for sale, and leaves it with its last price when it is not', () => {
    const told = new Map<number, number>();
    const first = shopBatch([row()], told, 5_000);
    expect(first.opened).toEqual([{ kind: 'session', index: 3, at_ms: 5_000, session: 'regular' }]);
    expect(first.prints).toEqual([{ index: 3, price: 24_900, size: 0, at_ms: 1_000 }]);
    const gone = shopBatch([row({ for_sale: false, seq: 2 })], told, 6_000);
    expect(gone).toMatchObject({ opened: [], prints: [], closed: [{ session: 'closed' }] });
    const unseen = shopBatch([row({ for_sale: false })], new Map(), 6_000);
    expect(unseen).toMatchObject({ prints: [{ price: 24_900 }], closed: [{ session: 'closed' }] });
  });

  it('says once that pieces came back, also where the term that heard it ended before all had', () => {
    const back = row({ at_ms: 2_000, returned_at_ms: 2_000 });
    const returns = (rows: ShopPrice, told = new Map<number, number>()) =>
      shopBatch([rows], told, 9_000).prints.map(({ returned }) => returned === true);
    expect(returns(back, new Map([[3, 1_000]]))).toEqual([true]);
    expect(returns({ ...back, at_ms: 3_000 }, new Map([[3, 2_000]]))).toEqual([false]);
    expect(returns({ ...back, kept_at_ms: 1_000 })).toEqual([true]);
    expect(returns({ ...back, kept_at_ms: 2_000 })).toEqual([true]);
    expect(returns({ ...back, at_ms: 3_000, kept_at_ms: 2_000 })).toEqual([false]);
    expect(returns({ ...back, at_ms: 3_000, kept_at_ms: 1_000 })).toEqual([true]);
  });
});
