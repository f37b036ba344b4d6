import type { BulkChangeView } from '../../../../contract/inventory-bulk.ts';

export type PriceChange = NonNullable<BulkChangeView['price']>;

/** An exact fraction; the denominator is above 0. */
interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

/**
 * The price that a change makes of another, in minor units. It is reckoned exactly and rounded once, to a price of the
 * form `k * step_minor - less_minor`; what lies halfway between two goes up. A price above 0 stays above 0, whatever the
 * rounding; only a change to exactly 0 makes it 0.
 *
 * @param price_minor null where there is none: then `set_minor` alone can make one.
 * @returns null where there is no price to reckon from; below 0 where the change itself, before rounding, falls below 0.
 */
export function newPrice(price_minor: number | null, change: PriceChange): number | null {
  const exact = changed(price_minor, change);
  if (exact === null) return null;
  if (exact.over < 0n) return -1;
  if (exact.over === 0n) return 0;
  return Number(rounded(exact, change.round));
}

function changed(price_minor: number | null, { percent, amount_minor, set_minor }: PriceChange): Fraction | null {
  if (set_minor !== undefined) return { over: BigInt(set_minor), under: 1n };
  if (price_minor === null) return null;
  const price = BigInt(price_minor);
  if (amount_minor !== undefined) return { over: price + BigInt(amount_minor), under: 1n };
  const [whole = '0', decimals = ''] = (percent ?? '0').split('.');
  const hundred = 100n * 10n ** BigInt(decimals.length);
  return { over: price * (hundred + BigInt(whole + decimals)), under: hundred };
}

function rounded({ over, under }: Fraction, { step_minor, less_minor, way }: PriceChange['round']): bigint {
  const [step, less] = [BigInt(step_minor), BigInt(less_minor)];
  // How many steps the price is, once what is taken off at the end is added to it.
  const steps: Fraction = { over: over + less * under, under: under * step };
  const found = { nearest: halfUp, up: ceiling, down: floor }[way](steps);
  const lowest = less / step + 1n; // the first whose price is above 0
  return (found < lowest ? lowest : found) * step - less;
}

function floor({ over, under }: Fraction): bigint {
  return over / under;
}

function ceiling({ over, under }: Fraction): bigint {
  return (over + under - 1n) / under;
}

function halfUp({ over, under }: Fraction): bigint {
  return (2n * over + under) / (2n * under);
}
