import { z } from 'zod';
import { DECIMAL_PATTERN } from './decimal.ts';
import { PAGE_LIMIT_DEFAULT, PAGE_LIMIT_MAX } from './endpoint.ts';

/** Fields that several schemas share. */

/** One spelling of each: caches, signals and sockets compare ids as text. */
export const Id = z.uuid().toLowerCase();
export const IdParams = z.strictObject({ id: Id });
/** RFC 3339 in UTC with milliseconds: 2026-11-20T14:18:04.123Z */
export const Time = z.iso.datetime({ precision: 3 });

export const SYMBOL_LENGTH_MAX = 24;
/** A ticker as people write it: letters, digits, and . - ^ = / $ + between them (`BRK.B`, `ABR$D`). Compared in upper case. */
export const Symbol = z
  .string()
  .trim()
  .min(1)
  .max(SYMBOL_LENGTH_MAX)
  .regex(/^[A-Za-z0-9^][A-Za-z0-9.^=/$+-]*$/, 'A symbol is made of letters, digits and . - ^ = / $ +')
  .toUpperCase();
export const SymbolParams = z.strictObject({ symbol: Symbol });

/** A price or an amount in decimal digits: "187.2300". */
export const Decimal = z.string().max(32).regex(DECIMAL_PATTERN, 'A decimal number such as "187.23"');
/** A number a person sends, of either sign: a decimal string, or a JSON number, which is read as it is written. */
export const DecimalInput = z
  .union([z.string().trim().max(24), z.number().finite()])
  .transform((value) => (typeof value === 'number' ? numberAsDecimal(value) : value))
  .pipe(Decimal);
/** A price a person sends: a decimal string, or a JSON number, which is read as it is written. Greater than zero. */
export const PriceInput = z
  .union([z.string().trim().max(24), z.number().positive().finite()])
  .transform((value) => (typeof value === 'number' ? numberAsDecimal(value) : value))
  .pipe(Decimal)
  .refine((text) => !text.startsWith('-') && /[1-9]/.test(text), 'A price is greater than 0');

/** Digits of a number without an exponent: 1e-7 becomes "0.0000001". */
function numberAsDecimal(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text;
  return Math.abs(value) < 1 ? value.toFixed(20).replace(/0+$/, '') : BigInt(value).toString();
}

export const Limit = z.coerce.number().int().min(1).max(PAGE_LIMIT_MAX).default(PAGE_LIMIT_DEFAULT);
export const CURSOR_LENGTH_MAX = 512;
export const Cursor = z.string().min(1).max(CURSOR_LENGTH_MAX);
export const Page = z.strictObject({ limit: Limit, cursor: Cursor.optional() });

// oxlint-disable-next-line no-control-regex -- what is refused: control characters, tab and line ends aside
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** Refuses control characters and lone surrogates, which neither people type nor PostgreSQL stores. */
export function text(options: { readonly min: number; readonly max: number }) {
  return z
    .string()
    .trim()
    .min(options.min)
    .max(options.max)
    .refine((value) => !CONTROL.test(value) && value.isWellFormed(), 'Control characters are not allowed');
}
