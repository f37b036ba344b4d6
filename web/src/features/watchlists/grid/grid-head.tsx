/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role -- laid out as blocks and grids, tables lose their own roles in some browsers */
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import type { SortKey, ViewState } from '../view-state.ts';

interface Column {
  readonly label: string;
  readonly className: string;
  readonly sort?: SortKey;
}

const columns: readonly Column[] = [
  { label: 'Symbol', className: '', sort: 'symbol' },
  { label: 'Today', className: 'column-today' },
  { label: 'Price', className: 'number', sort: 'price' },
  { label: 'Change', className: 'number column-change', sort: 'change' },
  { label: 'Chg %', className: 'number', sort: 'change_percent' },
  { label: 'Day range', className: 'column-range' },
  { label: 'Volume', className: 'number column-volume', sort: 'volume' },
  { label: 'Note', className: 'column-note', sort: 'note' },
];
export const COLUMN_COUNT = columns.length + 1;

/** What a press on a column head asks for: first the more telling direction, then the other, then the own order. */
export function nextSort(state: ViewState, sort: SortKey): Pick<ViewState, 'sort' | 'dir'> {
  const first = sort === 'symbol' || sort === 'note' ? 'asc' : 'desc';
  if (state.sort !== sort) return { sort, dir: first };
  return state.dir === first ? { sort, dir: first === 'asc' ? 'desc' : 'asc' } : {};
}

interface GridHeadProps {
  readonly state: ViewState;
  readonly onSort: (next: Pick<ViewState, 'sort' | 'dir'>) => void;
}

/** Column heads; their buttons are reached with the arrow keys, so that the table is one tab stop. */
export function GridHead({ state, onSort }: GridHeadProps) {
  return (
    <thead role="rowgroup">
      <tr role="row" aria-rowindex={1}>
        {columns.map((column) => (
          <HeadCell key={column.label} column={column} state={state} onSort={onSort} />
        ))}
        <th role="columnheader" scope="col">
          <span className="unseen">Actions</span>
        </th>
      </tr>
    </thead>
  );
}

function HeadCell({ column, state, onSort }: Pick<GridHeadProps, 'state' | 'onSort'> & { readonly column: Column }) {
  const { sort, label, className } = column;
  if (sort === undefined) {
    return (
      <th role="columnheader" scope="col" className={className}>
        {label}
      </th>
    );
  }
  const active = state.sort === sort;
  const Arrow = state.dir === 'asc' ? ArrowUp : ArrowDown;
  return (
    <th
      role="columnheader"
      scope="col"
      className={className}
      aria-sort={active ? (state.dir === 'asc' ? 'ascending' : 'descending') : 'none'}
    >
      <button type="button" className="sort-button" tabIndex={-1} onClick={() => onSort(nextSort(state, sort))}>
        {active && <Arrow aria-hidden="true" />}
        {label}
      </button>
    </th>
  );
}

/** Arrow keys among the column heads; down leaves them. */
export function walkHeads(event: KeyboardEvent<HTMLElement>, onLeave: () => void): void {
  const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('thead button')];
  const shown = buttons.filter((button) => button.offsetParent !== null);
  const at = shown.indexOf(event.target as HTMLButtonElement);
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (event.key !== 'ArrowDown' && step === 0) return;
  event.preventDefault();
  if (event.key === 'ArrowDown') onLeave();
  else shown[Math.min(shown.length - 1, Math.max(0, at + step))]?.focus();
}
