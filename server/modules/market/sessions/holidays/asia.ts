import { dayOf, easterOf, MONDAY, nth, SUNDAY, weekdayOf } from './days.ts';
import { closeOnce, type HolidayYear } from './holiday.ts';

/** The Tokyo Stock Exchange, since 2007: national holidays, and the last day and first three days of the year. */
export function tokyo(year: HolidayYear): void {
  const of = year.year;
  const national = nationalHolidays(of);
  for (const [day, name] of national) year.close(day, name);
  // A holiday on a Sunday moves to the next day that is none; a day between two holidays becomes one.
  for (const [day, name] of national) {
    if (weekdayOf(day) === SUNDAY) year.close(nextFree(national, day), `${name}, moved`);
    if (national.has(day + 2) && !national.has(day + 1) && weekdayOf(day + 1) !== SUNDAY)
      year.close(day + 1, 'Citizens’ Holiday');
  }
  for (const day of [2, 3]) year.close(dayOf(of, 1, day), 'New Year holidays');
  year.close(dayOf(of, 12, 31), 'New Year holidays');
  closeOnce(year, [['2020-10-01', 'Failure of the trading system']]);
}

function nationalHolidays(of: number): ReadonlyMap<number, string> {
  const { marine, mountain, sports } = summerHolidays(of);
  const days: readonly (readonly [number, string])[] = [
    [dayOf(of, 1, 1), 'New Year’s Day'],
    [nth(2, MONDAY, of, 1), 'Coming of Age Day'],
    [dayOf(of, 2, 11), 'National Foundation Day'],
    ...(of >= 2020 ? ([[dayOf(of, 2, 23), 'Emperor’s Birthday']] as const) : []),
    [dayOf(of, 3, equinox(of, 20.8431)), 'Vernal Equinox Day'],
    [dayOf(of, 4, 29), 'Showa Day'],
    ...(of === 2019 ? accession : []),
    [dayOf(of, 5, 3), 'Constitution Memorial Day'],
    [dayOf(of, 5, 4), 'Greenery Day'],
    [dayOf(of, 5, 5), 'Children’s Day'],
    [marine, 'Marine Day'],
    ...(of >= 2016 ? ([[mountain, 'Mountain Day']] as const) : []),
    [nth(3, MONDAY, of, 9), 'Respect for the Aged Day'],
    [dayOf(of, 9, equinox(of, 23.2488)), 'Autumnal Equinox Day'],
    [sports, 'Sports Day'],
    [dayOf(of, 11, 3), 'Culture Day'],
    [dayOf(of, 11, 23), 'Labour Thanksgiving Day'],
    ...(of <= 2018 ? ([[dayOf(of, 12, 23), 'Emperor’s Birthday']] as const) : []),
  ];
  return new Map(days);
}

const accession = [
  [dayOf(2019, 4, 30), 'Citizens’ Holiday'],
  [dayOf(2019, 5, 1), 'Accession of the Emperor'],
  [dayOf(2019, 5, 2), 'Citizens’ Holiday'],
  [dayOf(2019, 10, 22), 'Enthronement of the Emperor'],
] as const;

/** Three holidays moved for the Olympic Games, which were planned for 2020 and held in 2021. */
function summerHolidays(of: number): { readonly marine: number; readonly mountain: number; readonly sports: number } {
  if (of === 2020) return { marine: dayOf(of, 7, 23), mountain: dayOf(of, 8, 10), sports: dayOf(of, 7, 24) };
  if (of === 2021) return { marine: dayOf(of, 7, 22), mountain: dayOf(of, 8, 8), sports: dayOf(of, 7, 23) };
  return { marine: nth(3, MONDAY, of, 7), mountain: dayOf(of, 8, 11), sports: nth(2, MONDAY, of, 10) };
}

/** The day of an equinox in Japan, by the usual formula for 1980 to 2099. @param base of 1980. */
function equinox(of: number, base: number): number {
  return Math.floor(base + 0.242194 * (of - 1980)) - Math.floor((of - 1980) / 4);
}

function nextFree(national: ReadonlyMap<number, string>, day: number): number {
  let free = day + 1;
  while (national.has(free)) free += 1;
  return free;
}

const HONG_KONG_EARLY = 12 * 60;
/** Holidays by the moon, moved as the exchange published them. In other years only the others are known. */
const LUNAR = [
  ...named('Lunar New Year', '2024-02-12 2024-02-13 2025-01-29 2025-01-30 2025-01-31'),
  ...named('Lunar New Year', '2026-02-17 2026-02-18 2026-02-19 2027-02-08 2027-02-09'),
  ...named('Ching Ming Festival', '2024-04-04 2025-04-04 2026-04-07 2027-04-05'),
  ...named('Birthday of the Buddha', '2024-05-15 2025-05-05 2026-05-25 2027-05-13'),
  ...named('Tuen Ng Festival', '2024-06-10 2026-06-19 2027-06-09'),
  ...named('Day after Mid-Autumn Festival', '2024-09-18 2025-10-07 2027-09-16'),
  ...named('Chung Yeung Festival', '2024-10-11 2025-10-29 2026-10-19 2027-10-08'),
  ...named('Typhoon', '2024-09-06'),
];
const LUNAR_EVES: Readonly<Record<number, readonly [number, number]>> = {
  2024: [2, 9],
  2025: [1, 28],
  2026: [2, 16],
  2027: [2, 5],
};

/** The Hong Kong stock exchange; complete for 2024 to 2027. */
export function hongKong(year: HolidayYear): void {
  const of = year.year;
  const sundayMoves = (day: number): number => (weekdayOf(day) === SUNDAY ? day + 1 : day);
  year.close(sundayMoves(dayOf(of, 1, 1)), 'New Year’s Day');
  year.close(easterOf(of) - 2, 'Good Friday');
  year.close(easterOf(of) + 1, 'Easter Monday');
  year.close(sundayMoves(dayOf(of, 5, 1)), 'Labour Day');
  year.close(sundayMoves(dayOf(of, 7, 1)), 'Establishment Day');
  year.close(sundayMoves(dayOf(of, 10, 1)), 'National Day');
  const christmas = dayOf(of, 12, 25);
  year.close(christmas, 'Christmas Day');
  const weekdayAfter = weekdayOf(christmas + 1) === SUNDAY ? christmas + 2 : christmas + 1;
  year.close(weekdayOf(christmas) === SUNDAY ? christmas + 2 : weekdayAfter, 'Boxing Day');
  if (weekdayOf(christmas) === SUNDAY) year.close(christmas + 1, 'Christmas Day, moved');
  closeOnce(year, LUNAR);
  const eve = LUNAR_EVES[of];
  if (eve !== undefined) year.closeEarly(dayOf(of, ...eve), 'Lunar New Year’s Eve', HONG_KONG_EARLY);
  year.closeEarly(dayOf(of, 12, 24), 'Christmas Eve', HONG_KONG_EARLY);
  year.closeEarly(dayOf(of, 12, 31), 'New Year’s Eve', HONG_KONG_EARLY);
}

function named(name: string, days: string): (readonly [string, string])[] {
  return days.split(' ').map((day) => [day, name] as const);
}
