import type { ReactNode } from 'react';
import type { AlertView } from '../../../../../contract/alerts.ts';
import type { SparklineView } from '../../../../../contract/market.ts';
import type { WatchlistItemView } from '../../../../../contract/watchlists.ts';
import { usePreferences } from '../../../app/preferences.ts';
import { exchangeOf } from '../../../lib/format/exchange.ts';
import { formatPrice, formatVolume, formatWhole, UNKNOWN } from '../../../lib/format/number.ts';
import { formatDate } from '../../../lib/format/time.ts';
import type { LiveQuote } from '../../../lib/live/live-quote.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Change, Delta, Price } from '../../../ui/price.tsx';
import { RangeBar } from '../../../ui/range-bar.tsx';
import { distanceOf, nearest } from '../../alerts/distance.ts';
import { Meter } from '../../alerts/meter.tsx';
import { distanceText } from '../../alerts/words.ts';
import { QuoteState } from '../../market/quote-state.tsx';
import { Sparkline } from '../../market/sparkline.tsx';
import { ItemFlag } from '../item-flag.tsx';
import { percentSinceAdded, type SplitRatio } from '../../market/since-added.ts';
import type { ColumnId } from './columns.ts';

export interface CellProps {
  readonly item: WatchlistItemView;
  readonly quote: LiveQuote | undefined;
  /** Active ones on this symbol. */
  readonly alerts: readonly AlertView[];
  readonly line: SparklineView | undefined;
  /** Undefined while they are not known. */
  readonly splits: readonly SplitRatio[] | undefined;
  /** Whether the list mixes currencies. */
  readonly mixed: boolean;
  /** Whether the section is named elsewhere: by its heading, or in a column of its own. */
  readonly section_named: boolean;
}

/** What stands in a cell of each column. */
export const cellOf: { readonly [Id in ColumnId]: (props: CellProps) => ReactNode } = {
  today: ({ line, quote }) => <Sparkline line={line} quote={quote} />,
  price: (props) => <PriceCell {...props} />,
  change: ({ item, quote }) => <Change value={quote?.change} decimals={item.instrument.price_decimals} />,
  change_percent: ({ quote }) => <Delta value={quote?.change_percent} />,
  range: ({ item, quote }) => (
    <RangeBar
      low={quote?.low ?? null}
      high={quote?.high ?? null}
      open={quote?.open ?? null}
      last={quote?.price ?? null}
      decimals={item.instrument.price_decimals}
      marks={[item.price_below, item.price_above]}
    />
  ),
  volume: ({ quote }) => <Count value={quote?.volume ?? null} />,
  note: (props) => <NoteCell {...props} />,
  since: ({ item, quote, splits }) => <Delta value={percentSinceAdded(item, quote?.price, splits)} />,
  price_at_add: ({ item }) => (
    <span className="text-muted">{formatPrice(item.price_at_add, item.instrument.price_decimals)}</span>
  ),
  added: ({ item }) => <span className="text-muted">{formatDate(item.added_at)}</span>,
  market_cap: ({ item }) => <Count value={item.instrument.market_cap} />,
  exchange: ({ item }) => (
    <Words>{item.instrument.exchange === null ? UNKNOWN : exchangeOf(item.instrument.exchange).name}</Words>
  ),
  currency: ({ item }) => <Words>{item.instrument.currency}</Words>,
  flag: ({ item }) =>
    item.flag === null ? null : (
      <span className="flag-cell">
        <ItemFlag flag={item.flag} />
        <span aria-hidden="true">{item.flag}</span>
      </span>
    ),
  section: ({ item }) => <Words>{item.section}</Words>,
  distance: (props) => <DistanceCell {...props} />,
};

function PriceCell({ item, quote, mixed }: CellProps) {
  const { price_decimals, currency } = item.instrument;
  const { flash } = usePreferences();
  return (
    <Price
      value={quote?.price}
      decimals={price_decimals}
      currency={mixed && currency !== 'USD' ? currency : undefined}
      flash={flash ? quote?.flash : null}
    />
  );
}

function NoteCell({ item, quote, section_named }: CellProps) {
  return (
    <span className="note-cell">
      <QuoteState quote={quote} exchange={item.instrument.exchange} />
      {item.section !== '' && !section_named && <Badge tone="line">{item.section}</Badge>}
      <span className="note-words" title={item.note || undefined}>
        {item.note}
      </span>
    </span>
  );
}

/** How far the nearest alert is; empty without one. */
function DistanceCell({ alerts, quote }: CellProps) {
  if (alerts.length === 0) return null;
  const distance = nearest(alerts.map((alert) => distanceOf(alert, quote)));
  return (
    <span className="alert-distance alert-distance-narrow">
      <Meter distance={distance} />
      <span className={`number ${distance?.near ? 'is-near' : 'text-muted'}`}>
        {distance ? distanceText(distance) : UNKNOWN}
      </span>
    </span>
  );
}

function Count({ value }: { readonly value: number | null }) {
  return (
    <span className="text-muted" title={value === null ? undefined : formatWhole(value)}>
      {formatVolume(value)}
    </span>
  );
}

function Words({ children }: { readonly children: string }) {
  return (
    <span className="block truncate text-muted" title={children || undefined}>
      {children}
    </span>
  );
}
