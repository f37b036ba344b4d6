import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { StockRow } from '../row.ts';
import type { CellAt } from './use-selection.ts';

interface CellFocusOptions {
  readonly rows: readonly StockRow[];
  /** Columns that are shown. */
  readonly columns: number;
  readonly scroll: RefObject<HTMLElement | null>;
}

/** The one cell the Tab key reaches, and the way to move the focus to one that may not exist yet. */
export function useCellFocus({ rows, columns, scroll }: CellFocusOptions) {
  const [place, setPlace] = useState<CellAt & { readonly index: number }>({ id: '', column: 0, index: 0 });
  const wanted = useRef<CellAt | null>(null);
  const found = rows.findIndex(({ id }) => id === place.id);
  // Where the row itself is gone, it is the one in its place.
  const index = Math.max(0, found === -1 ? Math.min(place.index, rows.length - 1) : found);
  const column = Math.max(0, Math.min(place.column, columns - 1));

  /** Somebody pressed a cell, tabbed to it, or a key leads to it. */
  const choose = useCallback((id: string, at: number, to: number) => {
    setPlace((before) =>
      before.id === id && before.column === at && before.index === to ? before : { id, column: at, index: to },
    );
  }, []);
  useLayoutEffect(() => {
    const cell = wanted.current === null ? null : cellElement(scroll.current, wanted.current);
    if (!cell) return;
    wanted.current = null;
    cell.focus({ preventScroll: true });
    keepInSight(cell);
  });
  const focusAt = (to: number, at: number, scrollTo: (index: number) => void) => {
    const row = rows[to];
    if (row === undefined) return;
    wanted.current = { id: row.id, column: at };
    choose(row.id, at, to);
    scrollTo(to);
    const cell = cellElement(scroll.current, wanted.current);
    cell?.focus({ preventScroll: true });
    if (cell) keepInSight(cell);
  };
  return { index, column, focusAt, at: { index, column, choose } };
}

/** A column scrolled out sideways comes back from under the one that stays. */
function keepInSight(cell: HTMLElement): void {
  if (cell.dataset['column'] !== '0') cell.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

export function cellElement(scroll: HTMLElement | null, { id, column }: CellAt): HTMLElement | null {
  return scroll?.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"] [data-column="${column}"]`) ?? null;
}
