import { setImmediate as nextTurn } from 'node:timers/promises';
import { Decoder } from './decode.ts';
import { type NextPart, PartDecoder } from './file-parts.ts';
import { RowSplitter } from './row-splitter.ts';
import type { RawRow, Reading } from './types.ts';

/** Bytes taken apart before others have their turn: some milliseconds. */
const PIECE_BYTES = 64 * 1024;

/** And rows, where a piece had to grow. */
const TURN_ROWS = 1000;

/**
 * The rows below the headers, in order, without those that are empty. Others have their turn in between, and never
 * more than a piece of the file is held beside its bytes, or beside the part that was asked for.
 */
export async function* readRows(file: Buffer | NextPart, reading: Reading): AsyncGenerator<RawRow> {
  for await (const row of allRows(file, reading)) if (row.line > reading.header_line) yield row;
}

/** Every row that is not empty, also the headers and what stands above them. */
export async function* allRows(
  file: Buffer | NextPart,
  { encoding, delimiter }: Omit<Reading, 'header_line'>,
): AsyncGenerator<RawRow> {
  const decoder = Buffer.isBuffer(file) ? new Decoder(file, encoding) : new PartDecoder(file, encoding);
  const splitter = new RowSplitter(delimiter);
  do {
    // A row longer than a piece is read in pieces that grow with it, so that it is not gone over again and again.
    const text = await decoder.next(Math.max(PIECE_BYTES, splitter.pending));
    let rows = 0;
    for (const row of splitter.push(text, decoder.ended)) {
      if (row.cells.length > 0) yield row;
      rows += 1;
      if (rows % TURN_ROWS === 0) await nextTurn();
    }
    await nextTurn();
  } while (!decoder.ended);
}
