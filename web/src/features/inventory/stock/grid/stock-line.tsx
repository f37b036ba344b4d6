/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-noninteractive-element-to-interactive-role, jsx-a11y/no-interactive-element-to-noninteractive-role -- laid out as blocks and grids, tables lose their own roles in some browsers */
import { Check } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { classNames } from '../../../../ui/class-names.ts';
import type { Column, ColumnId } from '../columns/columns.ts';
import { isEditable } from '../edit/cells.ts';
import type { StockRow } from '../row.ts';
import { CellNote } from './cell-editor.tsx';
import { StockCell } from './stock-cell.tsx';

/** What somebody else changed just now. */
export interface PeerChange {
  readonly columns: ReadonlySet<ColumnId>;
  /** Their name; empty where it is not known. */
  readonly who: string;
}

export interface StockLineProps {
  readonly row: StockRow;
  /** From 0. */
  readonly index: number;
  /** Pixels below the head. */
  readonly top: number;
  readonly columns: readonly Column[];
  /** The column the Tab key reaches, when it is in this row; -1 otherwise. */
  readonly active: number;
  /** The cells of the range in this row, "left right", with "top" and "bottom" where it ends; null for none. */
  readonly range: string | null;
  readonly chosen: boolean;
  readonly peer: PeerChange | undefined;
  /** The column that is edited, and its field. */
  readonly editor: { readonly column: ColumnId; readonly field: ReactNode } | null;
  /** The column whose edit was refused, and why. */
  readonly problem: { readonly column: ColumnId; readonly why: string } | null;
  readonly now_ms: number;
  readonly may: (column: ColumnId) => boolean;
}

/** One listing. Only the row whose own facts changed is drawn again. */
export const StockLine = memo(function StockLine(props: StockLineProps) {
  const { row, index, top, columns, active, chosen, editor, problem } = props;
  const open = editor !== null || problem !== null;
  return (
    <tr
      role="row"
      className={classNames('row-line stock-row', open && 'stock-row-open')}
      style={{ transform: `translateY(${top}px)` }}
      aria-rowindex={index + 2}
      aria-selected={chosen}
      data-id={row.id}
      data-index={index}
    >
      <td role="gridcell" className="tick-cell" aria-colindex={1} data-tick>
        <span className="checkbox" data-checked={chosen ? '' : undefined} aria-hidden="true">
          {chosen && <Check />}
        </span>
        <span className="unseen">{chosen ? 'Selected' : 'Not selected'}</span>
      </td>
      {columns.map((column, at) => (
        <Cell key={column.id} {...props} column={column} at={at} tabbable={at === active} />
      ))}
    </tr>
  );
});

interface CellProps extends StockLineProps {
  readonly column: Column;
  readonly at: number;
  readonly tabbable: boolean;
}

function Cell({ row, column, at, tabbable, range, peer, editor, problem, now_ms, may }: CellProps) {
  const { id } = column;
  const edited = editor?.column === id;
  const wrong = problem?.column === id ? problem.why : null;
  const Tag = id === 'title' ? 'th' : 'td';
  return (
    <Tag
      role={id === 'title' ? 'rowheader' : 'gridcell'}
      {...(id === 'title' && { scope: 'row' })}
      className={classNames(
        column.numeric && 'number',
        column.group && 'group-line',
        edited && 'cell-edited',
        wrong !== null && 'cell-wrong',
        peer?.columns.has(id) && 'cell-changed',
        ...rangeClasses(range, at),
      )}
      tabIndex={tabbable ? 0 : -1}
      aria-colindex={at + 2}
      aria-readonly={!(isEditable(id) && may(id))}
      aria-invalid={wrong === null ? undefined : true}
      data-column={at}
    >
      {edited ? (
        editor.field
      ) : (
        <StockCell row={row} column={id} now_ms={now_ms} who={id === 'changed' && peer ? peer.who : null} />
      )}
      {wrong !== null && !edited && <CellNote>{wrong}</CellNote>}
    </Tag>
  );
}

function rangeClasses(range: string | null, at: number): string[] {
  if (range === null) return [];
  const [left = '', right = '', ...ends] = range.split(' ');
  if (at < Number(left) || at > Number(right)) return [];
  return [
    'in-range',
    at === Number(left) ? 'range-left' : '',
    at === Number(right) ? 'range-right' : '',
    ends.includes('top') ? 'range-top' : '',
    ends.includes('bottom') ? 'range-bottom' : '',
  ];
}
