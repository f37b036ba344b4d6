import type { InstrumentView } from '../../../../../contract/market.ts';
import { usePreferences } from '../../../app/preferences.ts';
import { useNow } from '../../../app/use-now.ts';
import { directionOf, formatChange, formatPercent } from '../../../lib/format/number.ts';
import { formatExchangeTime, formatWhen } from '../../../lib/format/time.ts';
import type { LiveQuote } from '../../../lib/live/live-quote.ts';
import { SimulatedBadge } from '../../../ui/badge.tsx';
import { Price } from '../../../ui/price.tsx';
import { isOutOfStock, QuoteState } from '../quote-state.tsx';

interface DetailPriceProps {
  readonly instrument: InstrumentView;
  readonly quote: LiveQuote | undefined;
}

/** The price, how far it moved, when, and how fresh that is. */
export function DetailPrice({ instrument, quote }: DetailPriceProps) {
  const { flash } = usePreferences();
  const { price_decimals, currency, exchange } = instrument;
  const direction = directionOf(quote?.change);
  return (
    <div>
      <p className="detail-price">
        <Price value={quote?.price} decimals={price_decimals} flash={flash ? quote?.flash : null} />
        <span className="text-13 font-normal text-muted">{currency}</span>
      </p>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className={`delta delta-${direction} ${direction === 'unknown' ? '' : 'delta-arrow'} font-medium`}>
          {formatChange(quote?.change, price_decimals)} ({formatPercent(quote?.change_percent)})
        </span>
        <span className="text-12 text-muted">{formatExchangeTime(quote?.at_ms, exchange)}</span>
        <span className="ml-auto flex gap-1">
          <QuoteState quote={quote} exchange={exchange} />
          {quote?.simulated && <SimulatedBadge />}
        </span>
      </p>
      <Freshness instrument={instrument} quote={quote} />
    </div>
  );
}

const words = { live: 'Live', delayed: 'Delayed', stale: 'Late: no newer price has come', closed: 'At the close' };

function Freshness({ instrument, quote }: DetailPriceProps) {
  const now_ms = useNow(1000);
  if (!quote) return null;
  return (
    <p className="mt-1 text-12 text-muted">
      {isOutOfStock(quote) ? 'Last asked' : words[quote.freshness]} ·{' '}
      {formatWhen(quote.at_ms, instrument.exchange, now_ms)} · from {quote.source}
    </p>
  );
}
