import { type RefObject, useLayoutEffect, useState } from 'react';

/** A card is at least this wide where there is room for three, in px. */
const CARD_WIDTH = 248;
/** Below it, two narrow cards stand side by side. */
const NARROW = 2 * CARD_WIDTH + 16;
/** Below it, one does. */
const SLIM = 300;

export interface Columns {
  readonly columns: number;
  /** Between cards, in px. */
  readonly gap: number;
}

/** How many cards stand side by side in an element: as many as fit. */
export function columnsOf(width: number): Columns {
  if (width < SLIM) return { columns: 1, gap: 12 };
  if (width < NARROW) return { columns: 2, gap: 12 };
  return { columns: Math.max(2, Math.floor((width + 16) / (CARD_WIDTH + 16))), gap: 16 };
}

export function useColumns(element: RefObject<HTMLElement | null>): Columns {
  const [columns, setColumns] = useState<Columns>(() => columnsOf(innerWidth - 32));
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return undefined;
    const take = () =>
      setColumns((before) => {
        const next = columnsOf(current.clientWidth);
        return next.columns === before.columns && next.gap === before.gap ? before : next;
      });
    take();
    const observer = new ResizeObserver(take);
    observer.observe(current);
    return () => observer.disconnect();
  }, [element]);
  return columns;
}
