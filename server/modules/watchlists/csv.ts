import type { Instrument } from '../market/index.ts';
import { CsvError, parse } from 'csv-parse/sync';
import { DECIMAL_PATTERN } from '../../../contract/decimal.ts';
import { AppError } from '../../../contract/errors.ts';
import { text } from '../../../contract/fields.ts';
import {
  ITEMS_MAX,
  itemFlags,
  NOTE_LENGTH_MAX,
  SECTION_LENGTH_MAX,
  type WatchlistItemView,
} from '../../../contract/watchlists.ts';
import { findForeign } from './symbol-spelling.ts';
import type { ItemFlag } from './tables.ts';
import { asOwnCsv } from './text-forms.ts';
import { marksAreOrdered, type MarketDoor } from './watchlist.ts';

/** Watchlists as CSV (RFC 4180): a header, then a row an item. Only `symbol` must be there; other columns are passed over. */
export const CSV_COLUMNS = [
  'symbol',
  'section',
  'flag',
  'note',
  'price_above',
  'price_below',
  'price_at_add',
  'added_at',
] as const;

/** Every row costs as much as the header has columns: other programs write some twenty. */
const COLUMNS_MAX = 100;
const LINE_LENGTH_MAX = 8192;

/** Problems one answer names; the rest are counted. */
const PROBLEMS_MAX = 50;

/**
 * A cell that begins like a formula, in the wide letters of East Asia too: spreadsheets would run it (OWASP, CSV
 * injection). Marks of ours count as part of it, so that one more of them comes off again.
 */
const FORMULA_START = /^'*[=+\-@\t\r\n＝＋－＠]/;
/** What we wrote in front of such a cell, and take off again. */
const DEFUSED = /^'(?='*[=+\-@\t\r\n＝＋－＠])/;
/** Characters that end a cell here or, in other countries, in spreadsheets; `parseRows` takes each as the delimiter. */
const DELIMITERS = [',', ';', '\t'];

export function writeCsv(items: readonly WatchlistItemView[]): string {
  const rows = items.map((item) => CSV_COLUMNS.map((column) => cell(item[column] ?? '')).join(','));
  return [CSV_COLUMNS.join(','), ...rows, ''].join('\r\n');
}

function cell(value: string): string {
  const safe = FORMULA_START.test(value) ? `'${value}` : value;
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One row to write. A column that the file does not have is undefined and stays as it is. */
export interface CsvItem {
  readonly instrument: Instrument;
  readonly section: string | undefined;
  readonly flag: ItemFlag | null | undefined;
  readonly note: string | undefined;
  readonly price_above: string | null | undefined;
  readonly price_below: string | null | undefined;
}

interface RowProblem {
  readonly row: number;
  readonly column: string;
  readonly value: string;
  readonly code: string;
  readonly accepted: string;
}

/**
 * Reads all rows of our own form, a TradingView list or a Yahoo portfolio, or refuses the file and names every row that fails (line numbers of the file, the header is 1).
 * @throws AppError `csv_invalid` `{ rows: [{ row, column, value, code, accepted }] }`, at most PROBLEMS_MAX of them.
 */
export function readCsv(market: MarketDoor, csv: string): CsvItem[] {
  const problems: RowProblem[] = [];
  const seen = new Map<string, number>();
  const items = parseRows(asOwnCsv(csv)).flatMap(({ record, line }) => {
    const found = readRow(market, record, (column, code, accepted) =>
      problems.push({ row: line, column, value: (record[column] ?? '').slice(0, 100), code, accepted }),
    );
    if (found === null) return [];
    const before = seen.get(found.instrument.id);
    if (before !== undefined) {
      problems.push({
        row: line,
        column: 'symbol',
        value: found.instrument.symbol,
        code: 'duplicate',
        accepted: `each symbol once; it stands on line ${before} already`,
      });
    }
    seen.set(found.instrument.id, line);
    return [found];
  });
  if (problems.length > 0) {
    const more = problems.length > PROBLEMS_MAX ? `, the first ${PROBLEMS_MAX} of them below` : '';
    throw new AppError('csv_invalid', {
      pointer: '/csv',
      detail: `${problems.length} problem${problems.length === 1 ? '' : 's'} in the file${more}. Correct the rows and send it again; nothing was changed.`,
      rows: problems.slice(0, PROBLEMS_MAX),
    });
  }
  return items;
}

interface ParsedRow {
  readonly record: Readonly<Record<string, string>>;
  readonly line: number;
}

function parseRows(csv: string): ParsedRow[] {
  const refuse = (code: string, accepted: string, line = 1): never => {
    throw new AppError('csv_invalid', {
      pointer: '/csv',
      detail: `The file cannot be read as CSV: expected ${accepted}. Nothing was changed.`,
      rows: [{ row: line, column: '', value: '', code, accepted }],
    });
  };
  const long = csv.split(/\r\n|\r|\n/).findIndex((line) => line.length > LINE_LENGTH_MAX);
  if (long !== -1) refuse('line_too_long', `lines of at most ${LINE_LENGTH_MAX} characters`, long + 1);
  let rows: { record: Record<string, string>; info: { lines: number } }[] = [];
  try {
    rows = parse(csv, {
      bom: true,
      columns: (header: string[]) => {
        if (header.length > COLUMNS_MAX) refuse('too_many_columns', `at most ${COLUMNS_MAX} columns`);
        return header.map((name) => name.trim().toLowerCase());
      },
      info: true,
      skip_empty_lines: true,
      trim: true,
      delimiter: DELIMITERS,
      relax_column_count_less: true,
      max_record_size: LINE_LENGTH_MAX,
      to: ITEMS_MAX + 1,
    }) as unknown as typeof rows;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    refuse(
      'unreadable',
      'rows of comma-separated cells, quotes in pairs',
      typeof error['lines'] === 'number' ? error['lines'] : 1,
    );
  }
  if (rows.length > ITEMS_MAX) refuse('too_many_rows', `at most ${ITEMS_MAX} rows`);
  if (rows.length === 0 || !Object.hasOwn(rows[0]?.record ?? {}, 'symbol'))
    refuse('header', 'a header row with a column named symbol, and at least one row');
  return rows.map(({ record, info }) => ({ record, line: info.lines }));
}

type Report = (column: string, code: string, accepted: string) => void;

function readRow(market: MarketDoor, record: ParsedRow['record'], report: Report): CsvItem | null {
  const symbol = record['symbol'] ?? '';
  const instrument = symbol === '' ? undefined : findForeign(market, symbol);
  if (instrument === undefined)
    report('symbol', symbol === '' ? 'missing' : 'unknown_symbol', 'a symbol that GET /api/v1/stocks?q= finds');
  const note = readText(record, 'note', report);
  const section = readText(record, 'section', report);
  const flag = readFlag(record, report);
  const price_above = readMark(record, 'price_above', report);
  const price_below = readMark(record, 'price_below', report);
  if (!marksAreOrdered(price_above ?? null, price_below ?? null))
    report('price_above', 'marks_crossed', 'more than price_below');
  return instrument === undefined ? null : { instrument, section, flag, note, price_above, price_below };
}

const LENGTH_MAX = { note: NOTE_LENGTH_MAX, section: SECTION_LENGTH_MAX } as const;

/** The same text is taken as from a form. */
function readText(record: ParsedRow['record'], column: 'note' | 'section', report: Report): string | undefined {
  const typed = record[column]?.replace(DEFUSED, '').trim();
  const max = LENGTH_MAX[column];
  if (typed === undefined || text({ min: 0, max }).safeParse(typed).success) return typed;
  if (typed.length > max) report(column, 'too_long', `at most ${max} characters`);
  else report(column, 'control_characters', 'text without control characters');
  return undefined;
}

function readFlag(record: ParsedRow['record'], report: Report): ItemFlag | null | undefined {
  const named = record['flag']?.toLowerCase();
  if (named === undefined) return undefined;
  const flag = itemFlags.find((name) => name === named) ?? null;
  if (flag === null && named !== '') report('flag', 'unknown_flag', `${itemFlags.join(', ')}, or nothing`);
  return flag;
}

function readMark(
  record: ParsedRow['record'],
  column: 'price_above' | 'price_below',
  report: Report,
): string | null | undefined {
  const typed = record[column];
  if (typed === undefined) return undefined;
  if (typed === '') return null;
  if (!DECIMAL_PATTERN.test(typed) || typed.startsWith('-') || !/[1-9]/.test(typed) || typed.length > 24) {
    report(column, 'not_a_price', 'a decimal number above 0 such as 187.23, or nothing');
    return null;
  }
  return typed;
}
