import { IMPORT_COLUMNS_MAX, type ImportField } from '../../../../../contract/inventory-imports.ts';
import { refuseFile } from './decode.ts';
import { dialectOf, type KnownDialect } from './dialects.ts';
import { headerWords, OWN_ADDITIONS } from './headers.ts';
import { RowSplitter } from './row-splitter.ts';
import type { RawRow, Reading } from './types.ts';
import { plain } from './words.ts';

/** Where the headers stand, which character parts the cells, and whose file it is. */

type Delimiter = Reading['delimiter'];

const DELIMITERS: readonly Delimiter[] = [',', ';', '\t', '|'];
/** Headers are looked for so far down: some programs write notes above them. */
const HEADER_ROWS_MAX = 20;
/** A line of Excel that names the delimiter. */
const SEPARATOR_LINE = /^"?sep=([,;|\t])"?[ ;,\t|]*(?:\r\n|\r|\n|$)/i;
/** What CardTrader's uploads begin with; "_" is a column to leave out. */
const COLUMN_NAMES = 'column_names=';

export interface Headers {
  readonly delimiter: Delimiter;
  readonly header_line: number;
  readonly headers: readonly string[];
  readonly dialect: KnownDialect;
  /** By column; null where nothing fits. */
  readonly guesses: readonly (ImportField | null)[];
}

/**
 * @param head text from the beginning of the file.
 * @throws AppError `import_unreadable` where no line names the columns.
 */
export function findHeaders(head: string, isWhole: boolean): Headers {
  const separator = SEPARATOR_LINE.exec(head)?.[1] as Delimiter | undefined;
  const candidates = (separator === undefined ? DELIMITERS : [separator]).flatMap((delimiter) => {
    const rows = firstRows(head, delimiter, isWhole).slice(separator === undefined ? 0 : 1);
    return rows.slice(0, HEADER_ROWS_MAX).flatMap((row, index) => candidateOf(row, delimiter, rows.slice(index + 1)));
  });
  const [best] = candidates.toSorted((a, b) => b.known - a.known || b.score - a.score || a.header_line - b.header_line);
  if (best === undefined)
    refuseFile(
      'No line of headers was found. The first line has to name the columns, such as Name, Set, Number, Condition, Quantity, Price; the template shows them.',
    );
  if (best.headers.length > IMPORT_COLUMNS_MAX)
    refuseFile(`The table has more than ${IMPORT_COLUMNS_MAX} columns. Leave out those that are not needed.`);
  return best;
}

function firstRows(head: string, delimiter: Delimiter, isWhole: boolean): RawRow[] {
  return [...new RowSplitter(delimiter).push(head, isWhole)].filter(({ cells }) => cells.length > 0);
}

function candidateOf(row: RawRow, delimiter: Delimiter, after: readonly RawRow[]) {
  const headers = headersOf(row);
  if (row.problem !== null || headers.some(isNumber)) return [];
  const words = headers.map(wordOf);
  const dialect = dialectOf(words);
  const guesses = guessesOf(words, dialect);
  const known = new Set(guesses).size - (guesses.includes(null) ? 1 : 0);
  const alike = after.filter(({ cells }) => cells.length === headers.length).length;
  const score = headers.length > 1 ? alike / Math.max(1, after.length) : 0;
  // One word that happens to be known does not make a row of values a row of headers.
  const isEnough = known > 1 || (known === 1 && headers.length <= 3);
  const isFirst = row.line <= 2 && areNames(headers) && score > 0.5;
  return isEnough || isFirst
    ? [{ delimiter, header_line: row.line, headers, dialect, guesses, known: isEnough ? known : 0, score }]
    : [];
}

function headersOf({ cells }: RawRow): string[] {
  const named = cells[0]?.startsWith(COLUMN_NAMES) ? cells.join('|').slice(COLUMN_NAMES.length).split('|') : cells;
  return named.map((cell) => printable(cell.trim()).slice(0, 200));
}

/** A value, as it can be shown and stored: neither control characters nor halves of characters. */
export function printable(text: string): string {
  // oxlint-disable-next-line no-control-regex -- what is made visible
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '\ufffd');
}

/** A header as it is compared. */
export function wordOf(header: string): string {
  return plain(header);
}

/** What each column is taken for; of several with one meaning the first, except finishes, which may have a column each. */
function guessesOf(words: readonly string[], dialect: KnownDialect): (ImportField | null)[] {
  const taken = new Set<ImportField>();
  const guesses = words.map((word) => {
    const general = headerWords.get(word);
    const isOpen = dialect.name === 'other' || (general !== undefined && OWN_ADDITIONS.has(general));
    const field = dialect.fieldOf(word) ?? (isOpen ? general : undefined);
    if (field === undefined || (taken.has(field) && field !== 'finish')) return null;
    taken.add(field);
    return field;
  });
  // A sheet whose only name for a thing is its title has the name there.
  if (dialect.name === 'other' && !taken.has('name') && taken.has('title'))
    return guesses.map((field) => (field === 'title' ? 'name' : field));
  return guesses;
}

function isNumber(cell: string): boolean {
  return /^[^\p{L}\d]{0,2}\d[\d.,\s]*[^\p{L}\d]{0,2}$/u.test(cell);
}

function areNames(headers: readonly string[]): boolean {
  const words = headers.map(wordOf);
  return words.length > 1 && words.every((word) => word !== '') && new Set(words).size === words.length;
}
