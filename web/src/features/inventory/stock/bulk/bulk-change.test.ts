import { describe, expect, it } from 'vitest';
import { changeWords, priceChangeOf, roundings } from './bulk-change.ts';

const draft = { way: 'percent', text: '+5', rounding: '5 0' } as const;

describe('a change of many prices', () => {
  it('is read with its sign, its percent and its rounding', () => {
    expect(priceChangeOf(draft, 'EUR')).toEqual({ price: { percent: '5', round: { step_minor: 5, less_minor: 0 } } });
    expect(priceChangeOf({ ...draft, text: '−12,5 %' }, 'EUR')).toMatchObject({ price: { percent: '-12.5' } });
    expect(priceChangeOf({ ...draft, way: 'amount', text: '-1.50' }, 'EUR')).toMatchObject({
      price: { amount_minor: -150 },
    });
    expect(priceChangeOf({ way: 'set', text: '9.99', rounding: '100 1' }, 'EUR')).toEqual({
      price: { set_minor: 999, round: { step_minor: 100, less_minor: 1 } },
    });
  });

  it('is refused with what would be accepted', () => {
    expect(priceChangeOf({ ...draft, text: 'much' }, 'EUR')).toBe('A percentage such as 5 or -12.5.');
    expect(priceChangeOf({ ...draft, way: 'set', text: '' }, 'EUR')).toBe('An amount such as 1.50.');
    expect(priceChangeOf({ ...draft, way: 'set', text: '-1' }, 'EUR')).toBe('A price is not below nothing.');
  });

  it('says what it is, and rounds in steps of its currency', () => {
    expect(changeWords({ price: { percent: '-5' } }, 'EUR')).toBe('prices, −5%');
    expect(roundings('EUR').map(({ value }) => value)).toEqual(['1 0', '5 0', '10 0', '50 0', '100 0', '100 1']);
    expect(roundings('JPY').map(({ value }) => value)).toEqual(['1 0', '10 0', '50 0', '100 0']);
  });
});
