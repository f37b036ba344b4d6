import { shareOf } from './pricing/rounding.ts';

/**
 * What the operator keeps of an amount, in minor units: hundredths of a percent, a half rounded up. Of an order it is
 * reckoned from what is left of it, so that what is given back with all its refunds is exactly what was taken.
 */
export function commissionOf(amount_minor: number, commission_bp: number): number {
  return shareOf(amount_minor, commission_bp);
}
