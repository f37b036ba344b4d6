import type { MarketStateView } from '../../../../contract/markets.ts';
import { exchangeOf } from '../../lib/format/exchange.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;

/** What a person is told of a venue: how it stands, and what comes next. */
export interface SessionWords {
  readonly state: string;
  readonly next: string;
}

const states = { pre: 'pre-market', regular: 'open', post: 'after hours', closed: 'closed' } as const;

/** "NYSE open", "closes in 1 h 42 m"; "NYSE closed", "Thanksgiving Day, opens Fri 09:30 ET". */
export function sessionWords(market: MarketStateView, now_ms: number): SessionWords {
  const { name } = exchangeOf(market.market);
  return {
    state: `${name} ${states[market.phase]}`,
    next: [market.holiday, nextOf(market, now_ms)].filter(Boolean).join(', '),
  };
}

function nextOf({ market, phase, opens_at, closes_at }: MarketStateView, now_ms: number): string {
  const at = phase === 'regular' ? closes_at : opens_at;
  if (at === null) return '';
  const word = phase === 'regular' ? 'closes' : 'opens';
  const minutes = Math.ceil((Date.parse(at) - now_ms) / MINUTE_MS);
  if (minutes <= 0) return `${word} now`;
  if (minutes >= DAY_MINUTES) return `${word} ${dayAndTime(market, at)}`;
  return minutes < 60 ? `${word} in ${minutes} m` : `${word} in ${Math.floor(minutes / 60)} h ${minutes % 60} m`;
}

/** "Fri 09:30 ET", on the venue's clock. */
function dayAndTime(market: string, at: string): string {
  const { zone, zone_label } = exchangeOf(market);
  const format = new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  });
  return `${format.format(Date.parse(at)).replace(',', '')} ${zone_label}`;
}
