import { dayOf, easterOf, isWeekend, lastOf, MONDAY, nth, SATURDAY, SUNDAY, THURSDAY, weekdayOf } from './days.ts';
import { closeOnce, type HolidayYear } from './holiday.ts';

const EARLY = 13 * 60;
/** The first full year of Martin Luther King, Jr. Day at the exchanges, and of Juneteenth. */
const KING_SINCE = 1998;
const JUNETEENTH_SINCE = 2022;
/** Until then, with 4 July on a Thursday, the Friday after it was the short day. */
const FRIDAY_SHORT_UNTIL = 2012;

const ONCE = [
  ['2001-09-11', 'Attacks of 11 September'],
  ['2001-09-12', 'Attacks of 11 September'],
  ['2001-09-13', 'Attacks of 11 September'],
  ['2001-09-14', 'Attacks of 11 September'],
  ['2004-06-11', 'Day of mourning for Ronald Reagan'],
  ['2007-01-02', 'Day of mourning for Gerald Ford'],
  ['2012-10-29', 'Hurricane Sandy'],
  ['2012-10-30', 'Hurricane Sandy'],
  ['2018-12-05', 'Day of mourning for George H. W. Bush'],
  ['2025-01-09', 'Day of mourning for Jimmy Carter'],
] as const;

/**
 * The stock exchanges of the United States, after Rule 7.2 of the NYSE: a holiday on a Saturday is kept on the Friday
 * before, unless that ends a month or a year of business (New Year's Day), one on a Sunday on the Monday after. Right for
 * 1998 and later.
 */
export function unitedStates(year: HolidayYear): void {
  const of = year.year;
  closeOnce(year, ONCE);
  const newYear = dayOf(of, 1, 1);
  if (weekdayOf(newYear) !== SATURDAY) year.close(observed(newYear), 'New Year’s Day');
  if (of >= KING_SINCE) year.close(nth(3, MONDAY, of, 1), 'Martin Luther King, Jr. Day');
  year.close(nth(3, MONDAY, of, 2), 'Washington’s Birthday');
  year.close(easterOf(of) - 2, 'Good Friday');
  year.close(lastOf(MONDAY, of, 5), 'Memorial Day');
  if (of >= JUNETEENTH_SINCE) year.close(observed(dayOf(of, 6, 19)), 'Juneteenth');
  year.close(observed(dayOf(of, 7, 4)), 'Independence Day');
  year.close(nth(1, MONDAY, of, 9), 'Labor Day');
  year.close(nth(4, THURSDAY, of, 11), 'Thanksgiving Day');
  year.close(observed(dayOf(of, 12, 25)), 'Christmas Day');
  shortDays(year);
}

function shortDays(year: HolidayYear): void {
  const of = year.year;
  const independence = dayOf(of, 7, 4);
  const isFridayShort = of <= FRIDAY_SHORT_UNTIL && weekdayOf(independence) === THURSDAY;
  const short = isFridayShort ? independence + 1 : independence - 1;
  if (!isWeekend(short) && !isWeekend(independence))
    year.closeEarly(short, isFridayShort ? 'Day after Independence Day' : 'Day before Independence Day', EARLY);
  year.closeEarly(nth(4, THURSDAY, of, 11) + 1, 'Day after Thanksgiving', EARLY);
  year.closeEarly(dayOf(of, 12, 24), 'Christmas Eve', EARLY);
  if (of === 1997 || of === 2003) year.closeEarly(dayOf(of, 12, 26), 'Day after Christmas', EARLY);
}

function observed(day: number): number {
  if (weekdayOf(day) === SATURDAY) return day - 1;
  return weekdayOf(day) === SUNDAY ? day + 1 : day;
}
