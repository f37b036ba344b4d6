/**
 * Comparisons of decimal strings without rounding, whatever their length: the truth behind every firing. Inputs match
 * DECIMAL_PATTERN, as PostgreSQL writes a numeric.
 */
interface Exact {
  readonly units: bigint;
  /** Digits after the point. */
  readonly scale: number;
}

/** @returns below 0, 0, or above 0, as `left` is less than, equal to or more than `right`. */
export function compareDecimals(left: string, right: string): number {
  const [a, b] = aligned(left, right);
  return sign(a - b);
}

/** Compares the change from `base` to `price`, in percent of `base`, with `percent`. `base` is above 0. */
export function compareChange(change: { readonly price: string; readonly base: string }, percent: string): number {
  const [price, base] = aligned(change.price, change.base);
  const wanted = exact(percent);
  return sign((price - base) * 100n * 10n ** BigInt(wanted.scale) - wanted.units * base);
}

/**
 * Whether `price` is as far from `level` as the hysteresis band, or farther: 0.1 % of the level, but at least one tick.
 * @param decimals of the instrument's prices: one tick is 10^-decimals.
 */
export function isPastBand(price: string, level: string, decimals: number): boolean {
  const scale = Math.max(exact(price).scale, exact(level).scale, decimals);
  const [at, from] = [unitsAt(price, scale), unitsAt(level, scale)];
  const distance = at > from ? at - from : from - at;
  return distance * 1000n >= from && distance >= 10n ** BigInt(scale - decimals);
}

/** The change from `base` to `price` in percent with two decimals, rounded half away from zero: "-0.36". */
export function changePercent(price: string, base: string): string {
  const [to, from] = aligned(price, base);
  const change = (to < from ? from - to : to - from) * 10_000n;
  const hundredths = (2n * change + from) / (2n * from);
  const digits = String(hundredths).padStart(3, '0');
  return `${to < from && hundredths > 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Decimal digits of a number, without an exponent: what it is exactly as its shortest text says. */
export function decimalOf(value: number): string {
  const text = String(value);
  const [digits = '', exponent] = text.split('e');
  if (exponent === undefined) return text;
  const [whole = '', fraction = ''] = digits.split('.');
  const shift = Number(exponent);
  if (shift >= 0) return whole + fraction.padEnd(shift, '0');
  return `0.${'0'.repeat(-shift - 1)}${whole}${fraction}`;
}

function exact(text: string): Exact {
  const [whole = '', fraction = ''] = text.split('.');
  return { units: BigInt(whole + fraction), scale: fraction.length };
}

function unitsAt(text: string, scale: number): bigint {
  const value = exact(text);
  return value.units * 10n ** BigInt(scale - value.scale);
}

function aligned(left: string, right: string): [bigint, bigint] {
  const [a, b] = [exact(left), exact(right)];
  if (a.scale === b.scale) return [a.units, b.units];
  return a.scale > b.scale
    ? [a.units, b.units * 10n ** BigInt(a.scale - b.scale)]
    : [a.units * 10n ** BigInt(b.scale - a.scale), b.units];
}

function sign(value: bigint): number {
  if (value === 0n) return 0;
  return value > 0n ? 1 : -1;
}
