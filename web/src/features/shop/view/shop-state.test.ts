import { describe, expect, it } from 'vitest';
import { chosenCount, cleared, filterOf, readShopState, withValue } from './shop-state.ts';

describe('the address of the shop', () => {
  it('keeps what is valid and leaves out the rest', () => {
    const read = readShopState({
      q: 700,
      condition: 'NM,gone,LP,NM',
      price_min: 250,
      price_max: '-1',
      currency: 'eur',
      graded: true,
      sold_out: 'no',
      sort: 'worth',
      page: 3,
    });
    expect(read).toEqual({ q: '700', condition: 'NM,LP', price_min: 250, graded: 'true' });
  });

  it('gives the filter to the API without the order and without what is not said', () => {
    expect(filterOf({ q: 'moth', game: undefined, sort: 'price' })).toEqual({ q: 'moth' });
  });

  it('adds and takes away one value of several, and forgets an empty member', () => {
    expect(withValue({ condition: 'NM' }, 'condition', 'LP')).toBe('NM,LP');
    expect(withValue({ condition: 'NM' }, 'condition', 'NM')).toBeUndefined();
  });

  it('clears what was chosen and keeps what was sought and in which order', () => {
    const state = { q: 'moth', sort: 'price', condition: 'NM', price_min: 5, currency: 'EUR' } as const;
    expect(chosenCount(state)).toBe(2);
    expect(filterOf(cleared(state))).toEqual({ q: 'moth' });
    expect(cleared(state).sort).toBe('price');
  });
});
