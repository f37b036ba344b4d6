import { useQuery } from '@tanstack/react-query';
import type { MarketsView } from '../../../../contract/markets.ts';
import { useConnection } from '../../lib/live/hooks.ts';
import { marketsQuery } from '../../lib/queries/markets.ts';
import { useNow } from '../use-now.ts';
import { type SessionWords, sessionWords } from './session-words.ts';

const CLOCK_MS = 10_000;
const LEADING = 'XNYS';
/** What is amiss with the feed is said before what the venue does. */
const troubles = { live: null, delayed: 'Feed delayed', stale: 'Feed late', closed: null };

/** How the leading venue stands and what comes next; in a demo, that its session never closes. */
export function SessionState() {
  const { feed, phase } = useConnection();
  const { data: markets } = useQuery(marketsQuery);
  const now_ms = useNow(CLOCK_MS);
  // What the feed said before the connection was lost says nothing about now.
  if (feed === null || markets === undefined || (phase !== 'live' && phase !== 'paused')) return null;
  const { state, next, open } = wordsOf(markets, now_ms);
  const trouble = troubles[feed];
  return (
    <span className="session">
      <span className={`dot ${trouble === null ? (open ? 'bg-ok' : 'bg-muted') : 'bg-warn'}`} />
      <b>{trouble ?? state}</b>
      {next !== '' && <span className="session-more">{next}</span>}
    </span>
  );
}

function wordsOf({ always_open, markets }: MarketsView, now_ms: number): SessionWords & { readonly open: boolean } {
  if (always_open) return { state: 'Demo session', next: 'always open', open: true };
  const market = markets.find((each) => each.market === LEADING) ?? markets[0];
  if (market === undefined) return { state: 'No venues', next: '', open: false };
  return { ...sessionWords(market, now_ms), open: market.phase === 'regular' };
}
