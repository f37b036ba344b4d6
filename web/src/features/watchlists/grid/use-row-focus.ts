import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { Items } from '../use-watch-view.ts';

/** The row the Tab key reaches. Where the row itself is gone, it is the one in its place. */
export function useFocusPlace(items: Items) {
  const [place, setPlace] = useState<{ readonly symbol: string; readonly index: number } | null>(null);
  const found = items.findIndex((item) => item.symbol === place?.symbol);
  const index = Math.max(0, found === -1 ? Math.min(place?.index ?? 0, items.length - 1) : found);
  /** Somebody pressed a row, tabbed to it, or a key leads to it. */
  const choose = useCallback((symbol: string, at: number) => {
    setPlace((before) => (before?.symbol === symbol && before.index === at ? before : { symbol, index: at }));
  }, []);
  return { index, choose };
}

interface RowFocusOptions {
  readonly items: Items;
  readonly scroll: RefObject<HTMLElement | null>;
  readonly scrollTo: (index: number) => void;
  readonly choose: (symbol: string, index: number) => void;
}

/** Moves the focus to a row that may not exist yet: it is scrolled to, and takes the focus as soon as it is there. */
export function useRowFocus({ items, scroll, scrollTo, choose }: RowFocusOptions): (index: number) => void {
  const wanted = useRef<string | null>(null);
  useLayoutEffect(() => {
    const row = wanted.current === null ? null : rowOf(scroll.current, wanted.current);
    if (!row) return;
    wanted.current = null;
    row.focus({ preventScroll: true });
  });
  return useCallback(
    (index: number) => {
      const item = items[index];
      if (!item) return;
      wanted.current = item.symbol;
      choose(item.symbol, index);
      scrollTo(index);
      rowOf(scroll.current, item.symbol)?.focus({ preventScroll: true });
    },
    [items, scroll, scrollTo, choose],
  );
}

export function rowOf(scroll: HTMLElement | null, symbol: string): HTMLElement | null {
  return scroll?.querySelector<HTMLElement>(`[data-symbol="${CSS.escape(symbol)}"]`) ?? null;
}
