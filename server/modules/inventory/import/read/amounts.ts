import { currencyDigits } from '../../../../../contract/minor-units.ts';
import { parseScaled } from '../../../../../contract/decimal.ts';
import { MONEY_MINOR_MAX } from '../../../../../contract/inventory-terms.ts';
import { Currency } from '../../../../../contract/inventory-vendors.ts';

/** Numbers as people of many countries write them. Nothing passes through a float. */

/** More are more than MONEY_MINOR_MAX in any currency. */
const AMOUNT_DIGITS_MAX = 13;
/** Characters of an amount with all that stands around it. Taking a long cell apart costs the cube of its length. */
const AMOUNT_LENGTH_MAX = 60;
/** Spaces and apostrophes that stand between thousands. */
const GROUP_SPACE = /(?<=\d)[\s\u00a0\u202f\u2009'’](?=\d{3}(?!\d))/g;
const SIGNS: Readonly<Record<string, readonly string[]>> = {
  $: ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD', 'MXN', 'TWD', 'CLP', 'ARS', 'COP'],
  us$: ['USD'],
  usd$: ['USD'],
  a$: ['AUD'],
  au$: ['AUD'],
  c$: ['CAD'],
  ca$: ['CAD'],
  nz$: ['NZD'],
  s$: ['SGD'],
  hk$: ['HKD'],
  r$: ['BRL'],
  '€': ['EUR'],
  euro: ['EUR'],
  '£': ['GBP'],
  '¥': ['JPY', 'CNY'],
  円: ['JPY'],
  kr: ['SEK', 'NOK', 'DKK', 'ISK'],
  'kr.': ['SEK', 'NOK', 'DKK', 'ISK'],
  zł: ['PLN'],
  kč: ['CZK'],
  '₹': ['INR'],
  '₩': ['KRW'],
  ft: ['HUF'],
  fr: ['CHF'],
  'fr.': ['CHF'],
  sfr: ['CHF'],
};

/**
 * A plain decimal, "1234.56", of "1.234,56", "1,234.56", "1 234,56" or "1'234.56". A single separator before three
 * digits can be either: there `decimal_comma` says which.
 * @returns null for what is no number.
 */
export function decimalOf(cell: string, decimal_comma: boolean): string | null {
  const text = cell
    .trim()
    .replace(/^[−–]/, '-')
    .replace(GROUP_SPACE, '')
    .replace(/,[-–—]+$/, '');
  const match = /^([+-]?)(\d[\d.,]*|[.,]\d+)$/.exec(text);
  if (match === null) return null;
  const [, sign = '', body = ''] = match;
  const point = decimalPointOf(body) ?? (decimal_comma ? ',' : '.');
  const group = point === ',' ? '.' : ',';
  const [whole = '', fraction, more] = body.split(point);
  if (more !== undefined || fraction?.includes(group) || !isGrouped(whole, group)) return null;
  const digits = whole.replaceAll(group, '').replace(/^0+(?=\d)/, '') || '0';
  const text_of = fraction === undefined || fraction === '' ? digits : `${digits}.${fraction}`;
  return sign === '-' ? `-${text_of}` : text_of;
}

/** Which sign stands before the decimals, where the number by itself shows it. */
export function decimalPointOf(body: string): '.' | ',' | null {
  const marks = body.replace(/[^.,]/g, '');
  const last = marks.at(-1) as '.' | ',' | undefined;
  if (last === undefined) return null;
  if (marks.includes('.') && marks.includes(',')) return last;
  if (marks.length > 1) return last === '.' ? ',' : '.';
  const [whole = '', fraction = ''] = body.replace(/^[^\d.,]+|[^\d]+$/g, '').split(last);
  if (fraction === '') return null;
  return fraction.length !== 3 || /^0?$/.test(whole) || whole.length > 3 ? last : null;
}

function isGrouped(whole: string, group: string): boolean {
  const [first = '', ...others] = whole.split(group);
  return others.length === 0 || (/^\d{1,3}$/.test(first) && others.every((part) => /^\d{3}$/.test(part)));
}

export type MoneyProblem =
  | 'amount_invalid'
  | 'amount_negative'
  | 'amount_too_precise'
  | 'amount_too_large'
  | 'currency_unknown'
  | 'currency_ambiguous'
  | 'currency_conflict';

export interface MoneyRules {
  readonly decimal_comma: boolean;
  /** Where the cell names none. */
  readonly currency: string;
  /** The row itself names `currency`: a sign of another one contradicts it. */
  readonly is_said: boolean;
  /** The column counts cents. */
  readonly in_minor: boolean;
}

/** An amount with or without a sign or a code of its currency: "$50.28", "1.234,56 €", "EUR 5". */
export function moneyOf(
  cell: string,
  rules: MoneyRules,
): { readonly minor: number; readonly currency: string } | MoneyProblem {
  if (cell.length > AMOUNT_LENGTH_MAX) return 'amount_invalid';
  const { number, sign } = withoutSign(cell);
  const { currency, problem } = sign === '' ? { currency: rules.currency, problem: null } : currencyOfSign(sign, rules);
  if (problem !== null) return decimalOf(number, rules.decimal_comma) === null ? 'amount_invalid' : problem;
  const digits = rules.in_minor ? 0 : currencyDigits(currency);
  // Where a currency has no decimals, what stands before three digits parts thousands.
  const text = decimalOf(number, digits === 0 ? !number.includes(',') : rules.decimal_comma);
  if (text === null) return 'amount_invalid';
  if (text.startsWith('-') && /[1-9]/.test(text)) return 'amount_negative';
  const [whole = ''] = text.split('.');
  if (whole.length > AMOUNT_DIGITS_MAX) return 'amount_too_large';
  const minor = parseScaled(text.replace('-', ''), digits);
  if (minor === null) return 'amount_too_precise';
  return minor > MONEY_MINOR_MAX ? 'amount_too_large' : { minor, currency };
}

function withoutSign(cell: string): { readonly number: string; readonly sign: string } {
  const match = /^([+\-−–]?)\s*([^\d\s+.,\-−–][^\d+,\-−–]*?)?\s*([+\-−–]?[\d.,].*?)\s*([^\d\s.,'’\-–—][^\d]*)?$/u.exec(
    cell.trim(),
  );
  if (match === null) return { number: cell, sign: '' };
  const [, outer = '', before = '', number = '', after = ''] = match;
  return { number: `${outer}${number}`.trim(), sign: `${before}${after}`.trim().toLowerCase() };
}

function currencyOfSign(
  sign: string,
  rules: MoneyRules,
): { readonly currency: string; readonly problem: MoneyProblem | null } {
  const code = Currency.safeParse(sign);
  const meant = SIGNS[sign] ?? (code.success ? [code.data] : []);
  const [currency = ''] = meant;
  if (meant.includes(rules.currency)) return { currency: rules.currency, problem: null };
  if (meant.length === 0) return { currency, problem: 'currency_unknown' };
  if (rules.is_said) return { currency, problem: 'currency_conflict' };
  return { currency, problem: meant.length === 1 ? null : 'currency_ambiguous' };
}
