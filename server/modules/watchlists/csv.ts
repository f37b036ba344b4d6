import type { Instrument } from '../market/index.ts';
import { DECIMAL_PATTERN } from '../../../contract/decimal.ts';
import { text } from '../../../contract/fields.ts';
import {
  ITEMS_MAX,
  itemFlags,
  NOTE_LENGTH_MAX,
  SECTION_LENGTH_MAX,
  type WatchlistItemView,
} from '../../../contract/watchlists.ts';
import { csvText, type CsvProblem, type CsvRow, readCsvRows, refuseProblems, textOfCell } from '../../platform/csv.ts';
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

export function writeCsv(items: readonly WatchlistItemView[]): string {
  return csvText(
    CSV_COLUMNS,
    items.map((item) => CSV_COLUMNS.map((column) => item[column] ?? '')),
  );
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

/**
 * Reads all rows of our own form, a TradingView list or a Yahoo portfolio, or refuses the file and names every row that fails (line numbers of the file, the header is 1).
 * @throws AppError `csv_invalid` `{ rows: [{ row, column, value, code, accepted }] }`, at most PROBLEMS_MAX of them.
 */
export function readCsv(market: MarketDoor, csv: string): CsvItem[] {
  const problems: CsvProblem[] = [];
  const seen = new Map<string, number>();
  const items = readCsvRows(asOwnCsv(csv), { needs: 'symbol', rows_max: ITEMS_MAX }).flatMap(({ record, line }) => {
    const found = readRow(market, record, (column, code, accepted) =>
      problems.push({ row: line, column, value: record[column] ?? '', code, accepted }),
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
  refuseProblems(problems);
  return items;
}

type Report = (column: string, code: string, accepted: string) => void;

function readRow(market: MarketDoor, record: CsvRow['record'], report: Report): CsvItem | null {
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
function readText(record: CsvRow['record'], column: 'note' | 'section', report: Report): string | undefined {
  const cell = record[column];
  const typed = cell === undefined ? undefined : textOfCell(cell);
  const max = LENGTH_MAX[column];
  if (typed === undefined || text({ min: 0, max }).safeParse(typed).success) return typed;
  if (typed.length > max) report(column, 'too_long', `at most ${max} characters`);
  else report(column, 'control_characters', 'text without control characters');
  return undefined;
}

function readFlag(record: CsvRow['record'], report: Report): ItemFlag | null | undefined {
  const named = record['flag']?.toLowerCase();
  if (named === undefined) return undefined;
  const flag = itemFlags.find((name) => name === named) ?? null;
  if (flag === null && named !== '') report('flag', 'unknown_flag', `${itemFlags.join(', ')}, or nothing`);
  return flag;
}

function readMark(
  record: CsvRow['record'],
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
