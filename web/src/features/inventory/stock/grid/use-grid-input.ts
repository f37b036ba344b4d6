import type { ClipboardEvent, FocusEvent, KeyboardEvent, MouseEvent, PointerEvent, RefObject } from 'react';
import { pressName } from '../../../../app/keyboard/match.ts';
import { preferences } from '../../../../app/preferences.ts';
import type { Column } from '../columns/columns.ts';
import { type EditableColumn, isEditable } from '../edit/cells.ts';
import { copyText, type Rectangle } from '../edit/paste.ts';
import type { StockRow } from '../row.ts';
import { type GridAction, gridActionOf } from './grid-keys.ts';
import { walkHeads } from './stock-head.tsx';
import { cellElement } from './use-cell-focus.ts';
import type { useEditing } from './use-editing.ts';
import type { Selection } from './use-selection.ts';

/** Where a menu opens: at what was pressed, or at the pointer. */
export type MenuAnchor = Element | { readonly getBoundingClientRect: () => DOMRect };

/** What can be done with rows from the table. */
export interface GridCommands {
  readonly open: (row: StockRow) => void;
  readonly menu: (row: StockRow, anchor: MenuAnchor) => void;
  readonly may: (column: EditableColumn) => boolean;
  readonly undo: () => boolean;
  /** Text for a rectangle of the table came from the clipboard. */
  readonly paste: (text: string, at: Rectangle, columns: readonly Column[]) => void;
  readonly settle: () => void;
}

export interface GridInput {
  readonly rows: readonly StockRow[];
  readonly columns: readonly Column[];
  readonly scroll: RefObject<HTMLElement | null>;
  readonly index: number;
  readonly column: number;
  readonly focusAt: (index: number, column: number) => void;
  readonly choose: (id: string, column: number, index: number) => void;
  readonly page: () => number;
  readonly selection: Selection;
  readonly editing: ReturnType<typeof useEditing>;
  readonly commands: GridCommands;
}

/** What keys, presses and the clipboard do in the table: one listener for all cells. */
export function useGridInput(input: GridInput) {
  const { rows, columns, selection, editing, commands } = input;
  const isCell = (target: EventTarget) => (target as HTMLElement).matches('[data-column]');
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const target = event.target as HTMLElement;
    if (target.closest('thead')) return walkHeads(event, () => input.focusAt(0, input.column));
    const row = rows[input.index];
    if (!isCell(target) || row === undefined) return;
    const press = pressName(event);
    if (typesIntoCell(event, row, input)) return event.preventDefault();
    if (press.length === 1 && press !== ' ' && !preferences().single_keys) return;
    const place = { row: input.index, column: input.column, rows: rows.length, columns: columns.length };
    const action = gridActionOf(press, { ...place, page: input.page() });
    if (action && run(action, row, input)) event.preventDefault();
  };
  const onClick = (event: MouseEvent<HTMLElement>) => {
    const found = rowAt(event, rows);
    const target = event.target as HTMLElement;
    if (found === null || target.closest('.cell-input')) return;
    const opener = target.closest('[data-menu]');
    if (opener) return commands.menu(found.row, opener);
    if (target.closest('[data-tick]')) {
      return event.shiftKey ? selection.tickTo(found.row.id) : selection.toggle(found.row.id);
    }
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      selection.toggle(found.row.id);
    } else if (event.shiftKey) event.preventDefault();
  };
  const onDoubleClick = (event: MouseEvent<HTMLElement>) => {
    const found = rowAt(event, rows);
    const column = columns[found?.column ?? -1];
    if (found && column && isEditable(column.id) && commands.may(column.id)) editing.begin(found.row, column.id);
  };
  const onContextMenu = (event: MouseEvent<HTMLElement>) => {
    const found = rowAt(event, rows);
    if (found === null) return;
    event.preventDefault();
    const at = new DOMRect(event.clientX, event.clientY, 0, 0);
    commands.menu(found.row, { getBoundingClientRect: () => at });
  };
  const onFocus = (event: FocusEvent<HTMLElement>) => {
    const line = event.target.closest<HTMLElement>('[data-id]');
    if (line && isCell(event.target))
      input.choose(line.dataset['id'] ?? '', Number(event.target.dataset['column']), Number(line.dataset['index']));
  };
  const onCopy = (event: ClipboardEvent<HTMLElement>) => {
    if (!isCell(event.target)) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', copied(input));
  };
  const onPaste = (event: ClipboardEvent<HTMLElement>) => {
    if (!isCell(event.target)) return;
    event.preventDefault();
    const here = { top: input.index, bottom: input.index, left: input.column, right: input.column };
    commands.paste(event.clipboardData.getData('text/plain'), selection.range ?? here, columns);
  };
  const pointer = usePointerRange(input);
  return { onKeyDown, onClick, onDoubleClick, onContextMenu, onFocus, onCopy, onPaste, ...pointer };
}

/** A press with Shift, or a drag over cells, makes a range. */
function usePointerRange({ rows, index, column, choose, selection }: GridInput) {
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    const found = rowAt(event, rows);
    if (found === null || found.column === null || event.button !== 0 || event.pointerType === 'touch') return;
    if ((event.target as HTMLElement).closest('.cell-input, [data-menu]')) return;
    const from = rows[index];
    if (event.shiftKey && from) {
      // The browser would select text, and move the focus away from where the range began.
      event.preventDefault();
      selection.extend({ id: from.id, column }, { id: found.row.id, column: found.column });
    } else if (!event.ctrlKey && !event.metaKey) {
      selection.dropRange();
      choose(found.row.id, found.column, found.index);
    }
  };
  const onPointerOver = (event: PointerEvent<HTMLElement>) => {
    if (event.buttons !== 1 || event.pointerType === 'touch') return;
    const found = rowAt(event, rows);
    const from = rows[index];
    if (!found || found.column === null || !from || (found.index === index && found.column === column)) return;
    getSelection()?.removeAllRanges();
    selection.extend({ id: from.id, column }, { id: found.row.id, column: found.column });
  };
  return { onPointerDown, onPointerOver };
}

function rowAt(event: { readonly target: EventTarget }, rows: readonly StockRow[]) {
  const target = event.target as HTMLElement;
  const line = target.closest<HTMLElement>('[data-id]');
  const index = rows.findIndex(({ id }) => id === line?.dataset['id']);
  const row = rows[index];
  if (row === undefined) return null;
  const column = target.closest<HTMLElement>('[data-column]')?.dataset['column'];
  return { row, index, column: column === undefined ? null : Number(column) };
}

/** A key that begins an edit of the cell takes the place of what is there. */
function typesIntoCell(event: KeyboardEvent, row: StockRow, input: GridInput): boolean {
  const column = input.columns[input.column]?.id;
  if (event.ctrlKey || event.metaKey || event.altKey || event.nativeEvent.isComposing) return false;
  if (column === undefined || !isEditable(column) || !input.commands.may(column)) return false;
  return input.editing.beginByKey(row, column, event.key);
}

/** @returns whether the key meant something here. */
function run(action: GridAction, row: StockRow, input: GridInput): boolean {
  const { selection, editing, commands, focusAt } = input;
  const column = input.columns[input.column]?.id;
  switch (action.kind) {
    case 'focus':
      selection.dropRange();
      focusAt(action.row, action.column);
      return true;
    case 'extend':
      extendTo(action.row, action.column, input);
      return true;
    case 'header':
      input.scroll.current?.querySelector<HTMLElement>('thead button')?.focus();
      return true;
    case 'edit':
      if (column !== undefined && isEditable(column) && commands.may(column)) editing.begin(row, column);
      else if (column === 'title') commands.open(row);
      return true;
    case 'open':
      commands.open(row);
      return true;
    case 'mark':
      selection.toggle(row.id);
      return true;
    case 'mark-all':
      selection.tickLoaded();
      return true;
    case 'menu': {
      const cell = cellElement(input.scroll.current, { id: row.id, column: input.column });
      if (cell) commands.menu(row, cell);
      return true;
    }
    case 'clear':
      if (column === undefined || !isEditable(column) || column === 'status' || !commands.may(column)) return false;
      editing.begin(row, column, '');
      return true;
    case 'undo':
      return commands.undo();
    case 'escape':
      break;
  }
  if (selection.ids.size === 0 && selection.range === null) return false;
  selection.clear();
  commands.settle();
  return true;
}

/** The focus goes along, so that a screen reader hears where the range ends now. */
function extendTo(row: number, column: number, { rows, index, column: at, selection, focusAt }: GridInput): void {
  const [from, to] = [rows[index], rows[row]];
  if (from === undefined || to === undefined) return;
  selection.extend({ id: from.id, column: at }, { id: to.id, column });
  focusAt(row, column);
}

/** The range, or the chosen rows with all their columns, or the one cell. */
function copied({ rows, columns, index, column, selection }: GridInput): string {
  const { range, ids } = selection;
  const names = columns.map(({ id }) => id);
  if (range !== null) {
    return copyText(rows.slice(range.top, range.bottom + 1), names.slice(range.left, range.right + 1));
  }
  if (ids.size > 0)
    return copyText(
      rows.filter(({ id }) => ids.has(id)),
      names,
    );
  return copyText(rows.slice(index, index + 1), names.slice(column, column + 1));
}
