/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role -- laid out as blocks and grids, tables lose their own roles in some browsers */
import { ChevronDown, ChevronRight } from 'lucide-react';
import { memo } from 'react';
import type { ListRow } from '../sections.ts';

export interface SectionRowProps {
  readonly row: Extract<ListRow, { readonly kind: 'section' }>;
  /** Line of the table, from 0. */
  readonly index: number;
  /** Pixels below the head. */
  readonly top: number;
  /** The one line the Tab key reaches. */
  readonly tabbable: boolean;
  readonly columns: number;
  /** A row that is dragged would land here. */
  readonly drop: 'before' | 'after' | null;
}

/** The heading of a section: its name, its count, and a press folds it. */
export const SectionRow = memo(function SectionRow({ row, index, top, tabbable, columns, drop }: SectionRowProps) {
  const Chevron = row.collapsed ? ChevronRight : ChevronDown;
  return (
    <tr
      role="row"
      className="row-line section-row"
      style={{ transform: `translateY(${top}px)` }}
      data-drop={drop ?? undefined}
      aria-rowindex={index + 2}
    >
      <td role="gridcell" aria-colspan={columns}>
        <button
          type="button"
          className="section-button"
          tabIndex={tabbable ? 0 : -1}
          data-row={row.key}
          data-index={index}
          data-section={row.name}
          aria-expanded={!row.collapsed}
        >
          <Chevron className="icon-small" aria-hidden="true" />
          {row.name === '' ? 'No section' : row.name}
          <span className="section-count">
            {row.count}
            <span className="unseen"> {row.count === 1 ? 'symbol' : 'symbols'}</span>
          </span>
        </button>
      </td>
    </tr>
  );
});
