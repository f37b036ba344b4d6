/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-noninteractive-element-to-interactive-role -- laid out as blocks and grids, tables lose their own roles in some browsers */
import { type CSSProperties, type RefObject, useCallback, useRef } from 'react';
import { useShortcut } from '../../../app/keyboard/use-shortcut.ts';
import { usePreferences } from '../../../app/preferences.ts';
import { HEAD_HEIGHT, ROW_HEIGHTS, useVirtualRows } from '../../../ui/use-virtual-rows.ts';
import type { RowCommands } from '../row-commands.ts';
import { type ListRow, placeAt } from '../sections.ts';
import type { Marks } from '../use-marks.ts';
import { useSparklines, type WatchView } from '../use-watch-view.ts';
import { GridHead } from './grid-head.tsx';
import { QuoteRow, type QuoteRowProps } from './quote-row.tsx';
import { SectionRow } from './section-row.tsx';
import { type GridColumns, useColumns } from './use-columns.ts';
import { useGridInput } from './use-grid-input.ts';
import { useRowDrag } from './use-row-drag.ts';
import { useFocusPlace, useRowFocus } from './use-row-focus.ts';
import './grid.css';

/** The symbol at the left and the menu at the right. */
const FIXED_COLUMNS = 2;

interface QuoteGridProps {
  readonly view: WatchView;
  readonly commands: RowCommands;
  readonly marks: Marks;
}

/** The table of live prices: an APG grid of fixed rows, of which only those on screen exist. */
export function QuoteGrid({ view, commands, marks }: QuoteGridProps) {
  const { rows } = view;
  const scroll = useRef<HTMLDivElement>(null);
  const columns = useColumns(scroll);
  const row_height = ROW_HEIGHTS[usePreferences().density];
  const { index, choose } = useFocusPlace(rows);
  const virtual = useVirtualRows({ count: rows.length, scroll, row_height, focused: index });
  const scrollTo = useCallback((at: number) => virtual.scrollToIndex(at), [virtual]);
  const focusAt = useRowFocus({ rows, scroll, scrollTo, choose });
  const page = () => Math.max(1, Math.floor(((scroll.current?.clientHeight ?? 0) - HEAD_HEIGHT) / row_height) - 1);
  const input = useGridInput({ view, commands, marks, scroll, index, focusAt, choose, page });
  useShortcut('row_after', () => focusAt(index));
  useShortcut('row_before', () => focusAt(index));
  return (
    <div className="row-scroll" ref={scroll}>
      <table
        role="grid"
        className="row-table quotes"
        style={{ '--columns': columns.tracks, minWidth: columns.width } as CSSProperties}
        aria-label={`${view.list?.name ?? 'Watchlist'}, live prices`}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.shown.length + FIXED_COLUMNS}
        aria-multiselectable
        {...input}
      >
        <GridHead
          columns={columns.shown}
          state={view.state}
          onSort={(next) => view.show({ sort: undefined, dir: undefined, ...next })}
        />
        <GridBody
          view={view}
          commands={commands}
          marks={marks}
          columns={columns}
          virtual={virtual}
          row_height={row_height}
          tabbable={index}
        />
      </table>
    </div>
  );
}

interface GridBodyProps extends QuoteGridProps {
  readonly columns: GridColumns;
  readonly virtual: ReturnType<typeof useVirtualRows>;
  readonly row_height: number;
  /** Index of the line the Tab key reaches. */
  readonly tabbable: number;
}

function GridBody(props: GridBodyProps) {
  const { view, commands, virtual, row_height } = props;
  const drag = useRowDrag({
    count: view.rows.length,
    row_height,
    onDrop: (symbol, from, to) => {
      const place = placeAt(view.rows, { from, to }, view.own);
      if (place) commands.moveTo(symbol, place);
    },
  });
  const lines = useSparklines(view.own);
  return (
    <tbody
      role="rowgroup"
      style={{ height: virtual.getTotalSize() - HEAD_HEIGHT }}
      {...drag.handlers}
      {...freezing(view.frozen)}
    >
      {virtual.getVirtualItems().map(({ index, start }) => {
        const row = view.rows[index];
        return (
          row && (
            <GridLine
              key={row.key}
              {...props}
              row={row}
              index={index}
              top={start - HEAD_HEIGHT}
              line={lines?.get(row.key)}
              drag={drag.markOf(row.key, index)}
            />
          )
        );
      })}
    </tbody>
  );
}

interface GridLineProps extends GridBodyProps, Pick<QuoteRowProps, 'index' | 'top' | 'line' | 'drag'> {
  readonly row: ListRow;
}

/** A heading or an item. */
function GridLine({ view, marks, columns, tabbable, row, index, top, line, drag }: GridLineProps) {
  const place = { index, top, tabbable: index === tabbable };
  if (row.kind === 'section') {
    const count = columns.shown.length + FIXED_COLUMNS;
    return <SectionRow {...place} row={row} columns={count} drop={drag === 'dragging' ? null : drag} />;
  }
  const { item } = row;
  return (
    <QuoteRow
      {...place}
      item={item}
      columns={columns.shown}
      line={line}
      splits={view.known.splitsOf(item.symbol)}
      alerts={view.known.alertsOf(item.symbol)}
      current={view.state.symbol === item.symbol}
      marked={marks.symbols.has(item.symbol)}
      movable={view.movable}
      mixed={view.mixed}
      grouped={view.grouped}
      drag={drag}
    />
  );
}

/** While somebody points at a row or has it focused, prices do not reorder the rows. */
function freezing(frozen: RefObject<boolean>) {
  const set = (value: boolean) => () => {
    frozen.current = value;
  };
  return { onPointerEnter: set(true), onPointerLeave: set(false), onFocus: set(true), onBlur: set(false) };
}
