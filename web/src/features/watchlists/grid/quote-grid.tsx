/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-noninteractive-element-to-interactive-role -- laid out as blocks and grids, tables lose their own roles in some browsers */
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useRef } from 'react';
import { useShortcut } from '../../../app/keyboard/use-shortcut.ts';
import { usePreferences } from '../../../app/preferences.ts';
import type { RowCommands } from '../row-commands.ts';
import type { Marks } from '../use-marks.ts';
import { type Items, useSparklines, type WatchView } from '../use-watch-view.ts';
import { COLUMN_COUNT, GridHead } from './grid-head.tsx';
import { QuoteRow } from './quote-row.tsx';
import { useGridInput } from './use-grid-input.ts';
import { useRowDrag } from './use-row-drag.ts';
import { useFocusPlace, useRowFocus } from './use-row-focus.ts';
import './grid.css';

const ROW_HEIGHTS = { compact: 28, normal: 36, comfortable: 44 };
const HEAD_HEIGHT = 32;
const OVERSCAN = 6;

interface QuoteGridProps {
  readonly view: WatchView;
  readonly commands: RowCommands;
  readonly marks: Marks;
}

/** The table of live prices: an APG grid of fixed rows, of which only those on screen exist. */
export function QuoteGrid({ view, commands, marks }: QuoteGridProps) {
  const { items } = view;
  const scroll = useRef<HTMLDivElement>(null);
  const row_height = ROW_HEIGHTS[usePreferences().density];
  const { index, choose } = useFocusPlace(items);
  const virtual = useRows(items, scroll, row_height, index);
  const scrollTo = useCallback((at: number) => virtual.scrollToIndex(at), [virtual]);
  const focusAt = useRowFocus({ items, scroll, scrollTo, choose });
  const page = () => Math.max(1, Math.floor(((scroll.current?.clientHeight ?? 0) - HEAD_HEIGHT) / row_height) - 1);
  const input = useGridInput({ view, commands, marks, scroll, index, focusAt, choose, page });
  useShortcut('row_after', () => focusAt(index));
  useShortcut('row_before', () => focusAt(index));
  return (
    <div className="grid-scroll" ref={scroll}>
      <table
        role="grid"
        className="quotes"
        aria-label={`${view.list?.name ?? 'Watchlist'}, live prices`}
        aria-rowcount={items.length + 1}
        aria-colcount={COLUMN_COUNT}
        aria-multiselectable
        {...input}
      >
        <GridHead state={view.state} onSort={(next) => view.show({ sort: undefined, dir: undefined, ...next })} />
        <GridBody
          view={view}
          commands={commands}
          marks={marks}
          virtual={virtual}
          row_height={row_height}
          tabbable={index}
        />
      </table>
    </div>
  );
}

interface GridBodyProps extends QuoteGridProps {
  readonly virtual: ReturnType<typeof useRows>;
  readonly row_height: number;
  /** Index of the row the Tab key reaches. */
  readonly tabbable: number;
}

function GridBody({ view, commands, marks, virtual, row_height, tabbable }: GridBodyProps) {
  const drag = useRowDrag({ count: view.items.length, row_height, onDrop: commands.moveTo });
  const lines = useSparklines(view.own);
  return (
    <tbody
      role="rowgroup"
      style={{ height: virtual.getTotalSize() - HEAD_HEIGHT }}
      {...drag.handlers}
      {...freezing(view.frozen)}
    >
      {virtual.getVirtualItems().map((row) => {
        const item = view.items[row.index];
        return (
          item && (
            <QuoteRow
              key={item.symbol}
              item={item}
              line={lines?.get(item.symbol)}
              index={row.index}
              top={row.start - HEAD_HEIGHT}
              tabbable={row.index === tabbable}
              current={view.state.symbol === item.symbol}
              marked={marks.symbols.has(item.symbol)}
              movable={view.movable}
              mixed={view.mixed}
              drag={drag.markOf(item.symbol, row.index)}
            />
          )
        );
      })}
    </tbody>
  );
}

/** The rows on screen and a few around them, and always the focused one, so that the focus is never lost by scrolling. */
function useRows(items: Items, scroll: RefObject<HTMLElement | null>, row_height: number, focused: number) {
  // oxlint-disable-next-line react/incompatible-library -- its methods change their answers; nothing here is memoised on them
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => row_height,
    overscan: OVERSCAN,
    scrollMargin: HEAD_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT,
    rangeExtractor: (range: Range) => {
      const shown = defaultRangeExtractor(range);
      if (focused >= items.length || shown.includes(focused)) return shown;
      return [...shown, focused].sort((left, right) => left - right);
    },
  });
  useEffect(() => virtual.measure(), [virtual, row_height]);
  return virtual;
}

/** While somebody points at a row or has it focused, prices do not reorder the rows. */
function freezing(frozen: RefObject<boolean>) {
  const set = (value: boolean) => () => {
    frozen.current = value;
  };
  return { onPointerEnter: set(true), onPointerLeave: set(false), onFocus: set(true), onBlur: set(false) };
}
