/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role -- laid out as blocks and grids, tables lose their own roles in some browsers */
import { Check, Ellipsis, GripVertical } from 'lucide-react';
import { memo } from 'react';
import type { AlertView } from '../../../../../contract/alerts.ts';
import type { SparklineView } from '../../../../../contract/market.ts';
import type { WatchlistItemView } from '../../../../../contract/watchlists.ts';
import { useLiveQuote } from '../../../lib/live/hooks.ts';
import { classNames } from '../../../ui/class-names.ts';
import { isLate } from '../../market/quote-state.tsx';
import { AlertMark } from '../../alerts/alert-mark.tsx';
import { cellOf } from '../columns/cells.tsx';
import type { Column } from '../columns/columns.ts';
import { ItemFlag } from '../item-flag.tsx';
import type { SplitRatio } from '../../market/since-added.ts';

export interface QuoteRowProps {
  readonly item: WatchlistItemView;
  readonly columns: readonly Column[];
  readonly line: SparklineView | undefined;
  /** Active ones on this symbol. */
  readonly alerts: readonly AlertView[];
  readonly splits: readonly SplitRatio[] | undefined;
  /** Line of the table, from 0. */
  readonly index: number;
  /** Pixels below the head. */
  readonly top: number;
  /** The one row the Tab key reaches. */
  readonly tabbable: boolean;
  /** Its detail is open. */
  readonly current: boolean;
  readonly marked: boolean;
  readonly movable: boolean;
  readonly mixed: boolean;
  /** Whether it stands under the heading of its section. */
  readonly grouped: boolean;
  readonly drag: 'dragging' | 'before' | 'after' | null;
}

/** One row. It renders again when its own symbol moves, or when something about its place changes; never for a neighbour. */
export const QuoteRow = memo(function QuoteRow(props: QuoteRowProps) {
  const { item, alerts, index, top, tabbable, current, marked, movable, drag } = props;
  const quote = useLiveQuote(item.symbol);
  return (
    <tr
      role="row"
      className={classNames('row-line quote-row', isLate(quote) && 'is-stale')}
      style={{ transform: `translateY(${top}px)` }}
      tabIndex={tabbable ? 0 : -1}
      data-row={item.symbol}
      data-symbol={item.symbol}
      data-index={index}
      data-dragging={drag === 'dragging' || undefined}
      data-drop={drag === 'dragging' ? undefined : (drag ?? undefined)}
      aria-rowindex={index + 2}
      aria-selected={marked}
      aria-current={current || undefined}
    >
      <SymbolCell item={item} alerts={alerts} marked={marked} movable={movable} />
      <Cells {...props} quote={quote} />
      <td role="gridcell">
        <button
          type="button"
          className="icon-button icon-button-small row-menu"
          tabIndex={-1}
          data-menu
          aria-haspopup="menu"
          aria-label={`Actions for ${item.symbol}`}
        >
          <Ellipsis className="icon" aria-hidden="true" />
        </button>
      </td>
    </tr>
  );
});

function SymbolCell({ item, alerts, marked, movable }: Pick<QuoteRowProps, 'item' | 'alerts' | 'marked' | 'movable'>) {
  return (
    <th role="rowheader" scope="row">
      {marked && (
        <span className="row-tick">
          <Check className="size-3 stroke-[2.25]" aria-hidden="true" />
        </span>
      )}
      {movable && !marked && (
        <span className="row-grip" data-grip aria-hidden="true">
          <GripVertical className="icon-small" />
        </span>
      )}
      <span className="symbol-cell">
        <b>{item.symbol}</b>
        <span className="name" title={item.instrument.name}>
          {item.instrument.name}
        </span>
        <ItemFlag flag={item.flag} />
        <AlertMark count={alerts.length} />
      </span>
    </th>
  );
}

function Cells(props: QuoteRowProps & { readonly quote: ReturnType<typeof useLiveQuote> }) {
  const { columns, grouped } = props;
  const section_named = grouped || columns.some(({ id }) => id === 'section');
  return columns.map(({ id, numeric = false }) => (
    <td key={id} role="gridcell" className={numeric ? 'number' : undefined}>
      {cellOf[id]({ ...props, section_named })}
    </td>
  ));
}
