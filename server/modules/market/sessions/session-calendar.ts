import type { SessionPhase } from '../providers/provider.ts';
import type { Venue } from './venues.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Offsets of time zones change on quarter hours at most. */
const OFFSET_MS = 15 * MINUTE_MS;
/** Days and offsets kept per venue and zone: today, and some days back. */
const DAYS_KEPT = 12;
const OFFSETS_KEPT = 64;

/** One day of a venue: it rolls at midnight there; prices of the day before become the previous close. */
export interface TradingDay {
  /** Days since 1970-01-01 on the venue's own calendar. */
  readonly number: number;
  readonly from_ms: number;
  readonly to_ms: number;
  readonly opens_ms: number;
  readonly closes_ms: number;
}

/** When venues trade. Public holidays are not known here. */
export interface SessionCalendar {
  phaseAt(venue: Venue, at_ms: number): Exclude<SessionPhase, 'halted'>;
  dayAt(venue: Venue, at_ms: number): TradingDay;
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

/** The venues' own hours, in their own time zones. */
export function exchangeHours(): SessionCalendar {
  const offsetAt = zoneOffsets();
  const days = new Map<string, TradingDay[]>();

  function dayAt(venue: Venue, at_ms: number): TradingDay {
    const known = days.get(venue.name) ?? [];
    const found = known.find((day) => at_ms >= day.from_ms && at_ms < day.to_ms);
    if (found !== undefined) return found;
    const number = Math.floor((at_ms + offsetAt(venue.zone, at_ms)) / DAY_MS);
    const local = (minutes: number): number => {
      const wall = number * DAY_MS + minutes * MINUTE_MS;
      return wall - offsetAt(venue.zone, wall - offsetAt(venue.zone, wall));
    };
    const day = {
      number,
      from_ms: local(0),
      to_ms: local(24 * 60),
      opens_ms: local(venue.hours?.open ?? 0),
      closes_ms: local(venue.hours?.close ?? 24 * 60),
    };
    days.set(venue.name, [day, ...known.slice(0, DAYS_KEPT - 1)]);
    return day;
  }

  function phaseAt(venue: Venue, at_ms: number): Exclude<SessionPhase, 'halted'> {
    const { number } = dayAt(venue, at_ms);
    const weekday = (number + 4) % 7; // 1970-01-01 was a Thursday
    if (!venue.weekends && (weekday === 0 || weekday === 6)) return 'closed';
    if (venue.hours === null) return 'regular';
    const minute = (at_ms + offsetAt(venue.zone, at_ms) - number * DAY_MS) / MINUTE_MS;
    if (minute < venue.hours.pre || minute >= venue.hours.post) return 'closed';
    if (minute < venue.hours.open) return 'pre';
    return minute < venue.hours.close ? 'regular' : 'post';
  }

  return { dayAt, phaseAt };
}

/** Milliseconds a zone's clock is ahead of UTC. Asking Intl costs microseconds, so the newest answers are kept. */
function zoneOffsets(): (zone: string, at_ms: number) => number {
  const formats = new Map<string, Intl.DateTimeFormat>();
  const known = new Map<string, Map<number, number>>();
  return (zone, at_ms) => {
    const slot = Math.floor(at_ms / OFFSET_MS);
    const offsets = known.get(zone) ?? new Map<number, number>();
    const found = offsets.get(slot);
    if (found !== undefined) return found;
    const format = formats.get(zone) ?? formatOf(zone);
    formats.set(zone, format);
    const whole_ms = Math.floor(at_ms / 1000) * 1000;
    const part = new Map(format.formatToParts(whole_ms).map(({ type, value }) => [type, Number(value)]));
    const field = (name: Intl.DateTimeFormatPartTypes): number => part.get(name) ?? 0;
    const wall = Date.UTC(
      field('year'),
      field('month') - 1,
      field('day'),
      field('hour'),
      field('minute'),
      field('second'),
    );
    const oldest = offsets.keys().next();
    if (offsets.size >= OFFSETS_KEPT && !oldest.done) offsets.delete(oldest.value);
    known.set(zone, offsets.set(slot, wall - whole_ms));
    return wall - whole_ms;
  };
}

function formatOf(zone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
}
