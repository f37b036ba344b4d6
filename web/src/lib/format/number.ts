import { DECIMAL_PATTERN } from '../../../../contract/decimal.ts';

/**
 * Numbers as people read them. Prices stay decimal strings from the wire to the screen: `Intl.NumberFormat` reads a
 * string digit by digit, so nothing passes through a float. The interface is in English, and so are its numbers.
 */

export const MINUS = '\u2212';
/** Stands for what is not known; a zero would be a claim. */
export const UNKNOWN = '\u2014';
const LOCALE = 'en-US';

export type Direction = 'up' | 'down' | 'flat' | 'unknown';
type Decimal = string | null | undefined;

const formatters = new Map<string, Intl.NumberFormat>();

/** One formatter per shape, made once: making one costs a hundred times more than using it. */
function formatter(key: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  let found = formatters.get(key);
  if (!found) {
    found = new Intl.NumberFormat(LOCALE, options);
    formatters.set(key, found);
  }
  return found;
}

function fixed(text: string, decimals: number): string {
  const format = formatter(`fixed ${decimals}`, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    roundingMode: 'halfExpand',
    signDisplay: 'never',
  });
  return format.format(text as Intl.StringNumericLiteral);
}

/** Decimals a decimal string has. */
export function decimalsOf(text: string): number {
  const point = text.indexOf('.');
  return point === -1 ? 0 : text.length - point - 1;
}

/** Which way a change points; a change of "-0.00" is flat. */
export function directionOf(change: Decimal): Direction {
  if (change === null || change === undefined || !DECIMAL_PATTERN.test(change)) return 'unknown';
  if (!/[1-9]/.test(change)) return 'flat';
  return change.startsWith('-') ? 'down' : 'up';
}

/**
 * "113482.1000" as "113,482.10".
 * @param decimals the instrument's; without them, as many as the string has.
 */
export function formatPrice(price: Decimal, decimals?: number): string {
  if (price === null || price === undefined || !DECIMAL_PATTERN.test(price)) return UNKNOWN;
  const text = fixed(price, decimals ?? decimalsOf(price));
  return price.startsWith('-') && /[1-9]/.test(text) ? MINUS + text : text;
}

/** "-5.27" as "−5.27", "1.68" as "+1.68"; zero has no sign. */
export function formatChange(change: Decimal, decimals?: number): string {
  if (change === null || change === undefined || !DECIMAL_PATTERN.test(change)) return UNKNOWN;
  return signed(change, fixed(change, decimals ?? decimalsOf(change)));
}

/** "-1.5" as "−1.50%", always two decimals. */
export function formatPercent(percent: Decimal): string {
  if (percent === null || percent === undefined || !DECIMAL_PATTERN.test(percent)) return UNKNOWN;
  return `${signed(percent, fixed(percent, 2))}%`;
}

function signed(source: string, text: string): string {
  if (!/[1-9]/.test(text)) return text;
  return (source.startsWith('-') ? MINUS : '+') + text;
}

/**
 * 31204880 as "31.20M"; below a thousand every piece counts. Nothing traded, as with an index, is a dash. The full value
 * belongs into the label: `formatWhole`.
 */
export function formatVolume(volume: number | null | undefined): string {
  if (volume === null || volume === undefined || volume === 0 || !Number.isFinite(volume)) return UNKNOWN;
  if (volume < 1000) return formatWhole(volume);
  const format = formatter('compact', {
    notation: 'compact',
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  return format.format(volume);
}

/** 31204880 as "31,204,880". */
export function formatWhole(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return UNKNOWN;
  return formatter('whole', { maximumFractionDigits: 0 }).format(value);
}

/** 5000 as "5 s", 250 as "0.25 s". */
export function formatInterval(interval_ms: number): string {
  return `${formatter('seconds', { maximumFractionDigits: 2 }).format(interval_ms / 1000)} s`;
}
