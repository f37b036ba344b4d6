import type { z } from 'zod';
import { CELL_LENGTH_MAX, type ImportField, type RowErrorView } from '../../../../../contract/inventory-imports.ts';
import { textOfCell } from '../../../../platform/csv.ts';
import { inputSentence } from '../../../../platform/input-sentence.ts';
import { accepted } from './accepted.ts';
import { printable } from './find-headers.ts';
import type { DraftSettings, RawRow } from './types.ts';

/** Characters of a cell that an error repeats. */
const VALUE_LENGTH_MAX = 200;
/** `="0012"`: how spreadsheets are told to leave digits alone. */
const QUOTED_FORMULA = /^="([^"]*)"$/;
/** A long number that a spreadsheet shortened: 4.52367E+11. */
const SHORTENED = /^\d(?:[.,]\d+)?E\+\d+$/i;

/** Which columns hold each field; those of one field in their order. */
export type Columns = ReadonlyMap<ImportField, readonly number[]>;

export function columnsByField(settings: Pick<DraftSettings, 'mapping'>): Columns {
  const columns = new Map<ImportField, number[]>();
  for (const { column, field } of settings.mapping) columns.set(field, [...(columns.get(field) ?? []), column]);
  return columns;
}

/** One row while it is read: its cells by field, and what is wrong with them so far. */
export class RowReading {
  readonly errors: RowErrorView[] = [];
  readonly #row: RawRow;
  readonly #settings: DraftSettings;
  readonly #columns: Columns;

  constructor(row: RawRow, settings: DraftSettings, columns: Columns) {
    this.#row = row;
    this.#settings = settings;
    this.#columns = columns;
  }

  has(field: ImportField): boolean {
    return this.#columns.has(field);
  }

  /** What the row says in the first column of a field that is not empty; '' where it says nothing. */
  text(field: ImportField): string {
    for (const column of this.#columns.get(field) ?? []) {
      const text = this.#cell(column);
      if (text !== '') return text;
    }
    return '';
  }

  /** Every column of a field that says something, with its header. */
  all(field: ImportField): { readonly header: string; readonly text: string }[] {
    return (this.#columns.get(field) ?? []).flatMap((column) => {
      const text = this.#cell(column);
      return text === '' ? [] : [{ header: this.#settings.headers[column] ?? '', text }];
    });
  }

  /** What the row says, judged by the schema that the API has for it; null where it says nothing or is refused. */
  judged<Value>(field: ImportField, schema: z.ZodType<Value>): NonNullable<Value> | null {
    const text = this.text(field);
    if (text === '') return null;
    if (SHORTENED.test(text))
      return this.fail(field, 'number_shortened', 'A spreadsheet shortened this number: its digits are lost.');
    return this.judge(field, schema, text);
  }

  judge<Value>(field: ImportField, schema: z.ZodType<Value>, value: unknown): NonNullable<Value> | null {
    const parsed = schema.safeParse(value, { error: inputSentence });
    if (parsed.success) return parsed.data ?? null;
    const [issue] = parsed.error.issues;
    const reason =
      issue?.code === 'too_big' ? 'This is too long or too large.' : `${issue?.message ?? 'Not accepted'}.`;
    return this.fail(field, 'value_invalid', reason);
  }

  /** Notes an error. `column`: its header, where a field has several. */
  fail(
    field: ImportField | null,
    code: string,
    message: string,
    also: { accepted?: string; column?: string; value?: string } = {},
  ): null {
    const [first] = field === null ? [] : (this.#columns.get(field) ?? []);
    const header = first === undefined ? '' : this.#headerOf(first);
    this.errors.push({
      column: also.column ?? header,
      value: printable(also.value ?? (field === null ? '' : this.text(field))).slice(0, VALUE_LENGTH_MAX),
      code,
      message,
      accepted: also.accepted ?? (field === null ? '' : accepted[field]),
    });
    return null;
  }

  /** Whether the row can be read at all; its cells may still be wrong one by one. */
  isWhole(): boolean {
    const { cells, problem } = this.#row;
    const { headers } = this.#settings;
    const value = printable(cells.join(' ')).slice(0, VALUE_LENGTH_MAX);
    const fail = (code: string, message: string, wanted: string): false => {
      this.errors.push({ column: '', value, code, message, accepted: wanted });
      return false;
    };
    if (problem === 'quote_unclosed')
      return fail(
        'quote_unclosed',
        'A quote opens in this line and never closes.',
        'Quotes in pairs; write one inside a cell twice.',
      );
    if (problem === 'quote_stray')
      return fail(
        'quote_stray',
        'A quote ends in the middle of a cell.',
        'Quotes in pairs; write one inside a cell twice.',
      );
    if (cells.length < headers.length)
      return fail(
        'cells_missing',
        `The row has ${cells.length} of ${headers.length} cells: it was cut off, or a separator is missing.`,
        `${headers.length} cells, as the headers have.`,
      );
    if (cells.slice(headers.length).some((cell) => cell.trim() !== ''))
      return fail(
        'cells_surplus',
        `The row has ${cells.length} cells under ${headers.length} headers: a separator stands inside a cell.`,
        `${headers.length} cells; put a cell that holds the separator in quotes.`,
      );
    return this.#areCellsWhole();
  }

  #areCellsWhole(): boolean {
    for (const columns of this.#columns.values())
      for (const column of columns) {
        const cell = this.#row.cells[column] ?? '';
        const also = { column: this.#headerOf(column), value: printable(cell).slice(0, VALUE_LENGTH_MAX) };
        if (cell.length > CELL_LENGTH_MAX)
          this.errors.push({
            ...also,
            code: 'cell_too_long',
            message: 'This cell is too long to be one.',
            accepted: `At most ${CELL_LENGTH_MAX} characters.`,
          });
        else if (cell.includes('\ufffd'))
          this.errors.push({
            ...also,
            code: 'character_broken',
            message: 'A character was lost when the file was saved.',
            accepted: 'Save the file as "CSV UTF-8".',
          });
      }
    return this.errors.length === 0;
  }

  #headerOf(column: number): string {
    const header = this.#settings.headers[column] ?? '';
    return header === '' ? `Column ${column + 1}` : header;
  }

  #cell(column: number): string {
    const cell = (this.#row.cells[column] ?? '').trim();
    return QUOTED_FORMULA.exec(cell)?.[1]?.trim() ?? textOfCell(cell);
  }
}
