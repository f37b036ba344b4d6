import type { FocusEvent, KeyboardEvent, MouseEvent, RefObject } from 'react';
import { pressName } from '../../../app/keyboard/match.ts';
import { preferences } from '../../../app/preferences.ts';
import type { RowCommands } from '../row-commands.ts';
import type { Marks } from '../use-marks.ts';
import type { WatchView } from '../use-watch-view.ts';
import { type RowAction, rowActionOf } from './grid-keys.ts';
import { walkHeads } from './grid-head.tsx';
import { rowOf } from './use-row-focus.ts';

interface GridInput {
  readonly view: WatchView;
  readonly commands: RowCommands;
  readonly marks: Marks;
  readonly scroll: RefObject<HTMLElement | null>;
  readonly index: number;
  readonly focusAt: (index: number) => void;
  readonly choose: (symbol: string, index: number) => void;
  /** Rows that fit on the screen. */
  readonly page: () => number;
}

/** What keys, clicks and the right button do in the table: one listener for all rows. */
export function useGridInput(input: GridInput) {
  const { view, commands, marks, scroll } = input;
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const target = event.target as HTMLElement;
    if (target.closest('thead')) return walkHeads(event, () => input.focusAt(0));
    if (!target.matches('[data-symbol]')) return;
    const press = pressName(event);
    if (press === 'Escape') return escape(event, input);
    if (press.length === 1 && press !== ' ' && !preferences().single_keys) return;
    const action = rowActionOf(press, { index: input.index, count: view.items.length, page: input.page() });
    if (!action) return;
    event.preventDefault();
    runAction(action, input);
  };
  const onClick = (event: MouseEvent<HTMLElement>) => {
    const symbol = symbolAt(event);
    if (symbol === undefined) return;
    const target = event.target as HTMLElement;
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
    rowOf(scroll.current, symbol)?.focus({ preventScroll: true });
    commands.menu(symbol, { getBoundingClientRect: () => at });
  };
  const onFocus = (event: FocusEvent<HTMLElement>) => {
    const { symbol, index } = event.target.dataset;
    if (symbol !== undefined) input.choose(symbol, Number(index));
  };
  return { onKeyDown, onClick, onContextMenu, onFocus };
}

function symbolAt(event: MouseEvent<HTMLElement>): string | undefined {
  return (event.target as HTMLElement).closest<HTMLElement>('[data-symbol]')?.dataset['symbol'];
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
  const item = view.items[index];
  if (!item) return;
  switch (action.kind) {
    case 'focus':
      return focusAt(action.index);
    case 'extend':
      if (!marks.symbols.has(item.symbol)) marks.toggle(item.symbol);
      marks.extendTo(action.index);
      return focusAt(action.index);
    case 'move':
      return view.movable ? commands.moveTo(item.symbol, Math.max(0, index + action.by)) : undefined;
    case 'open':
      return commands.open(item.symbol);
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
      const row = rowOf(scroll.current, item.symbol);
      return row ? commands.menu(item.symbol, row) : undefined;
    }
    case 'header':
      return scroll.current?.querySelector<HTMLElement>('thead button')?.focus();
  }
}

/** Removes the chosen rows, or the focused one; the focus goes to the row that takes the place. */
function removeHere({ view, commands, marks, index, focusAt }: GridInput): void {
  const focused = view.items[index]?.symbol;
  const gone = marks.symbols.size > 0 ? marks.symbols : new Set(focused === undefined ? [] : [focused]);
  const next = view.items.findIndex((item, at) => at > index && !gone.has(item.symbol));
  const before = view.items.findLastIndex((item, at) => at < index && !gone.has(item.symbol));
  commands.remove([...gone]);
  marks.clear();
  if (next !== -1 || before !== -1) focusAt(next === -1 ? before : next);
}
