import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChartCandlestick, SearchX, X } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import type { InstrumentView } from '../../../../../contract/market.ts';
import type { WatchlistItemView } from '../../../../../contract/watchlists.ts';
import { exchangeOf } from '../../../lib/format/exchange.ts';
import { useLiveQuote } from '../../../lib/live/hooks.ts';
import { messageOf } from '../../../lib/problems.ts';
import { stockQuery } from '../../../lib/queries/market.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Skeleton, useWaited } from '../../../ui/skeleton.tsx';
import { Tip } from '../../../ui/tooltip.tsx';
import { SymbolAlerts } from '../../alerts/symbol-alerts.tsx';
import { isLate } from '../quote-state.tsx';
import type { SplitRatio } from '../since-added.ts';
import { DayChart } from './day-chart.tsx';
import { DayRange, Stats } from './detail-figures.tsx';
import { DetailNote } from './detail-note.tsx';
import { DetailPrice } from './detail-price.tsx';

interface DetailProps {
  readonly symbol: string;
  /** The symbol in the list on screen, if it is in there. */
  readonly item: WatchlistItemView | null;
  /** Its splits; undefined while they are not known. */
  readonly splits: readonly SplitRatio[] | undefined;
  readonly onClose: () => void;
  readonly onEdit: (item: WatchlistItemView) => void;
  /** Buttons of the head beside the close button. */
  readonly actions: ReactNode;
}

/** Everything about one symbol, beside the table or over it. */
export function Detail({ symbol, item, splits, onClose, onEdit, actions }: DetailProps) {
  const stock = useQuery({ ...stockQuery(symbol), enabled: item === null });
  const instrument = item?.instrument ?? stock.data ?? null;
  return (
    <>
      <div className="pane-bar gap-1 pr-2">
        <h2 className="min-w-0 grow truncate text-13 font-normal tracking-normal">
          <b className="mr-2 font-semibold">{symbol}</b>
          <span className="text-muted">
            {instrument && [instrument.name, placeOf(instrument)].filter(Boolean).join(' · ')}
          </span>
        </h2>
        <Tip text="Open the chart">
          <Link
            to="/s/$symbol"
            params={{ symbol }}
            className="icon-button icon-button-small"
            aria-label={`Open the chart of ${symbol}`}
          >
            <ChartCandlestick className="icon" aria-hidden="true" />
          </Link>
        </Tip>
        {actions}
        <IconButton label="Close" keys={['Esc']} small onClick={onClose}>
          <X className="icon" aria-hidden="true" />
        </IconButton>
      </div>
      {instrument ? (
        <DetailBody instrument={instrument} item={item} splits={splits} onEdit={onEdit} />
      ) : (
        <DetailMissing error={stock.error} retry={() => void stock.refetch()} />
      )}
    </>
  );
}

function placeOf({ exchange, kind }: InstrumentView): string {
  if (exchange !== null) return exchangeOf(exchange).name;
  return kindNames[kind];
}

const kindNames = {
  stock: 'Stock',
  etf: 'ETF',
  coin: 'Crypto',
  index: 'Index',
  currency: 'Currency',
  commodity: 'Commodity',
  collectible: 'Collectible',
} as const;

interface DetailBodyProps extends Pick<DetailProps, 'item' | 'splits' | 'onEdit'> {
  readonly instrument: InstrumentView;
}

function DetailBody({ instrument, item, splits, onEdit }: DetailBodyProps) {
  const quote = useLiveQuote(instrument.symbol);
  const { price_above = null, price_below = null } = item ?? {};
  const marks = useMemo(() => [price_above, price_below].filter((mark) => mark !== null), [price_above, price_below]);
  return (
    <div className={`detail-body ${isLate(quote) ? 'is-stale' : ''}`}>
      <DetailPrice instrument={instrument} quote={quote} />
      <DayChart instrument={instrument} quote={quote} marks={marks} />
      <DayRange instrument={instrument} quote={quote} marks={marks} />
      <Stats instrument={instrument} quote={quote} />
      <SymbolAlerts symbol={instrument.symbol} decimals={instrument.price_decimals} heading="h3" />
      {item && <DetailNote item={item} quote={quote} splits={splits} onEdit={() => onEdit(item)} />}
    </div>
  );
}

function DetailMissing({ error, retry }: { readonly error: unknown; readonly retry: () => void }) {
  const waited = useWaited(error === null);
  if (error === null) {
    return (
      <div className="detail-body" aria-busy="true">
        {waited && [96, 160, 240, 200].map((width) => <Skeleton key={width} width={width} />)}
      </div>
    );
  }
  return (
    <EmptyState
      icon={<SearchX className="icon" aria-hidden="true" />}
      title="Not found"
      action={<Button onClick={retry}>Try again</Button>}
    >
      {messageOf(error)}
    </EmptyState>
  );
}
