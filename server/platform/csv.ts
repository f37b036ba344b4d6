import { CsvError, parse } from 'csv-parse/sync';
import { AppError } from '../../contract/errors.ts';

/** CSV (RFC 4180) as people send and get it: a header, then a row a thing. Columns that nobody knows are passed over. */

/** Every row costs as much as the header has columns: other programs write some twenty. */
const COLUMNS_MAX = 100;
const LINE_LENGTH_MAX = 8192;
/** Problems one answer names; the rest are counted. */
const PROBLEMS_MAX = 50;
/** Characters of a cell that an answer repeats. */
const VALUE_LENGTH_MAX = 100;

/**
 * A cell that begins like a formula, in the wide letters of East Asia too: spreadsheets would run it (OWASP, CSV
 * injection). Marks of ours count as part of it, so that one more of them comes off again.
 */
const FORMULA_START = /^'*[=+\-@\t\r\n＝＋－＠]/;
/** What we wrote in front of such a cell, and take off again. */
const DEFUSED = /^'(?='*[=+\-@\t\r\n＝＋－＠])/;
/** Characters that end a cell here or, in other countries, in spreadsheets; each is taken as the delimiter. */
const DELIMITERS = [',', ';', '\t'];
/** A number is no formula, also below 0. */
const NUMBER = /^-?\d+(?:\.\d+)?$/;

export function csvText(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  return [columns.join(','), ...rows.map(csvLine), ''].join('\r\n');
}

/** One row without its end, formulas defused. */
export function csvLine(cells: readonly string[]): string {
  return cells.map(csvCell).join(',');
}

function csvCell(value: string): string {
  const safe = FORMULA_START.test(value) && !NUMBER.test(value) ? `'${value}` : value;
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A cell of text as it was before it was written. */
export function textOfCell(cell: string): string {
  return cell.replace(DEFUSED, '').trim();
}

export interface CsvRow {
  /** By column, in lower case; a column that the file does not have is not there. */
  readonly record: Readonly<Record<string, string>>;
  /** Of the file; the header is line 1. */
  readonly line: number;
}

/** What is wrong with one cell. */
export interface CsvProblem {
  readonly row: number;
  readonly column: string;
  readonly value: string;
  readonly code: string;
  /** What would be taken. */
  readonly accepted: string;
}

/**
 * Rows of a text in which the column `needs` is there.
 * @throws AppError `csv_invalid`.
 */
export function readCsvRows(csv: string, options: { readonly needs: string; readonly rows_max: number }): CsvRow[] {
  const { needs, rows_max } = options;
  const long = csv.split(/\r\n|\r|\n/).findIndex((line) => line.length > LINE_LENGTH_MAX);
  if (long !== -1) refuseFile('line_too_long', `lines of at most ${LINE_LENGTH_MAX} characters`, long + 1);
  let rows: { record: Record<string, string>; info: { lines: number } }[] = [];
  try {
    rows = parse(csv, {
      bom: true,
      columns: (header: string[]) => {
        if (header.length > COLUMNS_MAX) refuseFile('too_many_columns', `at most ${COLUMNS_MAX} columns`);
        return header.map((name) => name.trim().toLowerCase());
      },
      info: true,
      skip_empty_lines: true,
      trim: true,
      delimiter: DELIMITERS,
      relax_column_count_less: true,
      max_record_size: LINE_LENGTH_MAX,
      to: rows_max + 1,
    }) as unknown as typeof rows;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? error['lines'] : 1;
    refuseFile('unreadable', 'rows of comma-separated cells, quotes in pairs', line);
  }
  if (rows.length > rows_max) refuseFile('too_many_rows', `at most ${rows_max} rows`);
  if (rows.length === 0 || !Object.hasOwn(rows[0]?.record ?? {}, needs))
    refuseFile('header', `a header row with a column named ${needs}, and at least one row`);
  return rows.map(({ record, info }) => ({ record, line: info.lines }));
}

/** @throws AppError `csv_invalid` naming the problems, if there are any. */
export function refuseProblems(problems: readonly CsvProblem[]): void {
  if (problems.length === 0) return;
  const more = problems.length > PROBLEMS_MAX ? `, the first ${PROBLEMS_MAX} of them below` : '';
  const rows = problems.slice(0, PROBLEMS_MAX).map(({ row, column, value, code, accepted }) => ({
    row,
    column,
    value: value.slice(0, VALUE_LENGTH_MAX),
    code,
    accepted,
  }));
  throw new AppError('csv_invalid', {
    pointer: '/csv',
    detail: `${problems.length} problem${problems.length === 1 ? '' : 's'} in the file${more}. Correct the rows and send it again; nothing was changed.`,
    rows,
  });
}

function refuseFile(code: string, accepted: string, line = 1): never {
  throw new AppError('csv_invalid', {
    pointer: '/csv',
    detail: `The file cannot be read as CSV: expected ${accepted}. Nothing was changed.`,
    rows: [{ row: line, column: '', value: '', code, accepted }],
  });
}
