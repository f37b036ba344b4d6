/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role -- laid out as blocks and grids, tables lose their own roles in some browsers */
import { ArrowDown, ArrowUp, Check, Minus } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import type { CollectibleSort } from '../../../../../../contract/inventory-terms.ts';
import { classNames } from '../../../../ui/class-names.ts';
import type { Column } from '../columns/columns.ts';

interface StockHeadProps {
  readonly columns: readonly Column[];
  readonly sort: CollectibleSort | undefined;
  readonly onSort: (sort: CollectibleSort | undefined) => void;
  /** How much of what is loaded is chosen. */
  readonly chosen: 'none' | 'some' | 'all';
  readonly onChoose: () => void;
}

/** Column heads; their buttons are reached with the arrow keys, so that the table is one tab stop. */
export function StockHead({ columns, sort, onSort, chosen, onChoose }: StockHeadProps) {
  return (
    <thead role="rowgroup">
      <tr role="row" aria-rowindex={1}>
        <th role="columnheader" scope="col" className="tick-cell" aria-colindex={1}>
          <button
            type="button"
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- drawn as the other ticks are, which an input cannot be
            role="checkbox"
            tabIndex={-1}
            className="tick-all"
            aria-checked={chosen === 'all' ? true : chosen === 'some' ? 'mixed' : false}
            aria-label="Select all loaded rows"
            onClick={onChoose}
          >
            <span className="checkbox" data-checked={chosen === 'none' ? undefined : ''} aria-hidden="true">
              {chosen === 'all' && <Check />}
              {chosen === 'some' && <Minus />}
            </span>
          </button>
        </th>
        {columns.map((column, at) => (
          <HeadCell key={column.id} column={column} at={at} sort={sort} onSort={onSort} />
        ))}
      </tr>
    </thead>
  );
}

interface HeadCellProps extends Pick<StockHeadProps, 'sort' | 'onSort'> {
  readonly column: Column;
  readonly at: number;
}

function HeadCell({ column, at, sort, onSort }: HeadCellProps) {
  const { head, numeric, group, sorts } = column;
  const active = sort !== undefined && sorts?.includes(sort);
  const down = sort?.startsWith('-') ?? false;
  const Arrow = down ? ArrowDown : ArrowUp;
  return (
    <th
      role="columnheader"
      scope="col"
      className={classNames(numeric && 'number', group && 'group-line')}
      aria-colindex={at + 2}
      {...(sorts && { 'aria-sort': active ? (down ? 'descending' : 'ascending') : ('none' as const) })}
    >
      {sorts ? (
        <button type="button" className="sort-button" tabIndex={-1} onClick={() => onSort(nextSort(sorts, sort))}>
          {active && <Arrow aria-hidden="true" />}
          {head}
        </button>
      ) : (
        head
      )}
    </th>
  );
}

/** First the more telling order, then the other, then the newest first again. */
function nextSort([first, second]: NonNullable<Column['sorts']>, sort: CollectibleSort | undefined) {
  if (sort !== first && sort !== second) return first;
  return sort === first ? second : undefined;
}

/** Arrow keys among the column heads; down leaves them. */
export function walkHeads(event: KeyboardEvent<HTMLElement>, onLeave: () => void): void {
  const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('thead button')];
  const at = buttons.indexOf(event.target as HTMLButtonElement);
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (event.key !== 'ArrowDown' && step === 0) return;
  event.preventDefault();
  if (event.key === 'ArrowDown') onLeave();
  else buttons[Math.min(buttons.length - 1, Math.max(0, at + step))]?.focus();
}
