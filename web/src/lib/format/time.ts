import { exchangeOf } from './exchange.ts';
import { UNKNOWN } from './number.ts';

const LOCALE = 'en-GB';
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(kind: 'time' | 'day' | 'date', zone: string): Intl.DateTimeFormat {
  const key = `${kind} ${zone}`;
  let found = formatters.get(key);
  if (!found) {
    const shape: Intl.DateTimeFormatOptions =
      kind === 'time'
        ? { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }
        : { day: 'numeric', month: 'short', ...(kind === 'date' ? { year: 'numeric' } : {}) };
    found = new Intl.DateTimeFormat(LOCALE, { ...shape, timeZone: zone });
    formatters.set(key, found);
  }
  return found;
}

type Moment = string | number | null | undefined;

/** Epoch milliseconds of an RFC 3339 time, or null when it is none. */
export function momentOf(moment: Moment): number | null {
  const at = typeof moment === 'string' ? Date.parse(moment) : (moment ?? Number.NaN);
  return Number.isFinite(at) ? at : null;
}

/** "14:03:22 ET", on the exchange's clock; UTC where there is no one venue. */
export function formatExchangeTime(moment: Moment, mic: string | null): string {
  const at = momentOf(moment);
  if (at === null) return UNKNOWN;
  const { zone, zone_label } = exchangeOf(mic);
  return `${formatter('time', zone).format(at)} ${zone_label}`;
}

/** "24 s ago" below a minute; "14:03:22 ET" on the same day; "20 Nov, 14:03:22 ET" before. */
export function formatWhen(moment: Moment, mic: string | null, now_ms: number): string {
  const at = momentOf(moment);
  if (at === null) return UNKNOWN;
  const age_s = Math.floor((now_ms - at) / 1000);
  // A clock that runs ahead of ours by a little is not worth a date in the future.
  if (age_s < 60 && age_s > -60) return age_s <= 0 ? 'now' : `${age_s} s ago`;
  const { zone } = exchangeOf(mic);
  const day = formatter('day', zone);
  const time = formatExchangeTime(at, mic);
  return day.format(at) === day.format(now_ms) ? time : `${day.format(at)}, ${time}`;
}

/** "20 Nov 2026" on the reader's own clock, for things that happened to them. */
export function formatDate(moment: Moment, zone: string = readerZone()): string {
  const at = momentOf(moment);
  return at === null ? UNKNOWN : formatter('date', zone).format(at);
}

/** "20 Nov" of a day in UTC, as "2026-11-20". */
export function formatDay(day: string): string {
  return formatter('day', 'UTC').format(Date.parse(day));
}

/** "in use now", "5 minutes ago", "3 hours ago", "20 Nov 2026": how long ago something of the reader's happened. */
export function formatAgo(moment: Moment, now_ms: number): string {
  const at = momentOf(moment);
  if (at === null) return UNKNOWN;
  const minutes = Math.floor((now_ms - at) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'} ago`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} ${hours === 1 ? 'hour' : 'hours'} ago`;
  return formatDate(at);
}

function readerZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
