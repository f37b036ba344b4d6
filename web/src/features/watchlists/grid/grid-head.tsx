import { useLineHead } from '../../market/use-line-head.ts';
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role -- laid out as blocks and grids, tables lose their own roles in some browsers */
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import type { Column } from '../columns/columns.ts';
import { firstDirection } from '../sort-items.ts';
import type { SortKey, ViewState } from '../view-state.ts';

/** What a press on a column head asks for: first the more telling direction, then the other, then the own order. */
export function nextSort(state: ViewState, sort: SortKey): Pick<ViewState, 'sort' | 'dir'> {
  const first = firstDirection(sort);
  if (state.sort !== sort) return { sort, dir: first };
  return state.dir === first ? { sort, dir: first === 'asc' ? 'desc' : 'asc' } : {};
}

interface GridHeadProps {
  readonly columns: readonly Column[];
  readonly state: ViewState;
  readonly onSort: (next: Pick<ViewState, 'sort' | 'dir'>) => void;
}

/** Column heads; their buttons are reached with the arrow keys, so that the table is one tab stop. */
export function GridHead({ columns, state, onSort }: GridHeadProps) {
  const line_head = useLineHead();
  return (
    <thead role="rowgroup">
      <tr role="row" aria-rowindex={1}>
        <HeadCell sort="symbol" label="Symbol" state={state} onSort={onSort} />
        {columns.map(({ id, head, numeric }) => (
          <HeadCell
            key={id}
            sort={id}
            label={id === 'today' ? line_head : head}
            numeric={numeric}
            state={state}
            onSort={onSort}
          />
        ))}
        <th role="columnheader" scope="col">
          <span className="unseen">Actions</span>
        </th>
      </tr>
    </thead>
  );
}

interface HeadCellProps extends Pick<GridHeadProps, 'state' | 'onSort'> {
  readonly sort: SortKey;
  readonly label: string;
  readonly numeric?: boolean | undefined;
}

function HeadCell({ sort, label, numeric = false, state, onSort }: HeadCellProps) {
  const active = state.sort === sort;
  const Arrow = state.dir === 'asc' ? ArrowUp : ArrowDown;
  return (
    <th
      role="columnheader"
      scope="col"
      className={numeric ? 'number' : undefined}
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
