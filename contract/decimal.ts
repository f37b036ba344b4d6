/**
 * Decimal strings and scaled integers. On the wire and in tables a price is a decimal string ("187.2300"); in memory
 * it is an integer count of 10^-decimals, which a JavaScript number holds exactly up to 2^53. No float ever holds money.
 */

/** An optional minus, digits, optionally a point and digits. No exponent, no plus, no leading zeros, no bare point. */
export const DECIMAL_PATTERN = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/**
 * Scaled integer of a decimal string, or null when it is not one, has more significant decimals than `decimals`,
 * or leaves the safe range. "1.50" with 4 decimals is 15000.
 */
export function parseScaled(text: string, decimals: number): number | null {
  if (!DECIMAL_PATTERN.test(text)) return null;
  const negative = text.startsWith('-');
  const [whole = '', fraction = ''] = (negative ? text.slice(1) : text).split('.');
  if (/[1-9]/.test(fraction.slice(decimals))) return null;
  const scaled = Number(whole + fraction.slice(0, decimals).padEnd(decimals, '0'));
  if (!Number.isSafeInteger(scaled)) return null;
  return negative && scaled !== 0 ? -scaled : scaled;
}

/** Decimal string of a scaled integer, always with `decimals` digits after the point. 15000 with 4 decimals is "1.5000". */
export function formatScaled(scaled: number, decimals: number): string {
  if (decimals === 0) return String(scaled);
  const negative = scaled < 0;
  const digits = String(negative ? -scaled : scaled).padStart(decimals + 1, '0');
  const text = `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return negative ? `-${text}` : text;
}

/** `change / base` in percent with two decimals, rounded half away from zero, or null without a base: "-0.36". */
export function percentOf(change: number, base: number): string | null {
  if (base <= 0) return null;
  const hundredths = Math.round((Math.abs(change) / base) * 10_000);
  return formatScaled(change < 0 && hundredths !== 0 ? -hundredths : hundredths, 2);
}
