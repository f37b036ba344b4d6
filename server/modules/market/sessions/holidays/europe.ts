import { dayOf, easterOf, lastOf, MONDAY, nth, weekdayFrom, weekdayUpTo } from './days.ts';
import { closeOnce, type HolidayYear } from './holiday.ts';

const LONDON_EARLY = 12 * 60 + 30;
const EURONEXT_EARLY = 14 * 60 + 5;
const XETRA_EARLY = 14 * 60;

/** The London Stock Exchange: bank holidays of England; a short last day before Christmas and before New Year's Day. */
export function london(year: HolidayYear): void {
  const of = year.year;
  year.close(weekdayFrom(dayOf(of, 1, 1)), 'New Year’s Day');
  easter(year);
  const may = of === 2020 ? dayOf(of, 5, 8) : nth(1, MONDAY, of, 5); // 2020: 75 years since the end of the war
  year.close(may, 'Early May Bank Holiday');
  year.close(springHoliday(of), 'Spring Bank Holiday');
  year.close(lastOf(MONDAY, of, 8), 'Summer Bank Holiday');
  // On a weekend, both days move behind it: Christmas Day never onto Boxing Day.
  const christmas = dayOf(of, 12, 25);
  year.close(christmas, 'Christmas Day');
  year.close(christmas + 1, 'Boxing Day');
  if (weekdayFrom(christmas) !== christmas) year.close(dayOf(of, 12, 27), 'Christmas Day, moved');
  if (weekdayFrom(christmas + 1) !== christmas + 1) year.close(dayOf(of, 12, 28), 'Boxing Day, moved');
  closeOnce(year, [
    ['1999-12-31', 'Turn of the millennium'],
    ['2002-06-03', 'Golden Jubilee'],
    ['2011-04-29', 'Royal wedding'],
    ['2012-06-05', 'Diamond Jubilee'],
    ['2022-06-03', 'Platinum Jubilee'],
    ['2022-09-19', 'Funeral of Queen Elizabeth II'],
    ['2023-05-08', 'Coronation of King Charles III'],
  ]);
  year.closeEarly(weekdayUpTo(dayOf(of, 12, 24)), 'Christmas Eve', LONDON_EARLY);
  year.closeEarly(weekdayUpTo(dayOf(of, 12, 31)), 'New Year’s Eve', LONDON_EARLY);
}

/** In the years of jubilees it was moved to meet them. */
function springHoliday(of: number): number {
  if (of === 2002 || of === 2012) return dayOf(of, 6, 4);
  return of === 2022 ? dayOf(of, 6, 2) : lastOf(MONDAY, of, 5);
}

/** Euronext in Amsterdam, Brussels, Lisbon and Paris, since 2002. */
export function euronext(year: HolidayYear): void {
  const of = year.year;
  year.close(dayOf(of, 1, 1), 'New Year’s Day');
  easter(year);
  year.close(dayOf(of, 5, 1), 'Labour Day');
  year.close(dayOf(of, 12, 25), 'Christmas Day');
  year.close(dayOf(of, 12, 26), 'Boxing Day');
  year.closeEarly(dayOf(of, 12, 24), 'Christmas Eve', EURONEXT_EARLY);
  year.closeEarly(dayOf(of, 12, 31), 'New Year’s Eve', EURONEXT_EARLY);
}

/** Xetra in Frankfurt, since 2007. Whit Monday and the Day of German Unity were holidays for some years only. */
export function xetra(year: HolidayYear): void {
  const of = year.year;
  year.close(dayOf(of, 1, 1), 'New Year’s Day');
  easter(year);
  year.close(dayOf(of, 5, 1), 'Labour Day');
  if (of === 2007 || (of >= 2015 && of <= 2021)) year.close(easterOf(of) + 50, 'Whit Monday');
  if (of >= 2014 && of <= 2021) year.close(dayOf(of, 10, 3), 'Day of German Unity');
  closeOnce(year, [['2017-10-31', 'Reformation Day']]);
  year.close(dayOf(of, 12, 24), 'Christmas Eve');
  year.close(dayOf(of, 12, 25), 'Christmas Day');
  year.close(dayOf(of, 12, 26), 'Boxing Day');
  year.close(dayOf(of, 12, 31), 'New Year’s Eve');
  if (of >= 2010) year.closeEarly(weekdayUpTo(dayOf(of, 12, 30)), 'Last trading day of the year', XETRA_EARLY);
}

/** SIX in Zurich, since 2006. */
export function swiss(year: HolidayYear): void {
  const of = year.year;
  year.close(dayOf(of, 1, 1), 'New Year’s Day');
  year.close(dayOf(of, 1, 2), 'Berchtold’s Day');
  easter(year);
  year.close(dayOf(of, 5, 1), 'Labour Day');
  year.close(easterOf(of) + 39, 'Ascension Day');
  year.close(easterOf(of) + 50, 'Whit Monday');
  year.close(dayOf(of, 8, 1), 'Swiss National Day');
  year.close(dayOf(of, 12, 24), 'Christmas Eve');
  year.close(dayOf(of, 12, 25), 'Christmas Day');
  year.close(dayOf(of, 12, 26), 'St Stephen’s Day');
  year.close(dayOf(of, 12, 31), 'New Year’s Eve');
}

function easter(year: HolidayYear): void {
  year.close(easterOf(year.year) - 2, 'Good Friday');
  year.close(easterOf(year.year) + 1, 'Easter Monday');
}
