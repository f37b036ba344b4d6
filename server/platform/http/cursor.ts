import { createHmac, timingSafeEqual } from 'node:crypto';
import type { z } from 'zod';
import { AppError } from '../../../contract/errors.ts';
import { CURSOR_LENGTH_MAX } from '../../../contract/fields.ts';

/** Where a page ended: any JSON, such as `[sort_key, id]`. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [member: string]: JsonValue };

const SIGNATURE_BYTES = 16;

/**
 * Turns the place where a page ended into text that callers hand back as it is and cannot make themselves. The same
 * key and value give the same text, so that a page's ETag does not change without reason.
 *
 * @param key of this list: `platform.secrets.derive('cursor.watchlists')`; cursors of one list then fail at another.
 * @param value at most about 340 bytes as JSON; a longer one breaks CURSOR_LENGTH_MAX and is a fault of ours.
 */
export function encodeCursor(key: Buffer, value: JsonValue): string {
  const payload = Buffer.from(JSON.stringify(value), 'utf8');
  const text = Buffer.concat([sign(key, payload), payload]).toString('base64url');
  if (text.length > CURSOR_LENGTH_MAX) throw new RangeError(`A cursor of ${text.length} characters is too long`);
  return text;
}

/**
 * Reads a cursor that `encodeCursor` made with the same key.
 * @throws AppError `cursor_invalid` for anything else, whatever is wrong with it.
 */
export function decodeCursor<Schema extends z.ZodType>(key: Buffer, text: string, schema: Schema): z.output<Schema> {
  if (text.length > CURSOR_LENGTH_MAX || !/^[A-Za-z0-9_-]+$/.test(text)) throw refused();
  const bytes = Buffer.from(text, 'base64url');
  // Base64 has several spellings of one value; only ours is taken.
  if (bytes.length <= SIGNATURE_BYTES || bytes.toString('base64url') !== text) throw refused();
  const payload = bytes.subarray(SIGNATURE_BYTES);
  if (!timingSafeEqual(bytes.subarray(0, SIGNATURE_BYTES), sign(key, payload))) throw refused();
  const parsed = schema.safeParse(JSON.parse(payload.toString('utf8')));
  if (!parsed.success) throw refused();
  return parsed.data;
}

function sign(key: Buffer, payload: Buffer): Buffer {
  return createHmac('sha256', key).update(payload).digest().subarray(0, SIGNATURE_BYTES);
}

function refused(): AppError {
  return new AppError('cursor_invalid', { pointer: '?cursor' });
}
