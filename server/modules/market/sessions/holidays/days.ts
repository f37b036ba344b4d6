const DAY_MS = 86_400_000;

/** Days of a calendar without clocks and zones: counted from 1970-01-01, in the proleptic Gregorian calendar. */
export function dayOf(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / DAY_MS;
}

export function yearOf(day: number): number {
  return new Date(day * DAY_MS).getUTCFullYear();
}

/** 0 is Sunday. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7; // 1970-01-01 was a Thursday
}

export const SUNDAY = 0;
export const MONDAY = 1;
export const THURSDAY = 4;
export const SATURDAY = 6;

export function isWeekend(day: number): boolean {
  const weekday = weekdayOf(day);
  return weekday === SATURDAY || weekday === SUNDAY;
}

/** The third Monday of January: `nth(3, MONDAY, year, 1)`. */
export function nth(count: number, weekday: number, year: number, month: number): number {
  const first = dayOf(year, month, 1);
  return first + ((weekday - weekdayOf(first) + 7) % 7) + 7 * (count - 1);
}

export function lastOf(weekday: number, year: number, month: number): number {
  const last = dayOf(year, month + 1, 1) - 1;
  return last - ((weekdayOf(last) - weekday + 7) % 7);
}

/** The weekday itself, or the Friday before a weekend. */
export function weekdayUpTo(day: number): number {
  if (weekdayOf(day) === SATURDAY) return day - 1;
  return weekdayOf(day) === SUNDAY ? day - 2 : day;
}

/** The weekday itself, or the Monday after a weekend. */
export function weekdayFrom(day: number): number {
  if (weekdayOf(day) === SATURDAY) return day + 2;
  return weekdayOf(day) === SUNDAY ? day + 1 : day;
}

/**
 * Easter Sunday of the western churches, by the anonymous Gregorian computus as J. Meeus gives it
 * (Astronomical Algorithms, chapter 8); valid for every year of the Gregorian calendar.
 */
export function easterOf(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  return dayOf(year, month, (h + l - 7 * m + 33 * month + 19) % 32);
}
