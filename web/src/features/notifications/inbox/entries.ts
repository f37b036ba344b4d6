import type { NotificationView } from '../../../lib/queries/notifications.ts';

/** Notifications of one subject that follow each other within a day: the newest, and those it stands for. */
export interface Entry {
  readonly newest: NotificationView;
  /** Without the newest, the newest first. */
  readonly earlier: readonly NotificationView[];
}
export interface Day {
  /** "Today", "Yesterday", "Wednesday 18 November". */
  readonly name: string;
  readonly entries: readonly Entry[];
}

const LOCALE = 'en-GB';
const DAY_MS = 86_400_000;

/** The inbox as it is read: by day of the reader, with what belongs together in one line. */
export function daysOf(notifications: readonly NotificationView[], now_ms: number, zone?: string): Day[] {
  const dayName = dayNames(now_ms, zone);
  const days: { name: string; entries: { newest: NotificationView; earlier: NotificationView[] }[] }[] = [];
  for (const notification of notifications) {
    const name = dayName(Date.parse(notification.created_at));
    if (days.at(-1)?.name !== name) days.push({ name, entries: [] });
    const entries = days.at(-1)?.entries ?? [];
    const before = entries.at(-1);
    if (before?.newest.group === notification.group) before.earlier.push(notification);
    else entries.push({ newest: notification, earlier: [] });
  }
  return days;
}

/** Everything an entry stands for. */
export function allOf({ newest, earlier }: Entry): NotificationView[] {
  return [newest, ...earlier];
}

export function isUnread(entry: Entry): boolean {
  return allOf(entry).some(({ read_at }) => read_at === null);
}

function dayNames(now_ms: number, zone: string | undefined): (at_ms: number) => string {
  const timeZone = zone === undefined ? {} : { timeZone: zone };
  const date = new Intl.DateTimeFormat(LOCALE, { year: 'numeric', month: '2-digit', day: '2-digit', ...timeZone });
  const named = new Intl.DateTimeFormat(LOCALE, { weekday: 'long', day: 'numeric', month: 'long', ...timeZone });
  const dated = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'long', year: 'numeric', ...timeZone });
  const today = date.format(now_ms);
  const yesterday = date.format(now_ms - DAY_MS);
  return (at_ms) => {
    const day = date.format(at_ms);
    if (day === today) return 'Today';
    if (day === yesterday) return 'Yesterday';
    return now_ms - at_ms < 300 * DAY_MS ? named.format(at_ms) : dated.format(at_ms);
  };
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** "24 s", "5 min", "3 h" on the same day, "16:40" under the name of another. */
export function shortAge(created_at: string, now_ms: number, today: boolean): string {
  const at_ms = Date.parse(created_at);
  if (!today) return clock().format(at_ms);
  const age_s = Math.max(0, Math.floor((now_ms - at_ms) / 1000));
  if (age_s < 60) return `${age_s} s`;
  return age_s < 3600 ? `${Math.floor(age_s / 60)} min` : `${Math.floor(age_s / 3600)} h`;
}

/** "Fri 20 Nov, 14:18:04", the whole of it. */
export function longTime(at: string): string {
  const full: Intl.DateTimeFormatOptions = { weekday: 'short', day: 'numeric', month: 'short', second: '2-digit' };
  return clock('full', full).format(Date.parse(at));
}

function clock(name = 'time', more: Intl.DateTimeFormatOptions = {}): Intl.DateTimeFormat {
  let found = clocks.get(name);
  if (!found) {
    found = new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...more });
    clocks.set(name, found);
  }
  return found;
}
