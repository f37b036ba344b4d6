import type { SecurityClass } from '../instrument.ts';
import { ImportError } from './import-error.ts';
import { readListedName } from './listed-name.ts';

/** One row of a venue's list, read and checked. */
export interface ListedRow {
  readonly file: string;
  readonly line: number;
  readonly symbol: string;
  readonly name: string;
  readonly official_name: string;
  readonly kind: 'stock' | 'etf';
  readonly security_class: SecurityClass;
  readonly exchange: string;
}

/** A row that is not taken. */
export interface RejectedRow {
  readonly file: string;
  readonly line: number;
  readonly symbol: string;
  readonly detail: string;
}

/** How one kind of list is read. */
export interface ListingFormat {
  readonly title: string;
  /** The venues whose whole list such a file is, by MIC. */
  readonly venues: readonly string[];
  readonly symbol: number;
  readonly name: number;
  readonly test_issue: number;
  readonly etf: number;
  /** Where the venue's letter stands; null when the file is of one venue. */
  readonly exchange: number | null;
  /** Cells a row has at least. */
  readonly cells_min: number;
}

/** Letters of Nasdaq Trader's otherlisted.txt, as MICs. */
const VENUES: Readonly<Record<string, string>> = {
  A: 'XASE',
  M: 'XCHI',
  N: 'XNYS',
  P: 'ARCX',
  V: 'IEXG',
  Z: 'BATS',
};
const NAME_LENGTH_MAX = 300;
/** As US venues write them, in upper case. */
export const SYMBOL = /^[A-Z0-9][A-Z0-9.$-]{0,23}$/;
// oxlint-disable-next-line no-control-regex -- what is refused
const CONTROL = /[\u0000-\u001f\u007f\ufffd]/;

/**
 * Tells the format by the names of its columns, in any order.
 * @throws ImportError when it is none we know.
 */
export function formatOf(header: readonly string[], file: string): ListingFormat {
  const columns = header.map((cell) => cell.trim().toLowerCase());
  const column = (name: string): number => columns.indexOf(name);
  const [name, test_issue, etf] = [column('security name'), column('test issue'), column('etf')];
  const symbol = Math.max(column('symbol'), column('act symbol'));
  if (symbol < 0 || name < 0 || test_issue < 0 || etf < 0) throw unknownFormat(header, file);
  const common = { symbol, name, test_issue, etf };
  const exchange = column('exchange');
  if (column('act symbol') >= 0 && exchange >= 0) {
    const cells_min = Math.max(symbol, name, test_issue, etf, exchange) + 1;
    return { title: 'other US venues', venues: Object.values(VENUES), exchange, cells_min, ...common };
  }
  if (column('market category') < 0) throw unknownFormat(header, file);
  const cells_min = Math.max(symbol, name, test_issue, etf) + 1;
  return { title: 'Nasdaq', venues: ['XNAS'], exchange: null, cells_min, ...common };
}

/** What one row says: an instrument, a venue's test, or why it is not taken. */
export function readRow(
  format: ListingFormat,
  cells: readonly string[],
  at: { readonly file: string; readonly line: number },
): ListedRow | RejectedRow | 'test issue' {
  const cell = (index: number): string => (cells[index] ?? '').trim();
  const symbol = cell(format.symbol).toUpperCase();
  const reject = (detail: string): RejectedRow => ({ ...at, symbol: symbol.slice(0, 24), detail });
  if (cells.length < format.cells_min) return reject(`has ${cells.length} columns instead of ${format.cells_min}`);
  if (!/^[YN]?$/i.test(cell(format.test_issue))) return reject('has a test issue mark other than Y or N');
  if (/^Y$/i.test(cell(format.test_issue))) return 'test issue';
  if (symbol === '') return reject('has no symbol');
  if (!SYMBOL.test(symbol)) return reject('has a symbol of other signs than letters, digits and . $ -');
  const official_name = cell(format.name).replace(/\s+/g, ' ');
  if (official_name === '') return reject('has no name');
  if (CONTROL.test(official_name)) return reject('has a name with signs that cannot be read');
  if (official_name.length > NAME_LENGTH_MAX) return reject(`has a name longer than ${NAME_LENGTH_MAX} signs`);
  if (!/^[YN]?$/i.test(cell(format.etf))) return reject('has an ETF mark other than Y or N');
  const exchange = format.exchange === null ? format.venues[0] : VENUES[cell(format.exchange).toUpperCase()];
  if (exchange === undefined) return reject(`has an unknown exchange ${JSON.stringify(cell(format.exchange ?? 0))}`);
  const isFund = /^Y$/i.test(cell(format.etf));
  const { name, security_class } = readListedName(official_name, symbol, isFund);
  return { ...at, symbol, name, official_name, kind: isFund ? 'etf' : 'stock', security_class, exchange };
}

function unknownFormat(header: readonly string[], file: string): ImportError {
  const seen = header.slice(0, 8).join(', ').slice(0, 200);
  return new ImportError(
    `${file} is no list we know: its first line is ${JSON.stringify(seen)}. Give nasdaqlisted.txt or otherlisted.txt of ` +
      'Nasdaq Trader, or the same columns as CSV.',
  );
}
