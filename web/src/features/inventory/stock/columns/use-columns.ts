import { type RefObject, useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { type Column, roomOf, shownColumns, tracksOf } from './columns.ts';

const keyOf = (vendor_id: string) => `omni-stock.stock-columns.${vendor_id}`;
const listeners = new Set<() => void>();
/** Read from storage once, so that the same choice stays the same object. */
const known = new Map<string, readonly string[] | null>();

function choiceOf(vendor_id: string): readonly string[] | null {
  const found = known.get(vendor_id);
  if (found !== undefined) return found;
  let stored: unknown = null;
  try {
    stored = JSON.parse(localStorage.getItem(keyOf(vendor_id)) ?? 'null');
  } catch {
    // Blocked or spoilt storage: the usual columns serve.
  }
  const choice = Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : null;
  known.set(vendor_id, choice);
  return choice;
}

/** Keeps which columns this browser shows of a vendor; null for the usual ones. */
export function chooseColumns(vendor_id: string, choice: readonly string[] | null): void {
  known.set(vendor_id, choice);
  try {
    if (choice === null) localStorage.removeItem(keyOf(vendor_id));
    else localStorage.setItem(keyOf(vendor_id), JSON.stringify(choice));
  } catch {
    // Storage is full or blocked: the choice holds until the page is left.
  }
  for (const listener of listeners) listener();
}

/** Ids of the columns somebody chose for this vendor here; null while nobody did. */
export function useColumnChoice(vendor_id: string): readonly string[] | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => choiceOf(vendor_id),
  );
}

export interface GridColumns {
  readonly shown: readonly Column[];
  /** Tracks of a row, as CSS. */
  readonly tracks: string;
  /** Pixels below which the table scrolls sideways. */
  readonly width: number;
}

/** The columns of the table for the room it has. They stay the same object until others are shown. */
export function useColumns(vendor_id: string, scroll: RefObject<HTMLElement | null>): GridColumns {
  const choice = useColumnChoice(vendor_id);
  const [room, setRoom] = useState(() => roomOf(innerWidth));
  useLayoutEffect(() => {
    const element = scroll.current;
    if (!element) return undefined;
    const measure = () => setRoom(roomOf(element.clientWidth));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroll]);
  return useMemo(() => {
    const shown = shownColumns(choice, room);
    return { shown, ...tracksOf(shown) };
  }, [choice, room]);
}
