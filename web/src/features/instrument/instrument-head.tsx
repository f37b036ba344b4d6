import { useCanGoBack, useRouter } from '@tanstack/react-router';
import { Bell, ChevronLeft } from 'lucide-react';
import type { StockView } from '../../../../contract/market.ts';
import { usePreferences } from '../../app/preferences.ts';
import { useUser } from '../../app/session.ts';
import { exchangeOf } from '../../lib/format/exchange.ts';
import { directionOf, formatChange, formatPercent } from '../../lib/format/number.ts';
import { formatExchangeTime } from '../../lib/format/time.ts';
import { Button } from '../../ui/button.tsx';
import { Price } from '../../ui/price.tsx';
import { openAlertForm } from '../alerts/alert-request.ts';
import { DelistedBadge, isLate, QuoteState } from '../market/quote-state.tsx';
import { ListMenu } from './list-menu.tsx';
import { ShopLink } from './sales/shop-figures.tsx';
import type { InstrumentPageView } from './use-instrument-view.ts';

const kinds = {
  stock: 'Stock',
  etf: 'ETF',
  coin: 'Crypto',
  index: 'Index',
  currency: 'Currency',
  commodity: 'Commodity',
  collectible: 'Collectible',
} as const;

interface HeadProps {
  readonly stock: StockView;
  readonly view: InstrumentPageView;
}

/** What it is, what it costs, how far that moved and when; and which of your lists it is in. */
export function InstrumentHead({ stock, view }: HeadProps) {
  const { quote } = view;
  const { flash } = usePreferences();
  const { symbol, name, exchange, kind, currency, price_decimals } = stock;
  const venue = exchange === null ? kinds[kind] : exchangeOf(exchange).name;
  const direction = isLate(quote) ? 'unknown' : directionOf(quote?.change);
  return (
    <header className="instrument-head">
      <BackButton />
      <div className="instrument-name">
        <h1 className="text-20">{symbol}</h1>
        <p className="text-14 text-muted">
          <span className="instrument-full-name">{name}</span> · {venue} · {currency}
        </p>
      </div>
      <div className={`instrument-price ${isLate(quote) ? 'is-stale' : ''}`}>
        <p className="text-28 font-semibold">
          <Price value={quote?.price} decimals={price_decimals} flash={flash ? quote?.flash : null} />
        </p>
        <p className={`delta delta-${direction} ${direction === 'unknown' ? '' : 'delta-arrow'} font-medium`}>
          {formatChange(quote?.change, price_decimals)} ({formatPercent(quote?.change_percent)})
        </p>
        <p className="flex items-center gap-2 text-12 text-muted">
          <time>{formatExchangeTime(quote?.at_ms, exchange)}</time>
          {stock.status === 'inactive' ? <DelistedBadge /> : <QuoteState quote={quote} exchange={exchange} />}
        </p>
      </div>
      <div className="instrument-actions">
        <ShopLink view={view} />
        <ListMenu stock={stock} />
        <AlertButton symbol={symbol} />
      </div>
    </header>
  );
}

/** The one primary button of the page; a visitor's is to sign up. */
function AlertButton({ symbol }: { readonly symbol: string }) {
  const user = useUser();
  if (user === null) return null;
  return (
    <Button tone="primary" onClick={() => openAlertForm({ kind: 'new', symbol })}>
      <Bell className="icon" aria-hidden="true" />
      Create alert
    </Button>
  );
}

/** Back to where one came from; not shown on the first page of a visit. */
function BackButton() {
  const router = useRouter();
  const can_go_back = useCanGoBack();
  if (!can_go_back) return null;
  return (
    <button
      type="button"
      className="icon-button instrument-back"
      aria-label="Back"
      onClick={() => router.history.back()}
    >
      <ChevronLeft className="icon" aria-hidden="true" />
    </button>
  );
}
