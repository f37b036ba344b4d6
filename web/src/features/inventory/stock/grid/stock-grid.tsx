/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-noninteractive-element-to-interactive-role -- laid out as blocks and grids, tables lose their own roles in some browsers */
import { type CSSProperties, useCallback, useRef } from 'react';
import { useShortcut } from '../../../../app/keyboard/use-shortcut.ts';
import { usePreferences } from '../../../../app/preferences.ts';
import { useNow } from '../../../../app/use-now.ts';
import { type ColumnId, columns as allColumns } from '../columns/columns.ts';
import { useColumns } from '../columns/use-columns.ts';
import { isEditable } from '../edit/cells.ts';
import type { Rectangle } from '../edit/paste.ts';
import type { Edits } from '../edit/use-edits.ts';
import type { StockRow } from '../row.ts';
import { HEAD_HEIGHT, ROW_HEIGHTS, useVirtualRows } from '../../../../ui/use-virtual-rows.ts';
import { useMorePages } from '../view/use-more-pages.ts';
import type { StockTable } from '../view/use-stock-table.ts';
import { type After, CellEditor } from './cell-editor.tsx';
import { StockHead } from './stock-head.tsx';
import { type PeerChange, StockLine } from './stock-line.tsx';
import { useCellFocus } from './use-cell-focus.ts';
import { useEditing } from './use-editing.ts';
import { type GridCommands, useGridInput } from './use-grid-input.ts';
import type { Selection } from './use-selection.ts';
import './stock-grid.css';

const NOW_MS = 30_000;

interface StockGridProps {
  readonly table: StockTable;
  readonly selection: Selection;
  readonly edits: Edits;
  readonly commands: GridCommands;
  readonly peers: ReadonlyMap<string, PeerChange>;
}

/** The stock as an APG grid: one tab stop, cells that are edited in place, and only the rows on screen. */
export function StockGrid({ table, selection, edits, commands, peers }: StockGridProps) {
  const { rows, state } = table;
  const scroll = useRef<HTMLDivElement>(null);
  const columns = useColumns(table.vendor_id, scroll);
  const row_height = ROW_HEIGHTS[usePreferences().density];
  const focus = useCellFocus({ rows, columns: columns.shown.length, scroll });
  const virtual = useVirtualRows({ count: rows.length, scroll, row_height, focused: focus.index });
  const focusAt = (to: number, at: number) => focus.focusAt(to, at, (index) => virtual.scrollToIndex(index));
  const editing = useEditing();
  const input = useGridInput({
    rows,
    scroll,
    focusAt,
    selection,
    editing,
    commands,
    columns: columns.shown,
    ...focus.at,
    page: () => rowsOnScreen(scroll.current, row_height),
  });
  useRowKeys(() => focusAt(focus.index, focus.column));
  useMorePages(table, virtual.getVirtualItems().at(-1)?.index ?? 0);
  const chosen = shareOf(selection, rows.length);
  const finish = (after: After) => {
    editing.end();
    focusAt(...placeAfter(focus, after, rows.length));
  };
  return (
    <div className="row-scroll stock-scroll" ref={scroll}>
      <table
        role="grid"
        className="row-table stock-grid"
        style={{ '--columns': columns.tracks, minWidth: columns.width } as CSSProperties}
        aria-label="Stock"
        aria-rowcount={table.total === null ? -1 : table.total + 1}
        aria-colcount={columns.shown.length + 1}
        aria-multiselectable
        {...input}
      >
        <StockHead
          columns={columns.shown}
          sort={state.sort}
          onSort={(sort) => table.show({ sort })}
          chosen={chosen}
          onChoose={() => (chosen === 'all' ? selection.clear() : selection.tickLoaded())}
        />
        <tbody role="rowgroup" style={{ height: virtual.getTotalSize() - HEAD_HEIGHT }}>
          <Lines
            items={virtual.getVirtualItems()}
            {...{ rows, columns: columns.shown, selection, edits, peers, editing, finish }}
            active={focus}
            may={commands.may}
          />
        </tbody>
      </table>
      {table.query.isFetchingNextPage && <p className="stock-more">Loading more …</p>}
    </div>
  );
}

/** The keys that walk rows lead into the table from anywhere on the page. */
function useRowKeys(enter: () => void): void {
  useShortcut('row_after', enter);
  useShortcut('row_before', enter);
}

function rowsOnScreen(scroll: HTMLElement | null, row_height: number): number {
  return Math.max(1, Math.floor(((scroll?.clientHeight ?? 0) - HEAD_HEIGHT) / row_height) - 1);
}

function shareOf({ ids }: Selection, count: number): 'none' | 'some' | 'all' {
  if (ids.size === 0) return 'none';
  return ids.size === count ? 'all' : 'some';
}

/** The cell that takes the focus after an edit. */
function placeAfter(at: { readonly index: number; readonly column: number }, after: After, rows: number) {
  const [down, right] = steps[after];
  return [Math.min(rows - 1, Math.max(0, at.index + down)), Math.max(0, at.column + right)] as const;
}

const steps: Readonly<Record<After, readonly [number, number]>> = {
  down: [1, 0],
  up: [-1, 0],
  right: [0, 1],
  left: [0, -1],
  stay: [0, 0],
};

interface LinesProps extends Pick<StockGridProps, 'selection' | 'edits' | 'peers'> {
  readonly items: readonly { readonly index: number; readonly start: number }[];
  readonly rows: readonly StockRow[];
  readonly columns: ReturnType<typeof useColumns>['shown'];
  readonly active: { readonly index: number; readonly column: number };
  readonly editing: ReturnType<typeof useEditing>;
  readonly finish: (after: After) => void;
  readonly may: GridCommands['may'];
}

/** The rows on screen. */
function Lines({ items, rows, columns, selection, edits, peers, active, editing, finish, may }: LinesProps) {
  const now_ms = useNow(NOW_MS);
  const allows = useCallback((column: ColumnId) => isEditable(column) && may(column), [may]);
  const editorOf = (row: StockRow) => {
    const cell = editing.editing;
    if (cell === null || cell.seen.id !== row.id) return null;
    const field = (
      <CellEditor
        key={`${row.id} ${cell.column}`}
        editing={cell}
        label={`${labelOf(cell.column)} of ${row.title}`}
        onCommit={(text, after) => {
          const why = edits.commit(cell.seen, cell.column, text);
          if (why === null) finish(after);
          return why;
        }}
        onCancel={(why) => {
          if (why === undefined) finish('stay');
          else editing.end();
          if (why !== undefined) edits.refuse({ id: row.id, column: cell.column, why });
        }}
      />
    );
    return { column: cell.column, field };
  };
  return items.map(({ index, start }) => {
    const row = rows[index];
    return (
      row && (
        <StockLine
          key={row.id}
          row={row}
          index={index}
          top={start - HEAD_HEIGHT}
          columns={columns}
          active={index === active.index ? active.column : -1}
          range={rangeText(selection.range, index)}
          chosen={selection.ids.has(row.id)}
          peer={peers.get(row.id)}
          editor={editorOf(row)}
          problem={edits.problem?.id === row.id ? edits.problem : null}
          now_ms={now_ms}
          may={allows}
        />
      )
    );
  });
}

function labelOf(column: ColumnId): string {
  return allColumns.find(({ id }) => id === column)?.label ?? '';
}

function rangeText(range: Rectangle | null, index: number): string | null {
  if (range === null || index < range.top || index > range.bottom) return null;
  const ends = `${index === range.top ? ' top' : ''}${index === range.bottom ? ' bottom' : ''}`;
  return `${range.left} ${range.right}${ends}`;
}
