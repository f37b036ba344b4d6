import { IMPORT_ROWS_MAX } from '../../../../../contract/inventory-imports.ts';
import { decimalPointOf } from './amounts.ts';
import { aliasesFor } from './conditions.ts';
import { Decoder, encodingOf, refuseFile } from './decode.ts';
import { findHeaders, type Headers, printable } from './find-headers.ts';
import { readRows } from './read-rows.ts';
import type { RawRow, Recognised } from './types.ts';

/** Bytes in which the headers are looked for. */
const HEAD_BYTES = 256 * 1024;
const SAMPLES_MAX = 3;
const SAMPLE_LENGTH_MAX = 80;
/** Different words of the condition column that are looked at. */
const CONDITIONS_SEEN_MAX = 100;

/**
 * Says what a file is: its encoding, delimiter and headers, whose dialect it is, what each column is taken for, and
 * which sign stands before its decimals. Goes through the whole file once.
 *
 * @throws AppError `import_unreadable`, whose detail says what to do.
 */
export async function recognise(bytes: Buffer): Promise<Recognised> {
  const encoding = encodingOf(bytes);
  const decoder = new Decoder(bytes, encoding);
  const head = decoder.next(HEAD_BYTES);
  refuseOtherText(head.trimStart());
  const found = findHeaders(head, decoder.ended);
  const { delimiter, header_line, headers, dialect, guesses } = found;
  const survey = new Survey(found);
  for await (const row of readRows(bytes, { encoding, delimiter, header_line })) {
    survey.see(row);
    if (survey.rows > IMPORT_ROWS_MAX)
      refuseFile(`The table has more than ${IMPORT_ROWS_MAX.toLocaleString('en')} rows. Send it in parts.`);
  }
  if (survey.rows === 0) refuseFile('The table has headers but no rows below them.');
  const mapping = guesses.flatMap((field, column) => (field === null ? [] : [{ column, field }]));
  return {
    encoding,
    delimiter,
    header_line,
    dialect: dialect.name,
    decimal_comma: survey.decimalComma(),
    rows: survey.rows,
    columns: headers.map((header, column) => ({
      column,
      header,
      samples: survey.samples[column] ?? [],
      guess: guesses[column] ?? null,
    })),
    mapping,
    defaults: { game: dialect.game, currency: dialect.currency },
    condition_aliases: dialect.name === 'other' ? aliasesFor(survey.conditions) : [],
    quantity_mode: guesses.includes('add_quantity') && !guesses.includes('quantity') ? 'add' : 'replace',
  };
}

function refuseOtherText(head: string): void {
  if (head.replace(/[\s\0]/g, '') === '') refuseFile('The file is empty.');
  if (/^<(?:!doctype|html|\?xml|table)/i.test(head))
    refuseFile('This is a web page or XML, not CSV. Some programs name it .xls: open it and save it as "CSV UTF-8".');
  if (/^[{[]\s*["{[]/.test(head)) refuseFile('This is JSON, not CSV. Export the list as CSV and send that file.');
}

/** What the rows show of the file as a whole. */
class Survey {
  rows = 0;
  readonly samples: string[][];
  readonly conditions = new Set<string>();
  readonly #amounts: readonly number[];
  readonly #condition: number;
  readonly #delimiter: string;
  #points = 0;
  #commas = 0;

  constructor({ headers, guesses, delimiter }: Headers) {
    this.samples = headers.map(() => []);
    const amounts = guesses.flatMap((field, column) => (field === 'price' || field === 'cost' ? [column] : []));
    this.#amounts = amounts.length > 0 ? amounts : headers.map((_, column) => column);
    this.#condition = guesses.indexOf('condition');
    this.#delimiter = delimiter;
  }

  see({ cells, problem }: RawRow): void {
    this.rows += 1;
    if (problem !== null) return;
    for (const column of this.#amounts) this.#weigh(cells[column] ?? '');
    const condition = cells[this.#condition]?.trim() ?? '';
    if (condition !== '' && condition.length <= SAMPLE_LENGTH_MAX && this.conditions.size < CONDITIONS_SEEN_MAX)
      this.conditions.add(condition);
    if (this.rows <= SAMPLES_MAX)
      for (const [column, samples] of this.samples.entries()) {
        const value = printable((cells[column] ?? '').trim()).slice(0, SAMPLE_LENGTH_MAX);
        if (value !== '') samples.push(value);
      }
  }

  /** Nothing to go by: where cells are parted by semicolons, commas stand in numbers. */
  decimalComma(): boolean {
    return this.#commas === this.#points ? this.#delimiter === ';' : this.#commas > this.#points;
  }

  #weigh(cell: string): void {
    const body = /^[^\d.,]{0,5}(\d[\d.,]*)[^\d.,]{0,5}$/.exec(cell)?.[1];
    const point = body === undefined ? null : decimalPointOf(body);
    if (point === ',') this.#commas += 1;
    if (point === '.') this.#points += 1;
  }
}
