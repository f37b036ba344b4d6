import { Clock, OctagonPause } from 'lucide-react';
import { formatExchangeTime } from '../../lib/format/time.ts';
import type { LiveQuote } from '../../lib/live/live-quote.ts';
import { Badge } from '../../ui/badge.tsx';

const MINUTE_MS = 60_000;

/** What is not as usual with a quote: late, halted, closed, out of stock or delayed; nothing while all is well. */
export function QuoteState({
  quote,
  exchange,
}: {
  readonly quote: LiveQuote | undefined;
  readonly exchange: string | null;
}) {
  if (!quote) return null;
  if (quote.session === 'halted') {
    return (
      <Badge tone="warn" title={`Trading is halted; last price ${formatExchangeTime(quote.at_ms, exchange)}`}>
        <OctagonPause aria-hidden="true" />
        Halted
      </Badge>
    );
  }
  if (quote.freshness === 'stale') {
    return (
      <Badge title="No newer price has come">
        <Clock aria-hidden="true" />
        as of {formatExchangeTime(quote.at_ms, exchange).replace(/ .*$/, '')}
      </Badge>
    );
  }
  if (isOutOfStock(quote))
    return <Badge title="Nobody has it on sale; the price is the last that was asked">Out of stock</Badge>;
  if (isClosed(quote)) return <Badge>Closed</Badge>;
  if (quote.session === 'pre') return <Badge tone="line">Pre-market</Badge>;
  if (quote.session === 'post') return <Badge tone="line">After hours</Badge>;
  if (quote.delay_ms > 0) return <Badge tone="line">{Math.round(quote.delay_ms / MINUTE_MS)}m</Badge>;
  return null;
}

/** For what is traded no more, or was taken out of trading by an administrator: its last price and its past are kept. */
export function DelistedBadge() {
  return <Badge title="It is no longer traded; its last price and its past are kept">Delisted</Badge>;
}

/** Whether the price is shown as late: muted. Halted and closed ones keep their colour and say so in words. */
export function isLate(quote: LiveQuote | undefined): boolean {
  return stateWordOf(quote) === 'stale';
}

/** Whether it is a collectible that nobody has on sale: shops have no hours, so that is what their session tells. */
export function isOutOfStock(quote: LiveQuote | undefined): boolean {
  return quote !== undefined && quote.source === SHOP && isClosed(quote);
}

/** The source of what vendors ask, as rows and feeds name it. */
const SHOP = 'shop';

function isClosed({ session, freshness }: LiveQuote): boolean {
  return session === 'closed' || freshness === 'closed';
}

/** One of the words of the footer's count. */
export function stateWordOf(
  quote: LiveQuote | undefined,
): 'trading' | 'stale' | 'halted' | 'closed' | 'out of stock' | 'unknown' {
  if (!quote) return 'unknown';
  if (quote.session === 'halted') return 'halted';
  if (quote.freshness === 'stale') return 'stale';
  if (isOutOfStock(quote)) return 'out of stock';
  return isClosed(quote) ? 'closed' : 'trading';
}
