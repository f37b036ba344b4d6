import { isUtf8 } from 'node:buffer';
import { AppError } from '../../../../../contract/errors.ts';
import type { Reading } from './types.ts';

type Encoding = Reading['encoding'];

/** Bytes looked at for the zeros that give UTF-16 away. */
const SAMPLE_BYTES = 4096;
/** A character of UTF-8 that is cut off leaves at most so many bytes. */
const CUT_BYTES_MAX = 3;
/** Bytes of which broken characters are counted. */
const BROKEN_BYTES = 1024 * 1024;

/** Files that people take for a table because a spreadsheet opens them, by how they begin. */
const OTHER_FORMATS: readonly (readonly [string, string])[] = [
  [
    'PK\u0003\u0004',
    'This is a workbook (.xlsx, .ods) or a zip archive. Save the sheet as "CSV UTF-8" and send that file.',
  ],
  [
    '\u00d0\u00cf\u0011\u00e0',
    'This is an old Excel workbook (.xls). Save the sheet as "CSV UTF-8" and send that file.',
  ],
  ['\u001f\u008b', 'This file is compressed. Unpack it and send the CSV file inside.'],
  ['%PDF', 'This is a PDF. Export the list as CSV and send that file.'],
  ['\u00ff\u00fe\u0000\u0000', 'This file is in UTF-32. Save it as "CSV UTF-8" and send that file.'],
];

/**
 * @throws AppError `import_unreadable` for what is no text.
 */
export function encodingOf(bytes: Buffer): Encoding {
  const start = bytes.toString('latin1', 0, 16);
  const other = OTHER_FORMATS.find(([magic]) => start.startsWith(magic));
  if (other !== undefined) refuseFile(other[1]);
  if (start.startsWith('\u00ef\u00bb\u00bf')) return 'utf-8';
  if (start.startsWith('\u00ff\u00fe')) return 'utf-16le';
  if (start.startsWith('\u00fe\u00ff')) return 'utf-16be';
  return wideOf(bytes) ?? (isMostlyUtf8(bytes) ? 'utf-8' : 'windows-1252');
}

/** UTF-16 without a mark at its beginning: every other byte of Latin text is 0. */
function wideOf(bytes: Buffer): Encoding | null {
  const length = Math.min(bytes.length, SAMPLE_BYTES) & ~1;
  const zeros = [0, 0];
  for (let at = 0; at < length; at += 1) if (bytes[at] === 0) zeros[at & 1] = (zeros[at & 1] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > length / 5 && even < odd / 10) return 'utf-16le';
  return even > length / 5 && odd < even / 10 ? 'utf-16be' : null;
}

/** Also where the file was cut off inside a character, or has a few broken ones among many whole. */
function isMostlyUtf8(bytes: Buffer): boolean {
  for (let cut = 0; cut <= CUT_BYTES_MAX; cut += 1)
    if (isUtf8(bytes.subarray(0, Math.max(0, bytes.length - cut)))) return true;
  const some = bytes.subarray(0, BROKEN_BYTES);
  const broken = some.toString('utf8').split('\ufffd').length - 1;
  let whole = 0;
  for (let at = 0; at + 1 < some.length; at += 1)
    if (((some[at] ?? 0) & 0xe0) === 0xc0 || ((some[at] ?? 0) & 0xf0) === 0xe0)
      if (((some[at + 1] ?? 0) & 0xc0) === 0x80) whole += 1;
  return whole > broken * 4;
}

/** Text of the bytes piece by piece, without the mark at its beginning. */
export class Decoder {
  readonly #bytes: Buffer;
  readonly #decoder: TextDecoder;
  #at = 0;

  constructor(bytes: Buffer, encoding: Encoding) {
    this.#bytes = bytes;
    this.#decoder = new TextDecoder(encoding);
  }

  get ended(): boolean {
    return this.#at >= this.#bytes.length;
  }

  next(length: number): string {
    const piece = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += piece.length;
    return this.#decoder.decode(piece, { stream: !this.ended });
  }
}

/** @param detail says what to do instead. */
export function refuseFile(detail: string): never {
  throw new AppError('import_unreadable', { detail });
}
