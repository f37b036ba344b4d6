import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect } from 'react';

/** Height of a grid's rows by the density that a person chose, in px. */
export const ROW_HEIGHTS = { compact: 28, normal: 36, comfortable: 44 };
/** Height of a grid's head, which stays in sight above its rows, in px. */
export const HEAD_HEIGHT = 32;
/** Rows that are drawn above and below those on screen. */
const OVERSCAN = 6;

interface VirtualRowsOptions {
  readonly count: number;
  /** What scrolls. */
  readonly scroll: RefObject<HTMLElement | null>;
  /** In px. */
  readonly row_height: number;
  /** Index of the row that has the focus. */
  readonly focused: number;
}

/** The rows on screen and a few around them, and always the focused one, so that the focus is never lost by scrolling. */
export function useVirtualRows({ count, scroll, row_height, focused }: VirtualRowsOptions) {
  // oxlint-disable-next-line react/incompatible-library -- its methods change their answers; nothing here is memoised on them
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroll.current,
    estimateSize: () => row_height,
    overscan: OVERSCAN,
    scrollMargin: HEAD_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT,
    rangeExtractor: (range: Range) => {
      const shown = defaultRangeExtractor(range);
      if (focused >= count || shown.includes(focused)) return shown;
      return [...shown, focused].sort((left, right) => left - right);
    },
  });
  useEffect(() => virtual.measure(), [virtual, row_height]);
  return virtual;
}
