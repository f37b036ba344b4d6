import { dayOf, yearOf } from './days.ts';

/** Why a venue does not keep its usual hours on a day. */
export interface Holiday {
  readonly name: string;
  /** End of the regular session in minutes after local midnight; null: closed all day. */
  readonly closes: number | null;
}

/** What a year's rules write into. Days count from 1970-01-01. */
export interface HolidayYear {
  readonly year: number;
  /** Closed all day. A second reason for the same day is left out. */
  close(day: number, name: string): void;
  /** @param closes minutes after local midnight; on a day that is closed already it says nothing. */
  closeEarly(day: number, name: string, closes: number): void;
  isClosed(day: number): boolean;
}

export type HolidayRules = (year: HolidayYear) => void;
export type HolidayOn = (day: number) => Holiday | null;

/** Answers for any day; a year is worked out once. */
export function holidaysBy(rules: HolidayRules): HolidayOn {
  const years = new Map<number, ReadonlyMap<number, Holiday>>();
  return (day) => {
    const year = yearOf(day);
    let known = years.get(year);
    if (known === undefined) {
      known = workOut(rules, year);
      years.set(year, known);
    }
    return known.get(day) ?? null;
  };
}

/** Days that no rule tells: `['2018-12-05', 'Day of mourning']`. */
export function closeOnce(year: HolidayYear, days: readonly (readonly [string, string])[]): void {
  for (const [text, name] of days) {
    const [of = 0, month = 0, day = 0] = text.split('-').map(Number);
    if (of === year.year) year.close(dayOf(of, month, day), name);
  }
}

function workOut(rules: HolidayRules, year: number): ReadonlyMap<number, Holiday> {
  const days = new Map<number, Holiday>();
  const isClosed = (day: number): boolean => days.get(day)?.closes === null;
  rules({
    year,
    isClosed,
    close(day, name) {
      if (!isClosed(day)) days.set(day, { name, closes: null });
    },
    closeEarly(day, name, closes) {
      if (!isClosed(day)) days.set(day, { name, closes });
    },
  });
  return days;
}
