import { expect, it } from 'vitest';
import { isOddLot } from './round-lot.ts';

it.each([
  [99, 250, true],
  [100, 250, false],
  [39, 250.01, true],
  [40, 1_000, false],
  [9, 1_000.01, true],
  [10, 10_000, false],
  [1, 10_000.01, false],
  [0.5, 700_000, true],
])('takes %d pieces at %d dollars for an odd lot: %s', (size, price, odd) => {
  expect(isOddLot(size, price)).toBe(odd);
});

it('takes a trade of unknown size as it is', () => {
  expect(isOddLot(0, 10)).toBe(false);
});
