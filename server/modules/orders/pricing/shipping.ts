import type { ShippingRate } from '../tables-selling.ts';

/** A table of rates: what it counts, and its steps rising from 0. */
export interface RateTable {
  readonly basis: 'subtotal' | 'pieces';
  readonly rates: readonly ShippingRate[];
}

/**
 * What sending costs, in minor units: the highest step that is reached. By value, the goods count as they are paid for:
 * after every code, before tax that is added.
 */
export function shippingPrice(
  table: RateTable,
  goods: { readonly goods_minor: number; readonly pieces: number },
): number {
  const reached = table.basis === 'pieces' ? goods.pieces : goods.goods_minor;
  return table.rates.findLast((rate) => rate.at_least <= reached)?.price_minor ?? 0;
}

/** Whether a method sends there; a method without countries sends everywhere, and an unknown address is everywhere. */
export function reaches(countries: readonly string[], country: string | null): boolean {
  return countries.length === 0 || country === null || countries.includes(country);
}
