/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role -- laid out as blocks and grids, tables lose their own roles in some browsers */
import { Check, Ellipsis, GripVertical } from 'lucide-react';
import { memo } from 'react';
import type { SparklineView } from '../../../../../contract/market.ts';
import type { WatchlistItemView } from '../../../../../contract/watchlists.ts';
import { usePreferences } from '../../../app/preferences.ts';
import { formatVolume, formatWhole } from '../../../lib/format/number.ts';
import { useLiveQuote } from '../../../lib/live/hooks.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Change, Delta, Price } from '../../../ui/price.tsx';
import { RangeBar } from '../../../ui/range-bar.tsx';
import { isLate, QuoteState } from '../../market/quote-state.tsx';
import { ItemFlag } from '../item-flag.tsx';
import { Sparkline } from '../../market/sparkline.tsx';

export interface QuoteRowProps {
  readonly item: WatchlistItemView;
  readonly line: SparklineView | undefined;
  /** Place in the shown order, from 0. */
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
  readonly drag: 'dragging' | 'before' | 'after' | null;
}

/** One row. It renders again when its own symbol moves, or when something about its place changes; never for a neighbour. */
export const QuoteRow = memo(function QuoteRow(props: QuoteRowProps) {
  const { item, index, top, tabbable, current, marked, movable, drag } = props;
  const quote = useLiveQuote(item.symbol);
  return (
    <tr
      role="row"
      className={isLate(quote) ? 'quote-row is-stale' : 'quote-row'}
      style={{ transform: `translateY(${top}px)` }}
      tabIndex={tabbable ? 0 : -1}
      data-symbol={item.symbol}
      data-index={index}
      data-dragging={drag === 'dragging' || undefined}
      data-drop={drag === 'dragging' ? undefined : (drag ?? undefined)}
      aria-rowindex={index + 2}
      aria-selected={marked}
      aria-current={current || undefined}
    >
      <SymbolCell item={item} marked={marked} movable={movable} />
      <PriceCells {...props} quote={quote} />
      <td role="gridcell" className="column-note">
        <span className="note-cell">
          <QuoteState quote={quote} exchange={item.instrument.exchange} />
          {item.section !== '' && <Badge tone="line">{item.section}</Badge>}
          <span className="note-words" title={item.note || undefined}>
            {item.note}
          </span>
        </span>
      </td>
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

function SymbolCell({ item, marked, movable }: Pick<QuoteRowProps, 'item' | 'marked' | 'movable'>) {
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
      </span>
    </th>
  );
}

function PriceCells({ item, line, mixed, quote }: QuoteRowProps & { readonly quote: ReturnType<typeof useLiveQuote> }) {
  const { price_decimals, currency } = item.instrument;
  const { flash } = usePreferences();
  return (
    <>
      <td role="gridcell" className="column-today">
        <Sparkline line={line} quote={quote} />
      </td>
      <td role="gridcell" className="number">
        <Price
          value={quote?.price}
          decimals={price_decimals}
          currency={mixed && currency !== 'USD' ? currency : undefined}
          flash={flash ? quote?.flash : null}
        />
      </td>
      <td role="gridcell" className="number column-change">
        <Change value={quote?.change} decimals={price_decimals} />
      </td>
      <td role="gridcell" className="number">
        <Delta value={quote?.change_percent} />
      </td>
      <td role="gridcell" className="column-range">
        <RangeBar
          low={quote?.low ?? null}
          high={quote?.high ?? null}
          open={quote?.open ?? null}
          last={quote?.price ?? null}
          decimals={price_decimals}
          marks={[item.price_below, item.price_above]}
        />
      </td>
      <td
        role="gridcell"
        className="number column-volume text-muted"
        title={quote?.volume == null ? undefined : formatWhole(quote.volume)}
      >
        {formatVolume(quote?.volume)}
      </td>
    </>
  );
}
