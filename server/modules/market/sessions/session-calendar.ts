import type { SessionPhase } from '../providers/provider.ts';
import { isWeekend } from './holidays/days.ts';
import type { Holiday } from './holidays/holiday.ts';
import type { Venue } from './venues.ts';
import { zoneOffsets } from './zone-offset.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const DAY_MINUTES = 24 * 60;
/** Days kept per venue: some ten years of a past that is computed again and again. */
const DAYS_KEPT = 4_096;

/** One day of a venue: it rolls at midnight there; prices of the day before become the previous close. */
export interface TradingDay {
  /** Days since 1970-01-01 on the venue's own calendar. */
  readonly number: number;
  readonly from_ms: number;
  readonly to_ms: number;
  readonly opens_ms: number;
  readonly closes_ms: number;
  /** From … until before … trading rests in the middle of the session; null where it does not. */
  readonly rest?: { readonly from_ms: number; readonly to_ms: number } | null;
}

/** When venues trade. */
export interface SessionCalendar {
  phaseAt(venue: Venue, at_ms: number): Exclude<SessionPhase, 'halted'>;
  dayAt(venue: Venue, at_ms: number): TradingDay;
}

/** A day with all that decides its phases. */
export interface VenueDay extends TradingDay {
  /** False on weekends and holidays: then the other times say nothing. */
  readonly trades: boolean;
  readonly pre_ms: number;
  readonly post_ms: number;
  readonly holiday: Holiday | null;
}

export interface ExchangeCalendar extends SessionCalendar {
  dayAt(venue: Venue, at_ms: number): VenueDay;
}

/** Every venue is in its regular session all the time; the day rolls at 00:00 UTC. */
export const alwaysOpen: SessionCalendar = {
  phaseAt: () => 'regular',
  dayAt: (_venue, at_ms) => {
    const number = Math.floor(at_ms / DAY_MS);
    const from_ms = number * DAY_MS;
    return { number, from_ms, to_ms: from_ms + DAY_MS, opens_ms: from_ms, closes_ms: from_ms + DAY_MS };
  },
};

/** The venues' own hours and holidays, in their own time zones. */
export function exchangeHours(): ExchangeCalendar {
  const offsetAt = zoneOffsets();
  const venues = new Map<Venue, Map<number, VenueDay>>();

  /** When a venue's clock shows so many minutes after a day's midnight. An hour that the clocks skip is taken as the next. */
  const instantOf = (venue: Venue, number: number, minutes: number): number => {
    const wall = number * DAY_MS + minutes * MINUTE_MS;
    return wall - offsetAt(venue.zone, wall - offsetAt(venue.zone, wall));
  };

  function dayAt(venue: Venue, at_ms: number): VenueDay {
    const wall_ms = at_ms + offsetAt(venue.zone, at_ms);
    const number = Math.floor((wall_ms + venue.begins_early * MINUTE_MS) / DAY_MS);
    let days = venues.get(venue);
    if (days === undefined) {
      days = new Map();
      venues.set(venue, days);
    }
    const known = days.get(number);
    if (known !== undefined) return known;
    const day = openDay(venue, number, (minutes) => instantOf(venue, number, minutes));
    const oldest = days.keys().next();
    if (days.size >= DAYS_KEPT && !oldest.done) days.delete(oldest.value);
    days.set(number, day);
    return day;
  }

  function phaseAt(venue: Venue, at_ms: number): Exclude<SessionPhase, 'halted'> {
    const day = dayAt(venue, at_ms);
    if (!day.trades || at_ms < day.pre_ms || at_ms >= day.post_ms) return 'closed';
    if (at_ms < day.opens_ms) return 'pre';
    if (at_ms >= day.closes_ms) return 'post';
    return day.rest && at_ms >= day.rest.from_ms && at_ms < day.rest.to_ms ? 'closed' : 'regular';
  }

  return { dayAt, phaseAt };
}

function openDay(venue: Venue, number: number, instantOf: (minutes: number) => number): VenueDay {
  const { hours, begins_early } = venue;
  const holiday = venue.holidayOn?.(number) ?? null;
  const from_ms = instantOf(-begins_early);
  const to_ms = instantOf(DAY_MINUTES - begins_early);
  const trades = (venue.weekends || !isWeekend(number)) && (holiday === null || holiday.closes !== null);
  const day = { number, from_ms, to_ms, trades, holiday };
  if (hours === null)
    return { ...day, pre_ms: from_ms, opens_ms: from_ms, closes_ms: to_ms, post_ms: to_ms, rest: null };
  const close = holiday?.closes ?? hours.close;
  const post = close < hours.close ? Math.max(close, hours.short_post ?? close) : hours.post;
  const rests = hours.rest !== undefined && close > hours.rest.to;
  return {
    ...day,
    pre_ms: instantOf(hours.pre),
    opens_ms: instantOf(hours.open),
    closes_ms: instantOf(close),
    post_ms: instantOf(post),
    rest: rests ? { from_ms: instantOf(hours.rest.from), to_ms: instantOf(hours.rest.to) } : null,
  };
}
