import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, type InfoRecord, parse } from 'csv-parse';
import { ImportError } from './import-error.ts';
import { type RejectedRow, SYMBOL } from './listing-format.ts';

/** One line of a list of renames. */
export interface Rename {
  readonly file: string;
  readonly line: number;
  readonly from: string;
  readonly to: string;
}

export interface RenameList {
  readonly renames: readonly Rename[];
  readonly rejected: readonly RejectedRow[];
}

const ROWS_MAX = 20_000;
const ROW_LENGTH_MAX = 1_024;
/** Names of the first column; a first line without one is a rename already. */
const HEADER = /^(?:old|from|former|previous)[ _-]?(?:symbol|ticker)?$/i;

/**
 * Reads a list of two columns, the symbol before and the symbol after, separated by commas, semicolons, bars or tabs, in
 * the order in which the renames happened.
 * @throws ImportError when it cannot be read as that.
 */
export async function readRenames(file: string, source: AsyncIterable<string>): Promise<RenameList> {
  const renames: Rename[] = [];
  const rejected: RejectedRow[] = [];
  const parser = parse({
    delimiter: [',', ';', '|', '\t'],
    bom: true,
    trim: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: ROW_LENGTH_MAX,
    info: true,
  });
  // A failure of the source reaches the loop through the parser, which the pipeline destroys with the same error.
  pipeline(Readable.from(source), parser).catch(() => undefined);
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: InfoRecord }>) {
      if (info.records === 1 && HEADER.test(record[0] ?? '')) continue;
      if (info.records > ROWS_MAX) throw new ImportError(`${file} has more than ${ROWS_MAX} rows`);
      const [from = '', to = ''] = record.map((cell) => cell.toUpperCase());
      const at = { file, line: info.lines };
      const detail = whyNot(from, to);
      if (detail === null) renames.push({ ...at, from, to });
      else rejected.push({ ...at, symbol: from.slice(0, 24), detail });
    }
  } catch (error) {
    if (error instanceof CsvError) throw new ImportError(`${file} cannot be read: ${error.message}`);
    throw error;
  }
  return { renames, rejected };
}

function whyNot(from: string, to: string): string | null {
  if (from === '' || to === '') return 'needs two columns: the symbol before and the symbol after';
  if (!SYMBOL.test(from) || !SYMBOL.test(to)) return 'has a symbol of other signs than letters, digits and . $ -';
  return from === to ? 'is the same symbol twice' : null;
}
