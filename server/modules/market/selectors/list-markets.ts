import type { MarketsView } from '../../../../contract/markets.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { InstrumentRegistry } from '../instrument-registry.ts';
import type { Provider } from '../providers/provider.ts';
import { sessionStateOf } from '../sessions/market-state.ts';
import { alwaysOpen, exchangeHours } from '../sessions/session-calendar.ts';
import { type Venue, venueOf, venues } from '../sessions/venues.ts';

/** @returns a selector of every venue at which an active instrument trades, as it is by its own hours. */
export function marketsSelector(
  registry: InstrumentRegistry,
  provider: Pick<Provider, 'calendar'>,
  clock: Clock,
): () => MarketsView {
  const calendar = exchangeHours();
  let used: readonly Venue[] | null = null;
  registry.onChange(() => {
    used = null;
  });
  const time = (at_ms: number | null): string | null => (at_ms === null ? null : new Date(at_ms).toISOString());
  return () => {
    used ??= venuesOf(registry);
    const now_ms = clock.ms();
    return {
      now: new Date(now_ms).toISOString(),
      always_open: provider.calendar === alwaysOpen,
      markets: used.map((venue) => {
        const { phase, holiday, opens_ms, closes_ms } = sessionStateOf(venue, calendar, now_ms);
        return {
          market: venue.name,
          name: venue.title,
          time_zone: venue.zone,
          phase,
          holiday,
          holidays_known: venue.hours === null || venue.holidayOn !== null,
          opens_at: time(opens_ms),
          closes_at: time(closes_ms),
        };
      }),
    };
  };
}

function venuesOf(registry: InstrumentRegistry): readonly Venue[] {
  const found = new Set<Venue>();
  for (let index = 0; index < registry.size; index += 1) {
    const instrument = registry.at(index);
    if (instrument.status === 'active') found.add(venueOf(instrument));
  }
  return venues.filter((venue) => found.has(venue));
}
