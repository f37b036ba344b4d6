import { type CardImport, importCards } from '../../../server/modules/catalogue/index.ts';
import type { Db } from '../../../server/platform/db/transaction.ts';

/** Imports rows as one file holds them, cut at places that no reader may count on. */
export function importRows(db: Db, rows: readonly unknown[], options = {}): Promise<CardImport> {
  return importCards(db, inPieces(JSON.stringify(rows, null, 1)), options);
}

/** A file in pieces of a length that cuts words, and letters of several bytes. */
export async function* inPieces(text: string, length = 37): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length; from += length) yield bytes.subarray(from, from + length);
}
