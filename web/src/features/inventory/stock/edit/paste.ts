import type { Column, ColumnId } from '../columns/columns.ts';
import type { StockRow } from '../row.ts';
import { type CellChange, cellText, type EditableColumn, isEditable, pasteColumns, readCell } from './cells.ts';

/** Lines one paste changes; a file with more is imported. */
export const PASTE_LINES_MAX = 200;

/** One cell that text was pasted into. */
export interface PastedCell {
  readonly row: StockRow;
  readonly column: Column;
  readonly text: string;
  readonly change: CellChange;
}
export interface PastePlan {
  readonly changed: readonly (PastedCell & {
    readonly change: Exclude<CellChange, { readonly kind: 'same' | 'wrong' }>;
  })[];
  readonly same: number;
  readonly refused: readonly { readonly cell: string; readonly text: string; readonly why: string }[];
}

/** A rectangle of the table: rows and columns by their places, the ends included. */
export interface Rectangle {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** Cells of copied text as spreadsheets put it on the clipboard: tabs, lines, and quotes around what holds either. */
export function readTable(text: string): string[][] {
  const lines: string[][] = [];
  let line: string[] = [];
  const cells = /(?:"((?:[^"]|"")*)"(?=\t|\r?\n|\r|$)|([^\t\r\n]*))(\t|\r?\n|\r|$)/gy;
  for (let match = cells.exec(text); match; match = cells.exec(text)) {
    const [, quoted, plain = '', end] = match;
    line.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '\t') continue;
    lines.push(line);
    line = [];
    if (end === '' || cells.lastIndex >= text.length) break;
  }
  return lines;
}

/** Cells as text for a spreadsheet; what holds a tab, a line or a quote is quoted. */
export function writeTable(rows: readonly (readonly string[])[]): string {
  const quoted = (cell: string) => (/["\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return rows.map((row) => row.map(quoted).join('\t')).join('\n');
}

/** The text of a rectangle of the table. */
export function copyText(rows: readonly StockRow[], columns: readonly ColumnId[]): string {
  return writeTable(rows.map((row) => columns.map((column) => cellText(row, column))));
}

interface PasteTarget {
  readonly rows: readonly StockRow[];
  /** As shown, from left to right. */
  readonly columns: readonly Column[];
  readonly at: Rectangle;
  /** Columns this person may change. */
  readonly allowed: (column: EditableColumn) => boolean;
}

/** What pasting would do: from the upper left corner on; one cell fills the whole range. Nothing is changed yet. */
export function planPaste(text: string, { rows, columns, at, allowed }: PasteTarget): PastePlan {
  const table = spread(readTable(text), at);
  const changed: PastePlan['changed'][number][] = [];
  const refused: { cell: string; text: string; why: string }[] = [];
  let same = 0;
  for (const [down, line] of table.slice(0, PASTE_LINES_MAX).entries()) {
    const row = rows[at.top + down];
    for (const [right, text] of line.entries()) {
      const column = columns[at.left + right];
      const cell = `${row?.title ?? `Line ${down + 1}`}, ${column?.head ?? `column ${right + 1}`}`;
      const change = changeOf(row, column, { text, allowed });
      if (change.kind === 'wrong') refused.push({ cell, text, why: change.why });
      else if (change.kind === 'same') same += 1;
      else if (row !== undefined && column !== undefined) changed.push({ row, column, text, change });
    }
  }
  const over = table.length - PASTE_LINES_MAX;
  if (over > 0) refused.push({ cell: `${over} more lines`, text: '', why: 'Import a file for as many.' });
  return { changed, same, refused };
}

/** One copied cell goes into every cell of the range, one copied line into every line of it. */
function spread(table: string[][], at: Rectangle): string[][] {
  const [first] = table;
  if (first === undefined || table.length > 1) return table;
  const wide = first.length > 1 ? first : Array<string>(at.right - at.left + 1).fill(first[0] ?? '');
  return Array<string[]>(at.bottom - at.top + 1).fill(wide);
}

function changeOf(
  row: StockRow | undefined,
  column: Column | undefined,
  { text, allowed }: { readonly text: string } & Pick<PasteTarget, 'allowed'>,
): CellChange {
  if (row === undefined) return { kind: 'wrong', why: 'The table ends before it.' };
  if (column === undefined) return { kind: 'wrong', why: 'There is no column for it.' };
  if (!isEditable(column.id) || !pasteColumns.includes(column.id)) {
    return cellText(row, column.id) === text.trim()
      ? { kind: 'same' }
      : { kind: 'wrong', why: `${column.head} cannot be pasted into.` };
  }
  if (!allowed(column.id)) return { kind: 'wrong', why: 'Your role does not allow that.' };
  return readCell(row, column.id, text);
}
