import { describe, expect, it } from 'vitest';
import { distanceOf, isReached, type Measured, nearest } from './distance.ts';

const rule = (changes: Partial<Measured>): Measured => ({
  condition_type: 'PRICE_ABOVE',
  threshold_value: '200',
  threshold_upper: null,
  basis: null,
  price_at_creation: '190.00',
  ...changes,
});
const standing = { price: '196.58', previous_close: '194.90', volume: 400 };

describe('how far a rule is from its target', () => {
  it('is told in percent of the price, signed by the way it has to go', () => {
    expect(distanceOf(rule({}), standing)?.percent).toBe('1.74');
    expect(distanceOf(rule({ condition_type: 'PRICE_BELOW', threshold_value: '188' }), standing)?.percent).toBe(
      '-4.36',
    );
  });

  it('goes to the nearer end of a range', () => {
    const range = rule({ condition_type: 'RANGE_LEAVE', threshold_value: '196', threshold_upper: '250' });
    expect(distanceOf(range, standing)?.percent).toBe('-0.30');
  });

  it('counts a change from what it is measured from, and does not guess where that is unknown', () => {
    const change = rule({ condition_type: 'PERCENT_CHANGE', threshold_value: '3', basis: 'PREVIOUS_CLOSE' });
    expect(distanceOf(change, standing)?.percent).toBe('2.12');
    expect(distanceOf({ ...change, basis: 'CREATION' }, standing)?.percent).toBe('-0.45');
    expect(distanceOf({ ...change, basis: 'WINDOW' }, standing)).toBeNull();
    expect(distanceOf(change, undefined)).toBeNull();
  });

  it('of volume is what has still to be traded', () => {
    const volume = rule({ condition_type: 'VOLUME_ABOVE', threshold_value: '1000' });
    expect(distanceOf(volume, standing)).toMatchObject({ percent: '60.00', of_volume: true, near: false });
  });

  it('is near within one percent, and its bar is fuller the nearer it is', () => {
    const far = distanceOf(rule({ threshold_value: '220' }), standing);
    const close = distanceOf(rule({ threshold_value: '197' }), standing);
    expect(far?.near).toBe(false);
    expect(close?.near).toBe(true);
    expect(close?.fill).toBeGreaterThan(far?.fill ?? 1);
    expect(nearest([far, null, close])).toBe(close);
    expect(nearest([null])).toBeNull();
  });
});

describe('a level', () => {
  it('is reached at the very price, and an edge only by crossing', () => {
    expect(isReached('PRICE_ABOVE', '200', '200.00')).toBe(true);
    expect(isReached('PRICE_BELOW', '200', '200.01')).toBe(false);
    expect(isReached('CROSSES', '200', '200.00')).toBe(false);
  });
});
