/** What providers write, read without belief: everything that is not what it should be is NaN or null. */

/** 2000-01-01 and 2100-01-01: a time outside is a unit that was mistaken. */
const EARLIEST_MS = 946_684_800_000;
const LATEST_MS = 4_102_444_800_000;
/** More than any price has. */
const DIGITS_AFTER_POINT = 12;
const NUMBER_MAX = 1e15;
const PLAIN_DECIMAL = /^(\d{1,16})(?:\.(\d+))?$/;
const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)$/;
const UNIT_MS = { s: 1_000, ms: 1 } as const;

/**
 * A price as a scaled integer, rounded half up to the instrument's decimals on its digits, not as a float.
 * @returns NaN for what is no number; zero and less are returned as they are, for the board to refuse and count.
 */
export function readPrice(value: unknown, decimals: number): number {
  const text = typeof value === 'number' ? digitsOf(value) : typeof value === 'string' ? value.trim() : '';
  const negative = text.startsWith('-');
  const match = PLAIN_DECIMAL.exec(negative ? text.slice(1) : text);
  if (match === null) return Number.NaN;
  const [, whole = '', fraction = ''] = match;
  const kept = fraction.slice(0, decimals).padEnd(decimals, '0');
  const scaled = Number(whole + kept) + (Number(fraction[decimals] ?? 0) >= 5 ? 1 : 0);
  if (!Number.isSafeInteger(scaled)) return Number.NaN;
  return negative ? -scaled : scaled;
}

/** Pieces; 0 for what is no amount. */
export function readSize(value: unknown): number {
  const size = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof size === 'number' && size > 0 && size < NUMBER_MAX ? size : 0;
}

/** RFC 3339 text with up to nanoseconds as epoch milliseconds; NaN for anything else. */
export function readInstant(value: unknown): number {
  return typeof value === 'string' && RFC_3339.test(value) ? plausible(Date.parse(value)) : Number.NaN;
}

/** A number that counts `unit` since 1970 as epoch milliseconds; NaN for anything else. */
export function readTime(value: unknown, unit: keyof typeof UNIT_MS): number {
  return typeof value === 'number' ? plausible(Math.floor(value * UNIT_MS[unit])) : Number.NaN;
}

/** An object's fields, or null for anything else. */
export function readRecord(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

export function readList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function readText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function plausible(at_ms: number): number {
  return at_ms >= EARLIEST_MS && at_ms < LATEST_MS ? at_ms : Number.NaN;
}

function digitsOf(value: number): string {
  return Number.isFinite(value) && Math.abs(value) < NUMBER_MAX ? value.toFixed(DIGITS_AFTER_POINT) : '';
}
