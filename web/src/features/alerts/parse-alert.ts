import type { ConditionType } from '../../../../contract/alerts.ts';
import { DECIMAL_PATTERN } from '../../../../contract/decimal.ts';

/** What a line such as "alert aapl > 200" asks for. */
export type AlertLine =
  | {
      readonly kind: 'rule';
      readonly symbol: string;
      /** Null: above or below, whichever the price is not. */
      readonly condition_type: ConditionType | null;
      readonly value: string;
    }
  /** Begun, and not complete or not understood: what to type. */
  | { readonly kind: 'unfinished'; readonly symbol: string; readonly problem: string };

const OPERATORS: readonly (readonly [RegExp, ConditionType])[] = [
  [/^(?:>=?|≥|above|over|rises? (?:above|to))(?=[\s\d.,]|$)/i, 'PRICE_ABOVE'],
  [/^(?:<=?|≤|below|under|falls? (?:below|to))(?=[\s\d.,]|$)/i, 'PRICE_BELOW'],
  [/^cross(?:es)? (?:up|above|over)(?=[\s\d.,]|$)/i, 'CROSSES_UP'],
  [/^cross(?:es)? (?:down|below|under)(?=[\s\d.,]|$)/i, 'CROSSES_DOWN'],
  [/^(?:cross(?:es)?|x)(?=[\s\d.,]|$)/i, 'CROSSES'],
];
const EXAMPLE = 'Type what to wait for: > 200, < 150, crosses 180 or -5%.';

/**
 * Reads "alert aapl > 200", "alert btc -5%", "alert nvda crosses 180", "alert aapl 200".
 * @returns null for a line that is no alert; a half-typed one says what is missing.
 */
export function parseAlert(line: string): AlertLine | null {
  const match = /^\s*alert\s+([a-z0-9^][a-z0-9.^=/$+-]*?)(?=[\s<>≥≤]|$)\s*(.*?)\s*$/i.exec(line);
  if (match?.[1] === undefined) return null;
  const symbol = match[1].toUpperCase();
  const rest = match[2] ?? '';
  if (rest === '') return { kind: 'unfinished', symbol, problem: EXAMPLE };
  const percent = /^([+\-−]?)\s*([\d.,]+)\s*%$/.exec(rest);
  if (percent) return percentLine(symbol, percent[1] ?? '', percent[2] ?? '');
  const found = OPERATORS.find(([pattern]) => pattern.test(rest));
  const typed = found ? rest.replace(found[0], '').trim() : rest;
  const value = numberOf(typed);
  if (value === null) {
    const problem = typed === '' ? 'Type a price after it, such as 200.' : found ? `“${typed}” is no price.` : EXAMPLE;
    return { kind: 'unfinished', symbol, problem };
  }
  return { kind: 'rule', symbol, condition_type: found?.[1] ?? null, value };
}

function percentLine(symbol: string, sign: string, digits: string): AlertLine {
  const value = numberOf(digits);
  if (value === null) return { kind: 'unfinished', symbol, problem: `“${digits}%” is no percentage.` };
  const falls = sign === '-' || sign === '−';
  if (falls && Number(value) >= 100) return { kind: 'unfinished', symbol, problem: 'A price cannot fall by 100%.' };
  return { kind: 'rule', symbol, condition_type: 'PERCENT_CHANGE', value: falls ? `-${value}` : value };
}

/** A number above 0 as people type it; separators of thousands are dropped. */
export function numberOf(typed: string): string | null {
  const text = typed
    .replace(/[\s,_$€£]/g, '')
    .replace(/^\./, '0.')
    .replace(/^0+(?=\d)/, '')
    .replace(/\.$/, '');
  return DECIMAL_PATTERN.test(text) && !text.startsWith('-') && /[1-9]/.test(text) ? text : null;
}
