import type { WatchlistAnalyticsView } from '../../../contract/analytics.ts';
import { AppError } from '../../../contract/errors.ts';
import type { QueryOf } from '../../../contract/schemas.ts';
import type { Actor } from '../../platform/actor.ts';
import { type Route, route } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Instrument } from '../market/index.ts';
import { listSymbols } from './selectors/list-symbols.ts';
import type { MarketDoor } from './watchlist.ts';

/** The market's answer for many instruments: handed in once, by the composition. */
export type ListAnalytics = (
  actor: Actor,
  asked: { readonly instruments: readonly Instrument[]; readonly query: QueryOf<'getWatchlistAnalytics'> },
) => Promise<WatchlistAnalyticsView>;

export function watchlistAnalyticsRoutes(platform: Platform, market: MarketDoor, analytics: ListAnalytics): Route[] {
  return [
    route('getWatchlistAnalytics', async ({ actor, params, query }) => {
      const symbols = await listSymbols(platform, market, actor, params.id.toLowerCase());
      if (symbols === null) throw new AppError('watchlist_unknown', { id: params.id });
      const instruments = symbols.flatMap((symbol) => market.find(symbol) ?? []);
      return { data: await analytics(actor, { instruments, query }) };
    }),
  ];
}
