import type { InstrumentView } from '../../../../contract/market.ts';
import type { MarketStateView, MarketsView } from '../../../../contract/markets.ts';
import { exchangeOf } from '../../lib/format/exchange.ts';
import type { LiveQuote } from '../../lib/live/live-quote.ts';

const phases = { pre: 'Pre-market', regular: 'Open', post: 'After hours', closed: 'Closed', halted: 'Halted' } as const;

/** The state of trading and what comes next: "Open to 16:00 ET", "Closed, opens Mon 09:30 ET", "Open around the clock"; "Out of stock". */
export function sessionWords(
  instrument: Pick<InstrumentView, 'kind' | 'exchange'>,
  session: LiveQuote['session'],
  markets: MarketsView | undefined,
): string {
  if (instrument.kind === 'collectible' && session !== 'halted')
    return session === 'closed' ? 'Out of stock' : 'For sale';
  const words = phases[session];
  if (!markets || session === 'halted') return words;
  if (instrument.kind === 'coin' || markets.always_open) return session === 'regular' ? 'Open around the clock' : words;
  const market = marketOf(instrument, markets.markets);
  const { zone, zone_label } = exchangeOf(instrument.exchange);
  if (session === 'regular')
    return market?.closes_at ? `${words} to ${clockTime(market.closes_at, zone)} ${zone_label}` : words;
  if (!market?.opens_at) return words;
  const why = market.holiday === null ? words : `${words} for ${market.holiday}`;
  return `${why}, opens ${weekday(market.opens_at, zone)} ${clockTime(market.opens_at, zone)} ${zone_label}`;
}

function marketOf(
  { kind, exchange }: Pick<InstrumentView, 'kind' | 'exchange'>,
  markets: readonly MarketStateView[],
): MarketStateView | undefined {
  return markets.find(({ market }) => market === (exchange ?? (kind === 'currency' ? '24/5' : 'XNYS')));
}

function clockTime(moment: string, zone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: zone });
  return format.format(Date.parse(moment));
}

function weekday(moment: string, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone: zone }).format(Date.parse(moment));
}
