import { describe, expect, it } from 'vitest';
import type { BasketPartView } from '../../../lib/queries/basket.ts';
import { firstMethods, withMethod } from './delivery.ts';

const option = (id: string, price_minor: number) => ({ id, name: id, price_minor, days_min: 1, days_max: 2 });
const part = (
  id: string,
  shipping_method_id: string | null,
  ...options: ReturnType<typeof option>[]
): BasketPartView => ({
  vendor: { id, name: id, ships_from: null },
  lines: [],
  shipping_options: options,
  shipping_method_id,
  tax_mode: 'none',
  tax_rate_bp: 0,
  tax_name: '',
  subtotal_minor: 0,
  discount_minor: 0,
  shipping_minor: 0,
  tax_minor: 0,
  total_minor: 0,
});

describe('how each vendor sends', () => {
  it('begins with the cheapest, and keeps what was chosen', () => {
    const parts = [
      part('a', null, option('tracked', 390), option('letter', 110)),
      part('b', 'fast', option('fast', 900), option('slow', 1)),
    ];
    expect(firstMethods({ parts })).toEqual([
      { vendor_id: 'a', method_id: 'letter' },
      { vendor_id: 'b', method_id: 'fast' },
    ]);
  });

  it('chooses anew where the way chosen does not reach the address any more', () => {
    expect(firstMethods({ parts: [part('a', 'gone', option('letter', 110))] })).toEqual([
      { vendor_id: 'a', method_id: 'letter' },
    ]);
  });

  it('leaves out who sends nothing there, and asks nothing where nothing is missing', () => {
    expect(firstMethods({ parts: [part('a', null)] })).toEqual([]);
    expect(firstMethods({ parts: [part('a', 'letter', option('letter', 110))] })).toEqual([]);
  });

  it('changes one vendor’s way and keeps the others’', () => {
    const parts = [part('a', 'x', option('x', 1), option('y', 2)), part('b', 'z', option('z', 1))];
    expect(withMethod({ parts }, { vendor_id: 'a', method_id: 'y' })).toEqual([
      { vendor_id: 'a', method_id: 'y' },
      { vendor_id: 'b', method_id: 'z' },
    ]);
  });
});
