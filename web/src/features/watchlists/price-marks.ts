import { DECIMAL_PATTERN } from '../../../../contract/decimal.ts';
import { formatPercent } from '../../lib/format/number.ts';
import { compareDecimals } from '../../lib/live/live-quote.ts';

/** As typed. */
export interface Marks {
  readonly price_above: string;
  readonly price_below: string;
}
export interface MarkValues {
  readonly price_above: string | null;
  readonly price_below: string | null;
}
export type MarkProblems = { readonly [K in keyof Marks | 'note' | 'section' | 'form']?: string };

/** What a person types as a price, as a decimal string: spaces and thousands separators are dropped; null when empty, undefined when it is none. */
export function priceOf(typed: string): string | null | undefined {
  const text = typed.replace(/[\s,_]/g, '').replace(/^(-?)\./, '$10.');
  if (text === '') return null;
  return DECIMAL_PATTERN.test(text) && !text.startsWith('-') && /[1-9]/.test(text) ? text : undefined;
}

/** Reads both marks; with problems there are no values. */
export function marksOf(typed: Marks): { readonly values: MarkValues | null; readonly problems: MarkProblems } {
  const [above, below] = [priceOf(typed.price_above), priceOf(typed.price_below)];
  const wrong = 'Enter a price, such as 200 or 200.50.';
  const problems = {
    ...(above === undefined && { price_above: wrong }),
    ...(below === undefined && { price_below: wrong }),
  };
  if (above === undefined || below === undefined) return { values: null, problems };
  if (above !== null && below !== null && compareDecimals(above, below) <= 0) {
    return { values: null, problems: { price_above: 'The mark above must be higher than the one below.' } };
  }
  return { values: { price_above: above, price_below: below }, problems: {} };
}

/** How far a typed price is from the newest one: "+1.74%"; null when either is unknown. */
export function distanceTo(typed: string, price: string | null): string | null {
  const mark = priceOf(typed);
  if (mark == null || price === null || !/[1-9]/.test(price)) return null;
  return formatPercent(((Number(mark) / Number(price) - 1) * 100).toFixed(2));
}
