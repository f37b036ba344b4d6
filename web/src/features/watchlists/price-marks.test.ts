import { describe, expect, it } from 'vitest';
import { distanceTo, marksOf, priceOf } from './price-marks.ts';

describe('price marks as people type them', () => {
  it('takes thousands separators and a bare point', () => {
    expect(priceOf(' 113,482.10 ')).toBe('113482.10');
    expect(priceOf('.5')).toBe('0.5');
    expect(priceOf('')).toBeNull();
  });

  it('refuses what is no price above zero', () => {
    for (const typed of ['20o', '-5', '0', '0.00', '1e3', 'NaN', '--1']) expect(priceOf(typed)).toBeUndefined();
  });

  it('refuses marks that are crossed or equal, and says which field to change', () => {
    expect(marksOf({ price_above: '10', price_below: '10.0' }).problems).toHaveProperty('price_above');
    expect(marksOf({ price_above: '9', price_below: '10' }).values).toBeNull();
    expect(marksOf({ price_above: '200', price_below: '' }).values).toEqual({ price_above: '200', price_below: null });
  });

  it('tells the distance from the newest price', () => {
    expect(distanceTo('200', '196.58')).toBe('+1.74%');
    expect(distanceTo('188', '196.58')).toBe('\u22124.36%');
    expect(distanceTo('x', '196.58')).toBeNull();
    expect(distanceTo('200', null)).toBeNull();
  });
});
