import { useCallback, useMemo, useState } from 'react';
import type { Rectangle } from '../edit/paste.ts';
import type { StockRow } from '../row.ts';

/** A cell of the table: a listing and a column. */
export interface CellAt {
  readonly id: string;
  readonly column: number;
}
interface Range {
  readonly anchor: CellAt;
  readonly head: CellAt;
}

/** Rows chosen together: ticked ones, those of a range of several lines, or all that the filter leaves. */
export interface Selection {
  /** Ids of the chosen rows among those that are loaded. */
  readonly ids: ReadonlySet<string>;
  /** Every listing of the filter is chosen, loaded or not. */
  readonly all: boolean;
  /** The cells of the range; null while it is one cell. */
  readonly range: Rectangle | null;
  readonly toggle: (id: string) => void;
  /** Ticks everything between the last one ticked and this one. */
  readonly tickTo: (id: string) => void;
  readonly tickLoaded: () => void;
  readonly chooseAll: () => void;
  /** The range grows from where it began, or from `from`, to a cell. */
  readonly extend: (from: CellAt, to: CellAt) => void;
  readonly dropRange: () => void;
  readonly clear: () => void;
}

const none: ReadonlySet<string> = new Set();

export function useSelection(rows: readonly StockRow[]): Selection {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(none);
  const [all, setAll] = useState(false);
  const [last, setLast] = useState<string | null>(null);
  const [range, setRange] = useState<Range | null>(null);
  const rectangle = useMemo(() => (range === null ? null : rectangleOf(range, rows)), [range, rows]);
  const ids = useMemo(() => {
    if (all) return new Set(rows.map((row) => row.id));
    if (ticked.size === 0 && rectangle === null) return none;
    const chosen = rows.filter(({ id }, at) => ticked.has(id) || inLines(rectangle, at));
    return new Set(chosen.map(({ id }) => id));
  }, [all, rows, ticked, rectangle]);

  const toggle = useCallback((id: string) => {
    setLast(id);
    setAll(false);
    setTicked((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }, []);
  const clear = useCallback(() => {
    setTicked(none);
    setAll(false);
    setRange(null);
  }, []);
  return {
    ids,
    all,
    range: rectangle,
    toggle,
    tickTo(id) {
      const [from, to] = [rows.findIndex((row) => row.id === last), rows.findIndex((row) => row.id === id)];
      const start = from === -1 ? to : from;
      const between = rows.slice(Math.min(start, to), Math.max(start, to) + 1);
      setAll(false);
      setTicked((before) => new Set([...before, ...between.map((row) => row.id)]));
    },
    tickLoaded: () => setTicked(new Set(rows.map((row) => row.id))),
    chooseAll: () => setAll(true),
    extend: (from, to) => setRange((before) => ({ anchor: before?.anchor ?? from, head: to })),
    dropRange: useCallback(() => setRange(null), []),
    clear,
  };
}

function rectangleOf({ anchor, head }: Range, rows: readonly StockRow[]): Rectangle | null {
  const [from, to] = [rows.findIndex(({ id }) => id === anchor.id), rows.findIndex(({ id }) => id === head.id)];
  if (from === -1 || to === -1 || (from === to && anchor.column === head.column)) return null;
  return {
    top: Math.min(from, to),
    bottom: Math.max(from, to),
    left: Math.min(anchor.column, head.column),
    right: Math.max(anchor.column, head.column),
  };
}

/** A range inside one line chooses cells, not the row. */
function inLines(range: Rectangle | null, at: number): boolean {
  return range !== null && range.bottom > range.top && at >= range.top && at <= range.bottom;
}
