import { MONEY_MINOR_MAX } from '../../../../contract/inventory-terms.ts';
import { currencyDigits, minorText } from '../../../../contract/minor-units.ts';
import { UNKNOWN } from './number.ts';

const LOCALE = 'en-US';
const formatters = new Map<string, Intl.NumberFormat>();

/** As `minorText`, for a field: what is not known is empty. */
export function minorToText(minor: number | null | undefined, currency: string): string {
  return minor === null || minor === undefined ? '' : minorText(minor, currency);
}

function formatter(currency: string, style: 'currency' | 'decimal' | 'short'): Intl.NumberFormat {
  const key = `${style} ${currency}`;
  let found = formatters.get(key);
  if (!found) {
    const places = currencyDigits(currency);
    const symbol = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const;
    found = new Intl.NumberFormat(LOCALE, {
      minimumFractionDigits: style === 'short' ? 0 : places,
      maximumFractionDigits: style === 'short' ? 1 : places,
      ...(style !== 'decimal' && symbol),
      ...(style === 'short' && { notation: 'compact' }),
    });
    formatters.set(key, found);
  }
  return found;
}

/** 123450 as "1,234.50"; an em dash for what is not known. */
export function formatMinor(minor: number | null, currency: string): string {
  if (minor === null) return UNKNOWN;
  return formatter(currency, 'decimal').format(minorText(minor, currency) as Intl.StringNumericLiteral);
}

/** 123450 as "$1,234.50"; an em dash for what is not known. */
export function formatMoney(minor: number | null | undefined, currency: string): string {
  if (minor === null || minor === undefined) return UNKNOWN;
  return formatter(currency, 'currency').format(minorText(minor, currency) as Intl.StringNumericLiteral);
}

/** 59900000 of EUR as "€599K": enough for an axis. */
export function formatMoneyShort(minor: number, currency: string): string {
  return formatter(currency, 'short').format(minorText(minor, currency) as Intl.StringNumericLiteral);
}

type ParsedMoney = { readonly minor: number | null } | { readonly wrong: string };

/**
 * Reads an amount as people and spreadsheets write it: "1,234.50", "1.234,50 €", "12,5". Empty text is no amount.
 * What can be read in two ways is refused, never guessed.
 */
export function parseMoney(text: string, currency: string): ParsedMoney {
  const plain = text.replace(/[\s\u00a0\u202f']|\p{Sc}|^[A-Za-z]{3}(?=[\s\d])|(?<=[\s\d])[A-Za-z]{3}$/gu, '');
  if (plain === '' || plain === '-' || plain === UNKNOWN) return { minor: null };
  if (!/^\d[\d.,]*$|^[.,]\d+$/.test(plain)) return { wrong: `“${text.trim()}” is no amount, such as 12.50.` };
  const places = currencyDigits(currency);
  const parts = separate(plain);
  if (parts === null) return { wrong: `“${plain}” can be read in two ways: leave out the thousands mark.` };
  const [whole, fraction] = parts;
  const rest = fraction.replace(/0+$/, '');
  if (rest.length > places)
    return { wrong: places === 0 ? `${currency} has no decimals.` : `${currency} has ${places} decimals.` };
  const minor = Number(whole + rest.padEnd(places, '0'));
  return minor <= MONEY_MINOR_MAX ? { minor } : { wrong: 'That is more than an amount may be.' };
}

/** As `parseMoney`, for who says in their own words what is wrong: undefined for what is no amount of the currency. */
export function readMoney(text: string, currency: string): number | null | undefined {
  const parsed = parseMoney(text, currency);
  return 'wrong' in parsed ? undefined : parsed.minor;
}

/** The digits before and after the decimal mark, or null when it is not clear which mark that is. */
function separate(text: string): readonly [string, string] | null {
  const marks = [...text.matchAll(/[.,]/g)].map(([mark]) => mark);
  const last = marks.at(-1);
  if (last === undefined) return [text, ''];
  const at = text.lastIndexOf(last);
  const [whole, fraction] = [text.slice(0, at), text.slice(at + 1)];
  const grouped = /^\d{1,3}([.,]\d{3})*$/.test(whole);
  if (marks.filter((mark) => mark === last).length > 1) {
    return /^\d{1,3}([.,]\d{3})+$/.test(text) && new Set(marks).size === 1 ? [text.replace(/[.,]/g, ''), ''] : null;
  }
  if (marks.length > 1) return grouped ? [whole.replace(/[.,]/g, ''), fraction] : null;
  if (fraction.length !== 3 || whole === '' || whole.length > 3 || whole === '0') return [whole, fraction];
  return last === ',' ? [whole + fraction, ''] : null;
}
