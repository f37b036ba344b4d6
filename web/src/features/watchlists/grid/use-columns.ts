import { type RefObject, useLayoutEffect, useMemo, useState } from 'react';
import { usePreferences } from '../../../app/preferences.ts';
import { type Column, roomOf, shownColumns, tracksOf } from '../columns/columns.ts';

export interface GridColumns {
  readonly shown: readonly Column[];
  /** Tracks of a row, as CSS. */
  readonly tracks: string;
  /** Pixels below which the table scrolls sideways. */
  readonly width: number;
}

/** The columns of the table for the room it has. They stay the same object until others are shown. */
export function useColumns(scroll: RefObject<HTMLElement | null>): GridColumns {
  const choice = usePreferences().columns;
  const [room, setRoom] = useState(0);
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
    const { columns, width } = tracksOf(shown, choice !== null);
    return { shown, tracks: columns, width };
  }, [choice, room]);
}
