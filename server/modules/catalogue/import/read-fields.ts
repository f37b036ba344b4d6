import { IMAGE_URL_LENGTH_MAX } from '../../../../contract/inventory-catalogue.ts';
import { type CardRecord, WrongRow } from './card-record.ts';

/** One row of a source's file: what anybody may have written. */
export type Row = Readonly<Record<string, unknown>>;

/** Turns a row into what it tells; null where the row is none of this source. */
export type ReadRow = (row: Row, options: ReadOptions) => CardRecord[] | null;
export interface ReadOptions {
  /** Instead of the source's own game. */
  readonly game?: string;
  /** BCP 47; of rows that do not tell their own. */
  readonly language?: string;
}

export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function rowIn(row: Row, field: string): Row {
  const value = row[field];
  return isRow(value) ? value : {};
}

/** A text that must be there. @throws WrongRow */
export function needed(row: Row, field: string, max: number): string {
  const value = maybe(row, field, max);
  if (value === null) throw new WrongRow(`"${field}" is missing`);
  return value;
}

/** A text or a number, as text; null where there is none. @throws WrongRow where it is longer than `max`, or something else. */
export function maybe(row: Row, field: string, max: number): string | null {
  const value = row[field];
  if (value === undefined || value === null || value === '') return null;
  if (typeof value !== 'string' && typeof value !== 'number') throw new WrongRow(`"${field}" is no text`);
  const text = String(value).trim();
  if (text.length > max) throw new WrongRow(`"${field}" has more than ${max} letters`);
  if (/\p{Cc}/u.test(text) || !text.isWellFormed()) throw new WrongRow(`"${field}" has letters nobody can read`);
  return text === '' ? null : text;
}

/** "1999-01-09" and "1999/01/09"; null where there is none. @throws WrongRow */
export function dateIn(row: Row, field: string): string | null {
  const text = maybe(row, field, 40);
  if (text === null) return null;
  const [, year, month, day] = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})/.exec(text) ?? [];
  const iso = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  const parsed = new Date(`${iso}T00:00:00Z`);
  if (Number.isNaN(parsed.getTime()) || !parsed.toISOString().startsWith(iso))
    throw new WrongRow(`"${field}" is no date: ${text}`);
  return iso;
}

export function wholeIn(row: Row, field: string): number | null {
  const value = row[field];
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 && value < 1_000_000 ? value : null;
}

/** An https address, or null: a picture is no reason to refuse a card. */
export function imageIn(row: Row, field: string): string | null {
  const value = row[field];
  if (typeof value !== 'string' || value.length > IMAGE_URL_LENGTH_MAX || !URL.canParse(value)) return null;
  return new URL(value).protocol === 'https:' ? value : null;
}

export function textsIn(row: Row, field: string): string[] {
  const value = row[field];
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

export const NAME_MAX = 200;
export const NUMBER_MAX = 40;
export const SET_CODE_MAX = 40;
export const SET_NAME_MAX = 120;
export const SOURCE_ID_MAX = 80;
export const SHORT_MAX = 60;
export const ARTIST_MAX = 120;
