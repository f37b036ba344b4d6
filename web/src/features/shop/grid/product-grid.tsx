import { useVirtualizer, useWindowVirtualizer } from '@tanstack/react-virtual';
import { defaultRangeExtractor, type Range } from '@tanstack/react-virtual';
import { type ReactNode, type RefObject, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import { useUser } from '../../../app/session.ts';
import { useColumns } from './use-columns.ts';
import './cards.css';

/** Rows drawn above and below those on screen. */
const OVERSCAN = 2;
/** Until the first row was measured, in px. */
const ROW_HEIGHT = 376;

interface GridProps {
  readonly count: number;
  /** How many there are in all, if that is known. */
  readonly total: number | undefined;
  readonly label: string;
  readonly card: (index: number) => ReactNode;
  /** Called with the index of the last card that is drawn. */
  readonly onReach: (last: number) => void;
}

/**
 * Cards side by side, of which only those near the screen are in the document. Signed in, the page scrolls inside the
 * app's frame; a visitor's page scrolls as a whole.
 */
export function ProductGrid(props: GridProps) {
  return useUser() === null ? <WindowGrid {...props} /> : <PaneGrid {...props} />;
}

interface Layout {
  readonly list: RefObject<HTMLUListElement | null>;
  readonly columns: number;
  readonly gap: number;
  readonly rows: number;
  /** From the top of what scrolls to the first card, in px. */
  readonly margin: number;
  readonly focused: number;
  readonly setFocused: (row: number) => void;
}

function useLayout({ count }: GridProps, scrolled: () => number): Layout {
  const list = useRef<HTMLUListElement>(null);
  const { columns, gap } = useColumns(list);
  const [margin, setMargin] = useState(0);
  const [focused, setFocused] = useState(-1);
  const measure = useEffectEvent(() => {
    const top = list.current?.getBoundingClientRect().top ?? 0;
    setMargin(Math.round(top + scrolled()));
  });
  // The page above the cards grows and shrinks with what is chosen there.
  useLayoutEffect(() => {
    const { current } = list;
    const above = current?.parentElement;
    if (!above) return undefined;
    const observer = new ResizeObserver(() => measure());
    for (const part of above.children) if (part !== current) observer.observe(part);
    observer.observe(above);
    return () => observer.disconnect();
  }, []);
  return { list, columns, gap, rows: Math.ceil(count / columns), margin, focused, setFocused };
}

const pane = () => document.getElementById('main');

function PaneGrid(props: GridProps) {
  const layout = useLayout(props, () => (pane()?.scrollTop ?? 0) - (pane()?.getBoundingClientRect().top ?? 0));
  // oxlint-disable-next-line react/incompatible-library -- its methods change their answers; nothing here is memoised on them
  const virtual = useVirtualizer({ ...optionsOf(layout), getScrollElement: pane });
  return <Cards {...props} layout={layout} virtual={virtual} />;
}

function WindowGrid(props: GridProps) {
  const layout = useLayout(props, () => scrollY);
  // oxlint-disable-next-line react/incompatible-library -- as above
  const virtual = useWindowVirtualizer(optionsOf(layout));
  return <Cards {...props} layout={layout} virtual={virtual} />;
}

function optionsOf({ rows, gap, margin, focused }: Layout) {
  return {
    count: rows,
    gap,
    overscan: OVERSCAN,
    scrollMargin: margin,
    estimateSize: () => ROW_HEIGHT,
    // The focus is never lost by scrolling.
    rangeExtractor: (range: Range) => {
      const shown = defaultRangeExtractor(range);
      if (focused < 0 || focused >= rows || shown.includes(focused)) return shown;
      return [...shown, focused].sort((left, right) => left - right);
    },
  };
}

interface CardsProps extends GridProps {
  readonly layout: Layout;
  readonly virtual: Pick<
    ReturnType<typeof useWindowVirtualizer>,
    'getVirtualItems' | 'getTotalSize' | 'measureElement'
  >;
}

function Cards({ count, total, label, card, onReach, layout, virtual }: CardsProps) {
  const { list, columns, gap, margin, setFocused } = layout;
  const rows = virtual.getVirtualItems();
  const last = ((rows.at(-1)?.index ?? 0) + 1) * columns - 1;
  useLayoutEffect(() => onReach(last));
  return (
    <ul ref={list} className="product-grid" aria-label={label} style={{ height: virtual.getTotalSize() }}>
      {rows.flatMap((row) =>
        Array.from({ length: Math.min(columns, count - row.index * columns) }, (_, column) => {
          const index = row.index * columns + column;
          return (
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- hears the focus of its link
            <li
              key={index}
              ref={column === 0 ? virtual.measureElement : undefined}
              data-index={row.index}
              aria-setsize={total ?? count}
              aria-posinset={index + 1}
              style={{
                top: row.start - margin,
                left: `calc((100% + ${gap}px) / ${columns} * ${column})`,
                width: `calc((100% - ${gap * (columns - 1)}px) / ${columns})`,
              }}
              onFocus={() => setFocused(row.index)}
            >
              {card(index)}
            </li>
          );
        }),
      )}
    </ul>
  );
}
