import { type Code, takeOff } from './discounts.ts';
import { shareOf, shareWithin, sumOf } from './rounding.ts';
import { type RateTable, shippingPrice } from './shipping.ts';
import type { OrderTax } from './tax.ts';

/** What one vendor's order is made of; amounts in minor units of one currency. */
export interface PartAsked {
  readonly lines: readonly { readonly unit_price_minor: number; readonly quantity: number }[];
  /** In the order in which they were entered; only those that may be used. */
  readonly codes: readonly Code[];
  /** Null: not chosen yet, and nothing counted for it. */
  readonly shipping: RateTable | null;
  readonly tax: OrderTax;
}

export interface LineTotals {
  readonly subtotal_minor: number;
  readonly discount_minor: number;
  /** Contained in the total, or added to it. */
  readonly tax_minor: number;
  /** With its tax where that is added. */
  readonly total_minor: number;
}

export interface PartTotals extends LineTotals {
  readonly lines: readonly LineTotals[];
  /** What each code took off. */
  readonly codes: readonly number[];
  readonly shipping_minor: number;
  /** Of the tax, for sending. */
  readonly shipping_tax_minor: number;
}

/**
 * Prices one vendor's order. Each line is rounded once for each code and once for its tax, sending once for its tax, halves
 * up; everything else is a sum of lines, so that nothing is lost between them.
 */
export function priceOf(asked: PartAsked): PartTotals {
  const { tax } = asked;
  const subtotals = asked.lines.map(({ unit_price_minor, quantity }) => unit_price_minor * quantity);
  const off = takeOff(subtotals, asked.codes);
  const lines = subtotals.map((subtotal_minor, place): LineTotals => {
    const discount_minor = off.lines[place] ?? 0;
    const left = subtotal_minor - discount_minor;
    const tax_minor = taxOn(left, tax);
    return { subtotal_minor, discount_minor, tax_minor, total_minor: left + addedOf(tax_minor, tax) };
  });
  const subtotal_minor = sumOf(subtotals);
  const discount_minor = sumOf(off.lines);
  const pieces = sumOf(asked.lines.map(({ quantity }) => quantity));
  const goods_minor = subtotal_minor - discount_minor;
  const shipping_minor = asked.shipping === null ? 0 : shippingPrice(asked.shipping, { goods_minor, pieces });
  const shipping_tax_minor = taxOn(shipping_minor, tax);
  const tax_minor = sumOf(lines.map((line) => line.tax_minor)) + shipping_tax_minor;
  return {
    lines,
    codes: off.codes,
    subtotal_minor,
    discount_minor,
    shipping_minor,
    shipping_tax_minor,
    tax_minor,
    total_minor: goods_minor + shipping_minor + addedOf(tax_minor, tax),
  };
}

/** The amounts of several vendors' orders together. */
export function togetherOf(parts: readonly PartTotals[]) {
  const sum = (of: (part: PartTotals) => number): number => sumOf(parts.map(of));
  return {
    subtotal_minor: sum((part) => part.subtotal_minor),
    discount_minor: sum((part) => part.discount_minor),
    shipping_minor: sum((part) => part.shipping_minor),
    tax_minor: sum((part) => part.tax_minor),
    total_minor: sum((part) => part.total_minor),
  };
}

function taxOn(amount: number, { mode, rate_bp }: OrderTax): number {
  if (mode === 'none') return 0;
  return mode === 'inclusive' ? shareWithin(amount, rate_bp) : shareOf(amount, rate_bp);
}

function addedOf(tax_minor: number, { mode }: OrderTax): number {
  return mode === 'exclusive' ? tax_minor : 0;
}
