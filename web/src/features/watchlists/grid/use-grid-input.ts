import type { FocusEvent, KeyboardEvent, MouseEvent, RefObject } from 'react';
import { pressName } from '../../../app/keyboard/match.ts';
import { preferences } from '../../../app/preferences.ts';
import type { RowCommands } from '../row-commands.ts';
import { type ListRow, placeAt } from '../sections.ts';
import type { Marks } from '../use-marks.ts';
import type { WatchView } from '../use-watch-view.ts';
import { type RowAction, rowActionOf } from './grid-keys.ts';
import { walkHeads } from './grid-head.tsx';
import { rowElement } from './use-row-focus.ts';

interface GridInput {
  readonly view: WatchView;
  readonly commands: RowCommands;
  readonly marks: Marks;
  readonly scroll: RefObject<HTMLElement | null>;
  /** Line of the table that has the focus, headings of sections counted. */
  readonly index: number;
  readonly focusAt: (index: number) => void;
  readonly choose: (key: string, index: number) => void;
  /** Rows that fit on the screen. */
  readonly page: () => number;
}

/** What keys, clicks and the right button do in the table: one listener for all rows. */
export function useGridInput(input: GridInput) {
  const { view, commands, marks, scroll } = input;
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const target = event.target as HTMLElement;
    if (target.closest('thead')) return walkHeads(event, () => input.focusAt(0));
    if (!target.matches('[data-row]')) return;
    const press = pressName(event);
    if (press === 'Escape') return escape(event, input);
    const { section } = target.dataset;
    if (section !== undefined && isFold(press, input, section)) return view.sections.toggle(section);
    if (press.length === 1 && press !== ' ' && !preferences().single_keys) return;
    const action = rowActionOf(press, { index: input.index, count: view.rows.length, page: input.page() });
    // Enter and the space bar press a heading as they press any button.
    if (!action || (section !== undefined && action.kind !== 'focus' && action.kind !== 'header')) return;
    event.preventDefault();
    runAction(action, input);
  };
  const onClick = (event: MouseEvent<HTMLElement>) => {
    const target = event.target as HTMLElement;
    const section = target.closest<HTMLElement>('[data-section]')?.dataset['section'];
    if (section !== undefined) return view.sections.toggle(section);
    const symbol = symbolAt(event);
    if (symbol === undefined) return;
    const opener = target.closest('[data-menu]');
    if (opener) return commands.menu(symbol, opener);
    if (event.shiftKey) return marks.extendTo(view.items.findIndex((item) => item.symbol === symbol));
    if (event.ctrlKey || event.metaKey || marks.symbols.size > 0) return marks.toggle(symbol);
    commands.open(symbol);
  };
  const onContextMenu = (event: MouseEvent<HTMLElement>) => {
    const symbol = symbolAt(event);
    if (symbol === undefined) return;
    event.preventDefault();
    const at = new DOMRect(event.clientX, event.clientY, 0, 0);
    rowElement(scroll.current, symbol)?.focus({ preventScroll: true });
    commands.menu(symbol, { getBoundingClientRect: () => at });
  };
  const onFocus = (event: FocusEvent<HTMLElement>) => {
    const { row, index } = event.target.dataset;
    if (row !== undefined) input.choose(row, Number(index));
  };
  return { onKeyDown, onClick, onContextMenu, onFocus };
}

function symbolAt(event: MouseEvent<HTMLElement>): string | undefined {
  return (event.target as HTMLElement).closest<HTMLElement>('[data-symbol]')?.dataset['symbol'];
}

/** Left folds a heading that is open, right opens one that is folded. */
function isFold(press: string, { view }: GridInput, section: string): boolean {
  return press === (view.sections.collapsed.has(section) ? 'ArrowRight' : 'ArrowLeft');
}

/** Esc first gives up the choice of rows, then the detail. */
function escape(event: KeyboardEvent<HTMLElement>, { marks, view }: GridInput): void {
  if (marks.symbols.size > 0) marks.clear();
  else if (view.state.symbol !== undefined) view.show({ symbol: undefined });
  else return;
  event.preventDefault();
}

function runAction(action: RowAction, input: GridInput): void {
  const { view, commands, marks, scroll, index, focusAt } = input;
  if (action.kind === 'focus') return focusAt(action.index);
  if (action.kind === 'header') return scroll.current?.querySelector<HTMLElement>('thead button')?.focus();
  const row = view.rows[index];
  if (row?.kind !== 'item') return;
  const { item } = row;
  switch (action.kind) {
    case 'extend':
      return extendTo(input, action.index);
    case 'move': {
      const place = view.movable ? placeAt(view.rows, { from: index, to: index + action.by }, view.own) : null;
      return place ? commands.moveTo(item.symbol, place) : undefined;
    }
    case 'open':
      return commands.open(item.symbol);
    case 'alert':
      return commands.alert(item.symbol);
    case 'peek':
      return commands.peek(item.symbol);
    case 'mark':
      return marks.toggle(item.symbol);
    case 'mark-all':
      return marks.all();
    case 'edit':
      return commands.edit(item);
    case 'remove':
      return removeHere(input);
    case 'menu': {
      const element = rowElement(scroll.current, item.symbol);
      return element ? commands.menu(item.symbol, element) : undefined;
    }
  }
}

/** The choice of rows grows to a line; headings on the way are passed over. */
function extendTo({ view, marks, index, focusAt }: GridInput, to: number): void {
  const [from, row] = [view.rows[index], view.rows[to]];
  if (from?.kind === 'item' && !marks.symbols.has(from.item.symbol)) marks.toggle(from.item.symbol);
  if (row?.kind === 'item') marks.extendTo(view.items.indexOf(row.item));
  focusAt(to);
}

/** Removes the chosen rows, or the focused one; the focus goes to the row that takes the place. */
function removeHere({ view, commands, marks, index, focusAt }: GridInput): void {
  const { rows } = view;
  const focused = rows[index]?.key;
  const gone = marks.symbols.size > 0 ? marks.symbols : new Set(focused === undefined ? [] : [focused]);
  const stays = (row: ListRow) => row.kind === 'item' && !gone.has(row.item.symbol);
  const next = rows.findIndex((row, at) => at > index && stays(row));
  const before = rows.findLastIndex((row, at) => at < index && stays(row));
  commands.remove([...gone]);
  marks.clear();
  if (next !== -1 || before !== -1) focusAt(next === -1 ? before : next);
}
