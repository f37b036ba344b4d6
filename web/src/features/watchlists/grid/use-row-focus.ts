import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { Items } from '../use-watch-view.ts';

/**
 * Which row the Tab key reaches, and moving the focus to a row that may not be on screen yet: it is scrolled to, and
 * takes the focus as soon as it exists. A focused row that is taken away hands the focus to the one in its place.
 */
export function useRowFocus(items: Items, scroll: RefObject<HTMLElement | null>, scrollTo: (index: number) => void) {
  const [symbol, setSymbol] = useState<string | null>(null);
  const wanted = useRef<string | null>(null);
  const last_index = useRef(0);
  const found = items.findIndex((item) => item.symbol === symbol);
  const index = found === -1 ? Math.min(last_index.current, items.length - 1) : found;

  const focusAt = useCallback(
    (next: number) => {
      const item = items[next];
      if (!item) return;
      wanted.current = item.symbol;
      last_index.current = next;
      setSymbol(item.symbol);
      scrollTo(next);
      rowOf(scroll.current, item.symbol)?.focus({ preventScroll: true });
    },
    [items, scroll, scrollTo],
  );

  useLayoutEffect(() => {
    if (found !== -1) last_index.current = found;
    if (wanted.current === null) return;
    const row = rowOf(scroll.current, wanted.current);
    if (!row) return;
    wanted.current = null;
    row.focus({ preventScroll: true });
  });

  /** Somebody pressed a row or tabbed to it. */
  const noticed = (next: string) => {
    if (next !== symbol) setSymbol(next);
  };
  return { index: Math.max(0, index), focusAt, noticed };
}

export function rowOf(scroll: HTMLElement | null, symbol: string): HTMLElement | null {
  return scroll?.querySelector<HTMLElement>(`[data-symbol="${CSS.escape(symbol)}"]`) ?? null;
}
