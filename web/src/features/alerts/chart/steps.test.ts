import { describe, expect, it } from 'vitest';
import { rounded, stepped } from './steps.ts';

describe('moving a level with the arrow keys', () => {
  it.each([
    ['182.00', 1, 2, '182.10'],
    ['182.00', -10, 2, '181.00'],
    ['182.03', 1, 2, '182.10'],
    ['113482.10', 1, 2, '113600.00'],
    ['1.16482', -1, 5, '1.16400'],
    ['0.02', -1, 2, '0.01'],
  ])('%s by %i is round', (level, by, decimals, wanted) => {
    expect(stepped(level, by, decimals)).toBe(wanted);
  });

  it('stops above nothing', () => {
    expect(stepped('0.01', -1, 2)).toBeNull();
    expect(rounded(-3, 2)).toBeNull();
    expect(rounded(0.001, 2)).toBeNull();
  });
});
