import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { ListRow } from '../sections.ts';

/** The row the Tab key reaches. Where the row itself is gone, it is the one in its place. */
export function useFocusPlace(rows: readonly ListRow[]) {
  const [place, setPlace] = useState<{ readonly key: string; readonly index: number } | null>(null);
  const found = rows.findIndex((row) => row.key === place?.key);
  const index = Math.max(0, found === -1 ? Math.min(place?.index ?? 0, rows.length - 1) : found);
  /** Somebody pressed a row, tabbed to it, or a key leads to it. */
  const choose = useCallback((key: string, at: number) => {
    setPlace((before) => (before?.key === key && before.index === at ? before : { key, index: at }));
  }, []);
  return { index, choose };
}

interface RowFocusOptions {
  readonly rows: readonly ListRow[];
  readonly scroll: RefObject<HTMLElement | null>;
  readonly scrollTo: (index: number) => void;
  readonly choose: (key: string, index: number) => void;
}

/** Moves the focus to a row that may not exist yet: it is scrolled to, and takes the focus as soon as it is there. */
export function useRowFocus({ rows, scroll, scrollTo, choose }: RowFocusOptions): (index: number) => void {
  const wanted = useRef<string | null>(null);
  useLayoutEffect(() => {
    const row = wanted.current === null ? null : rowElement(scroll.current, wanted.current);
    if (!row) return;
    wanted.current = null;
    row.focus({ preventScroll: true });
  });
  return useCallback(
    (index: number) => {
      const row = rows[index];
      if (!row) return;
      wanted.current = row.key;
      choose(row.key, index);
      scrollTo(index);
      rowElement(scroll.current, row.key)?.focus({ preventScroll: true });
    },
    [rows, scroll, scrollTo, choose],
  );
}

/** What takes the focus of a line: the row of an item, the button of a heading. */
export function rowElement(scroll: HTMLElement | null, key: string): HTMLElement | null {
  return scroll?.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"]`) ?? null;
}
