import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, type InfoRecord, type Options, parse } from 'csv-parse';
import { ImportError } from './import-error.ts';
import { formatOf, type ListedRow, type ListingFormat, type RejectedRow, readRow } from './listing-format.ts';

/** A file of symbols, read to its end. */
export interface Listing {
  readonly file: string;
  readonly title: string;
  /** Venues whose whole list this is. */
  readonly venues: readonly string[];
  readonly rows: readonly ListedRow[];
  readonly rejected: readonly RejectedRow[];
  readonly test_issues: number;
}

/** Rows and signs of one row; the longest name of a US list has 245. */
const ROWS_MAX = 200_000;
const ROW_LENGTH_MAX = 4_096;
/** The official files end with a line that begins so: without it the end is missing. */
const FOOTER = 'File Creation Time';

/**
 * Reads one file as it streams in: separated by `|` as Nasdaq Trader publishes it, or the same columns as CSV. Rows that
 * cannot be used are rejected with their line; the others are kept.
 *
 * @throws ImportError when it is no such list, too large, or cut off.
 */
export async function readListing(file: string, source: AsyncIterable<string>): Promise<Listing> {
  const text = await withFirstLine(source, file);
  const isPiped = text.first_line.includes('|');
  const reader = new Reader(file);
  const parser = parse(optionsFor(isPiped));
  parser.on('skip', (error: CsvError) => reader.skipped(error));
  // A failure of the source reaches the loop through the parser, which the pipeline destroys with the same error.
  pipeline(Readable.from(text.chunks), parser).catch(() => undefined);
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: InfoRecord }>) {
      reader.take(record, info.lines);
    }
  } catch (error) {
    if (error instanceof CsvError) throw new ImportError(`${file} cannot be read: ${error.message}`);
    throw error;
  }
  return reader.finish(isPiped);
}

function optionsFor(isPiped: boolean): Options {
  return {
    delimiter: isPiped ? '|' : ',',
    quote: isPiped ? null : '"',
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: ROW_LENGTH_MAX,
    info: true,
  };
}

/** Takes the rows of one file in order. */
class Reader {
  readonly #file: string;
  readonly #rows: ListedRow[] = [];
  readonly #rejected: RejectedRow[] = [];
  readonly #lineOf = new Map<string, number>();
  #format: ListingFormat | undefined;
  #test_issues = 0;
  #hasFooter = false;
  #count = 0;

  constructor(file: string) {
    this.#file = file;
  }

  take(cells: readonly string[], line: number): void {
    if (this.#format === undefined) {
      this.#format = formatOf(cells, this.#file);
      return;
    }
    this.#count += 1;
    if (this.#count > ROWS_MAX) throw new ImportError(`${this.#file} has more than ${ROWS_MAX} rows`);
    if (cells[0]?.startsWith(FOOTER)) this.#hasFooter = true;
    else if (cells.some((cell) => cell.trim() !== '')) this.#takeRow(this.#format, cells, line);
  }

  skipped({ message, lines }: CsvError): void {
    this.#rejected.push({
      file: this.#file,
      line: typeof lines === 'number' ? lines : 0,
      symbol: '',
      detail: `cannot be read: ${message}`,
    });
  }

  finish(needsFooter: boolean): Listing {
    if (this.#format === undefined) throw new ImportError(`${this.#file} is empty`);
    if (needsFooter && !this.#hasFooter)
      throw new ImportError(
        `${this.#file} is cut off: its last line, "${FOOTER}: …", is missing. Fetch it again; nothing was changed.`,
      );
    return {
      file: this.#file,
      title: this.#format.title,
      venues: this.#format.venues,
      rows: this.#rows,
      rejected: this.#rejected,
      test_issues: this.#test_issues,
    };
  }

  #takeRow(format: ListingFormat, cells: readonly string[], line: number): void {
    const row = readRow(format, cells, { file: this.#file, line });
    if (row === 'test issue') {
      this.#test_issues += 1;
    } else if ('detail' in row) {
      this.#rejected.push(row);
    } else if (this.#lineOf.has(row.symbol)) {
      const detail = `stands in line ${this.#lineOf.get(row.symbol) ?? 0} already`;
      this.#rejected.push({ file: this.#file, line, symbol: row.symbol, detail });
    } else {
      this.#lineOf.set(row.symbol, line);
      this.#rows.push(row);
    }
  }
}

/** Reads far enough to see the first line, and gives everything back. */
async function withFirstLine(
  source: AsyncIterable<string>,
  file: string,
): Promise<{ readonly first_line: string; readonly chunks: AsyncIterable<string> }> {
  const iterator = source[Symbol.asyncIterator]();
  let head = '';
  while (!head.includes('\n') && head.length <= ROW_LENGTH_MAX) {
    const next = await iterator.next();
    if (next.done) break;
    head += next.value;
  }
  const first_line = head.split('\n', 1)[0] ?? '';
  if (first_line.length > ROW_LENGTH_MAX)
    throw new ImportError(`${file} is no list we know: its first line is too long`);
  const chunks = async function* (): AsyncGenerator<string> {
    yield head.replace(/^\uFEFF/, '');
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  };
  return { first_line, chunks: chunks() };
}
