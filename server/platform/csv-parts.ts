/** Some rows of a file. */
export interface CsvPart {
  /** Whole lines, each with its end. */
  readonly text: string;
  /** After which thing the next part starts; null: this was the last. */
  readonly last: string | null;
}

/**
 * A file of any length, made while it is sent: one part is in memory at a time, each is read when the one before has been
 * taken, and what `read` opens for it is closed again by then, however slowly the file is taken.
 *
 * @param read the part after a thing; from the beginning after null. The first is read here, so that what is refused is
 *   refused before the first byte.
 */
export async function csvInParts(
  columns: readonly string[],
  read: (after: string | null) => Promise<CsvPart>,
): Promise<AsyncIterable<string>> {
  return parts(columns, read, await read(null));
}

async function* parts(
  columns: readonly string[],
  read: (after: string | null) => Promise<CsvPart>,
  first: CsvPart,
): AsyncGenerator<string> {
  // A byte-order mark, so that spreadsheets take it for the UTF-8 it is.
  yield `\uFEFF${columns.join(',')}\r\n${first.text}`;
  let { last } = first;
  while (last !== null) {
    const next = await read(last);
    yield next.text;
    ({ last } = next);
  }
}
