import { useCallback, useMemo, useRef, useState } from 'react';
import type { Items } from './use-watch-view.ts';

/** Rows chosen together. Symbols that leave the list leave the choice. */
export interface Marks {
  readonly symbols: ReadonlySet<string>;
  readonly toggle: (symbol: string) => void;
  /** Chooses everything between the last one chosen and this one. */
  readonly extendTo: (index: number) => void;
  readonly all: () => void;
  readonly clear: () => void;
}

export function useMarks(items: Items): Marks {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const anchor = useRef<string | null>(null);
  const symbols = useMemo(() => {
    const present = items.filter((item) => chosen.has(item.symbol)).map((item) => item.symbol);
    return new Set(present);
  }, [items, chosen]);
  const toggle = useCallback((symbol: string) => {
    anchor.current = symbol;
    setChosen((before) => {
      const next = new Set(before);
      if (!next.delete(symbol)) next.add(symbol);
      return next;
    });
  }, []);
  return {
    symbols,
    toggle,
    extendTo(index) {
      const from = items.findIndex((item) => item.symbol === anchor.current);
      const start = from === -1 ? index : from;
      const range = items.slice(Math.min(start, index), Math.max(start, index) + 1);
      setChosen((before) => new Set([...before, ...range.map((item) => item.symbol)]));
    },
    all: () => setChosen(new Set(items.map((item) => item.symbol))),
    clear: () => setChosen(new Set()),
  };
}
