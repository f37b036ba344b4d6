import type { HistoryIntervalName } from '../../../../contract/history.ts';
import { lengths_ms } from '../history/intervals.ts';
import { alwaysOpen, type SessionCalendar } from '../sessions/session-calendar.ts';
import type { Venue } from '../sessions/venues.ts';

/** Trading days a year: of what never closes, of currencies, and of exchanges by custom (Hull). */
const EVERY_DAY = 365;
const WEEKDAYS = 260;
const EXCHANGE_DAYS = 252;
const DAY_MS = 86_400_000;

/**
 * How many candles of an interval a year of trading has: days a year times candles a session. A session that begins
 * inside an interval has a candle for it too: 09:30 to 16:00 is seven hours of candles.
 */
export function periodsPerYear(
  interval: Exclude<HistoryIntervalName, '1w' | '1M'>,
  { venue, calendar, at_ms }: { readonly venue: Venue; readonly calendar: SessionCalendar; readonly at_ms: number },
): number {
  const days = daysPerYear(venue, calendar);
  if (interval === '1d') return days;
  const length_ms = lengths_ms[interval];
  const { opens_ms, closes_ms } = usualDay(venue, calendar, at_ms);
  return days * (Math.ceil(closes_ms / length_ms) - Math.floor(opens_ms / length_ms));
}

function daysPerYear(venue: Venue, calendar: SessionCalendar): number {
  if (calendar === alwaysOpen || venue.weekends) return EVERY_DAY;
  return venue.begins_early > 0 ? WEEKDAYS : EXCHANGE_DAYS;
}

/** The longest of the last seven days: a short day or a day off is not usual. */
function usualDay(venue: Venue, calendar: SessionCalendar, at_ms: number) {
  return Array.from({ length: 7 }, (_, back) => calendar.dayAt(venue, at_ms - back * DAY_MS)).reduce((one, other) =>
    other.closes_ms - other.opens_ms > one.closes_ms - one.opens_ms ? other : one,
  );
}
