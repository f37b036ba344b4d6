import { describe, expect, it } from 'vitest';
import { hongKong, tokyo } from './asia.ts';
import { dayOf, easterOf, isWeekend } from './days.ts';
import { euronext, london, swiss, xetra } from './europe.ts';
import { type HolidayRules, holidaysBy } from './holiday.ts';
import { unitedStates } from './united-states.ts';

/** `01-15` of the weekdays on which a venue is closed all day, and of those on which it closes early. */
function yearOf(rules: HolidayRules, year: number): { readonly closed: string; readonly early: string } {
  const holidayOn = holidaysBy(rules);
  const closed: string[] = [];
  const early: string[] = [];
  for (let day = dayOf(year, 1, 1); day < dayOf(year + 1, 1, 1); day += 1) {
    const holiday = holidayOn(day);
    if (holiday === null || isWeekend(day)) continue;
    (holiday.closes === null ? closed : early).push(new Date(day * 86_400_000).toISOString().slice(5, 10));
  }
  return { closed: closed.join(' '), early: early.join(' ') };
}

describe('the New York Stock Exchange', () => {
  it.each([
    [2001, '01-01 01-15 02-19 04-13 05-28 07-04 09-03 09-11 09-12 09-13 09-14 11-22 12-25', '07-03 11-23 12-24'],
    [2002, '01-01 01-21 02-18 03-29 05-27 07-04 09-02 11-28 12-25', '07-05 11-29 12-24'],
    [2003, '01-01 01-20 02-17 04-18 05-26 07-04 09-01 11-27 12-25', '07-03 11-28 12-24 12-26'],
    [2004, '01-01 01-19 02-16 04-09 05-31 06-11 07-05 09-06 11-25 12-24', '11-26'],
    [2007, '01-01 01-02 01-15 02-19 04-06 05-28 07-04 09-03 11-22 12-25', '07-03 11-23 12-24'],
    [2012, '01-02 01-16 02-20 04-06 05-28 07-04 09-03 10-29 10-30 11-22 12-25', '07-03 11-23 12-24'],
    [2018, '01-01 01-15 02-19 03-30 05-28 07-04 09-03 11-22 12-05 12-25', '07-03 11-23 12-24'],
    [2019, '01-01 01-21 02-18 04-19 05-27 07-04 09-02 11-28 12-25', '07-03 11-29 12-24'],
    [2020, '01-01 01-20 02-17 04-10 05-25 07-03 09-07 11-26 12-25', '11-27 12-24'],
    [2021, '01-01 01-18 02-15 04-02 05-31 07-05 09-06 11-25 12-24', '11-26'],
    [2022, '01-17 02-21 04-15 05-30 06-20 07-04 09-05 11-24 12-26', '11-25'],
    [2023, '01-02 01-16 02-20 04-07 05-29 06-19 07-04 09-04 11-23 12-25', '07-03 11-24'],
    [2024, '01-01 01-15 02-19 03-29 05-27 06-19 07-04 09-02 11-28 12-25', '07-03 11-29 12-24'],
    [2025, '01-01 01-09 01-20 02-17 04-18 05-26 06-19 07-04 09-01 11-27 12-25', '07-03 11-28 12-24'],
    [2026, '01-01 01-19 02-16 04-03 05-25 06-19 07-03 09-07 11-26 12-25', '11-27 12-24'],
  ])('keeps its holidays and short days of %i', (year, closed, early) => {
    expect(yearOf(unitedStates, year)).toEqual({ closed, early });
  });

  it('trades on the last day of a year, whatever New Year’s Day falls on', () => {
    for (let year = 1999; year < 2060; year += 1) expect(yearOf(unitedStates, year).closed).not.toContain('12-31');
  });
});

describe('other venues', () => {
  it.each([
    ['London', london, 2020, '01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28', '12-24 12-31'],
    ['London', london, 2021, '01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28', '12-24 12-31'],
    ['London', london, 2022, '01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27', '12-23 12-30'],
    ['London', london, 2023, '01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26', '12-22 12-29'],
    ['London', london, 2024, '01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26', '12-24 12-31'],
    ['Xetra', xetra, 2019, '01-01 04-19 04-22 05-01 06-10 10-03 12-24 12-25 12-26 12-31', '12-30'],
    ['Xetra', xetra, 2024, '01-01 03-29 04-01 05-01 12-24 12-25 12-26 12-31', '12-30'],
    ['Xetra', xetra, 2025, '01-01 04-18 04-21 05-01 12-24 12-25 12-26 12-31', '12-30'],
    ['Euronext', euronext, 2024, '01-01 03-29 04-01 05-01 12-25 12-26', '12-24 12-31'],
    ['Euronext', euronext, 2026, '01-01 04-03 04-06 05-01 12-25', '12-24 12-31'],
    ['Zurich', swiss, 2024, '01-01 01-02 03-29 04-01 05-01 05-09 05-20 08-01 12-24 12-25 12-26 12-31', ''],
    [
      'Tokyo',
      tokyo,
      2019,
      '01-01 01-02 01-03 01-14 02-11 03-21 04-29 04-30 05-01 05-02 05-03 05-06 07-15 08-12 09-16 09-23 10-14 10-22 11-04 12-31',
      '',
    ],
    [
      'Tokyo',
      tokyo,
      2020,
      '01-01 01-02 01-03 01-13 02-11 02-24 03-20 04-29 05-04 05-05 05-06 07-23 07-24 08-10 09-21 09-22 10-01 11-03 11-23 12-31',
      '',
    ],
    [
      'Tokyo',
      tokyo,
      2024,
      '01-01 01-02 01-03 01-08 02-12 02-23 03-20 04-29 05-03 05-06 07-15 08-12 09-16 09-23 10-14 11-04 12-31',
      '',
    ],
    [
      'Tokyo',
      tokyo,
      2026,
      '01-01 01-02 01-12 02-11 02-23 03-20 04-29 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23 12-31',
      '',
    ],
    [
      'Hong Kong',
      hongKong,
      2025,
      '01-01 01-29 01-30 01-31 04-04 04-18 04-21 05-01 05-05 07-01 10-01 10-07 10-29 12-25 12-26',
      '01-28 12-24 12-31',
    ],
    [
      'Hong Kong',
      hongKong,
      2026,
      '01-01 02-17 02-18 02-19 04-03 04-06 04-07 05-01 05-25 06-19 07-01 10-01 10-19 12-25',
      '02-16 12-24 12-31',
    ],
  ] as const)('%s keeps its holidays and short days of %#', (_name, rules, year, closed, early) => {
    expect(yearOf(rules, year)).toEqual({ closed, early });
  });
});

it('knows Easter of every kind of year', () => {
  const known =
    '1818-03-22 1943-04-25 1954-04-18 1981-04-19 2000-04-23 2008-03-23 2019-04-21 2024-03-31 2026-04-05 2038-04-25 2076-04-19 2285-03-22';
  for (const text of known.split(' '))
    expect(new Date(easterOf(Number(text.slice(0, 4))) * 86_400_000).toISOString().slice(0, 10)).toBe(text);
});
