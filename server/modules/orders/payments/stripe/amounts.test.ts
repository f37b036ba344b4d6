import { describe, expect, it } from 'vitest';
import { fromStripeAmount, toStripeAmount } from './amounts.ts';

describe("Stripe's amounts", () => {
  it.each([
    ['USD', 12_50, 1250, 'hundredths'],
    ['EUR', 1, 1, 'hundredths'],
    ['JPY', 500, 500, 'whole units'],
    ['KRW', 1_000, 1_000, 'whole units'],
    ['HUF', 175, 17_500, 'whole with us, hundredths for charges there'],
    ['TWD', 800_45, 80_045, 'hundredths for charges'],
    ['ISK', 5, 500, 'whole units written as hundredths'],
    ['UGX', 5, 500, 'whole units written as hundredths'],
    ['KWD', 5_120, 5_120, 'thousandths whose last digit is 0'],
  ])('of %s %i are %i: %s', (currency, minor, amount) => {
    expect(toStripeAmount(minor, currency)).toBe(amount);
    expect(fromStripeAmount(amount, currency)).toBe(minor);
  });

  it('are refused where they would have to be rounded or are too long', () => {
    expect(toStripeAmount(5_124, 'KWD')).toBeNull();
    expect(toStripeAmount(10_000_000_000, 'HUF')).toBeNull();
    expect(() => fromStripeAmount(550, 'ISK')).toThrow(RangeError);
  });
});
