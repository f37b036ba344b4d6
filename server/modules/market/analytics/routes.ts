import type { WatchlistAnalyticsView } from '../../../../contract/analytics.ts';
import type { QueryOf } from '../../../../contract/schemas.ts';
import type { Actor } from '../../../platform/actor.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { Instrument } from '../instrument.ts';
import type { InstrumentRegistry } from '../instrument-registry.ts';
import type { Quotes } from '../quotes.ts';
import { getAnalytics } from '../selectors/get-analytics.ts';
import { getListAnalytics } from '../selectors/get-list-analytics.ts';

export function analyticsRoutes(
  { db, clock }: Pick<Platform, 'db' | 'clock'>,
  { registry, quotes }: { readonly registry: InstrumentRegistry; readonly quotes: Pick<Quotes, 'provider'> },
): Route[] {
  const reader = { db, clock, provider: quotes.provider, registry };
  return [
    route('getAnalytics', async ({ actor, params, query }) => ({
      data: await getAnalytics(reader, actor, { ...params, query }),
    })),
  ];
}

/** Figures of several instruments, for what keeps lists of them. */
export function listAnalytics(
  { db, clock }: Pick<Platform, 'db' | 'clock'>,
  { provider }: Pick<Quotes, 'provider'>,
): (
  actor: Actor,
  asked: { readonly instruments: readonly Instrument[]; readonly query: QueryOf<'getAnalytics'> },
) => Promise<WatchlistAnalyticsView> {
  return (actor, asked) => getListAnalytics({ db, clock, provider }, actor, asked);
}
