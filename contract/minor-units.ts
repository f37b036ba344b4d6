import { formatScaled } from './decimal.ts';

/** Amounts in whole minor units, as the wire has them: 1250 is 12.50 USD and 1250 JPY. Nothing passes through a float. */

const digits = new Map<string, number>();

/** Decimals of a currency: 2 for USD, 0 for JPY, 3 for KWD. */
export function currencyDigits(currency: string): number {
  let found = digits.get(currency);
  if (found === undefined) {
    found = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
    digits.set(currency, found);
  }
  return found;
}

/** 1250 of USD as "12.50", without the currency. */
export function minorText(minor: number, currency: string): string {
  return formatScaled(minor, currencyDigits(currency));
}
