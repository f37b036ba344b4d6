import { type PointerEvent, useState } from 'react';

interface Drag {
  readonly symbol: string;
  readonly from: number;
  /** The place it would take now. */
  readonly to: number;
}

interface RowDragOptions {
  readonly count: number;
  readonly row_height: number;
  /** Both are lines of the table, headings among them. */
  readonly onDrop: (symbol: string, from: number, to: number) => void;
}

/** Near an edge the list scrolls under the pointer. */
const EDGE_PX = 40;
const EDGE_STEP_PX = 12;

/** Moves a row by its grip; Alt+Up, Alt+Down and the row's menu do the same. */
export function useRowDrag({ count, row_height, onDrop }: RowDragOptions) {
  const [drag, setDrag] = useState<Drag | null>(null);

  const placeOf = (event: PointerEvent<HTMLElement>) => {
    const { top } = event.currentTarget.getBoundingClientRect();
    return Math.min(count - 1, Math.max(0, Math.floor((event.clientY - top) / row_height)));
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    const target = event.target as HTMLElement;
    const row = target.closest('[data-grip]') && target.closest<HTMLElement>('[data-symbol]');
    const symbol = row?.dataset['symbol'];
    if (!row || symbol === undefined || event.button !== 0) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    const from = Number(row.dataset['index']);
    setDrag({ symbol, from, to: from });
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (!drag) return;
    scrollAtEdge(event.currentTarget.closest('.row-scroll'), event.clientY);
    const to = placeOf(event);
    if (to !== drag.to) setDrag({ ...drag, to });
  };
  const finish = (event: PointerEvent<HTMLElement>) => {
    if (!drag) return;
    event.currentTarget.releasePointerCapture(event.pointerId);
    setDrag(null);
    if (event.type === 'pointerup' && drag.to !== drag.from) onDrop(drag.symbol, drag.from, drag.to);
  };
  /** How a row shows the drag that is under way. */
  const markOf = (key: string, index: number) => {
    if (!drag) return null;
    if (drag.symbol === key) return 'dragging' as const;
    if (index !== drag.to) return null;
    return drag.to < drag.from ? ('before' as const) : ('after' as const);
  };
  return {
    markOf,
    handlers: { onPointerDown, onPointerMove, onPointerUp: finish, onPointerCancel: finish },
  };
}

function scrollAtEdge(scroll: Element | null, y: number): void {
  if (!scroll) return;
  const { top, bottom } = scroll.getBoundingClientRect();
  if (y < top + EDGE_PX) scroll.scrollTop -= EDGE_STEP_PX;
  if (y > bottom - EDGE_PX) scroll.scrollTop += EDGE_STEP_PX;
}
