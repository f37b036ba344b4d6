import type { Instrument } from '../instrument.ts';
import { hongKong, tokyo } from './holidays/asia.ts';
import { euronext, london, swiss, xetra } from './holidays/europe.ts';
import { type HolidayOn, type HolidayRules, holidaysBy } from './holidays/holiday.ts';
import { unitedStates } from './holidays/united-states.ts';

/** Minutes after local midnight; what lies before midnight is negative. */
interface Hours {
  readonly pre: number;
  readonly open: number;
  readonly close: number;
  readonly post: number;
  /** Trading rests from … until before …; the auctions of a closing do not. */
  readonly rest?: { readonly from: number; readonly to: number };
  /** End of the extended session on a day that closes early. */
  readonly short_post?: number;
}

/** Where an instrument trades and when. `hours: null` never closes. */
export interface Venue {
  /** Market identifier code (ISO 10383), or `24/7` or `24/5` where there is no one venue. */
  readonly name: string;
  readonly title: string;
  /** IANA time zone of the venue's clock. */
  readonly zone: string;
  readonly hours: Hours | null;
  /** Trades on Saturday and Sunday too. */
  readonly weekends: boolean;
  /** Minutes before midnight at which the next day begins: Sunday 17:00 is Monday where this is 7 hours. */
  readonly begins_early: number;
  /** Null where the venue's holidays are not known here: then it is taken to trade on every weekday. */
  readonly holidayOn: HolidayOn | null;
}

const at = (hour: number, minute = 0): number => hour * 60 + minute;

const US_HOURS: Hours = { pre: at(4), open: at(9, 30), close: at(16), post: at(20), short_post: at(17) };
const noExtendedHours = (open: number, close: number): Hours => ({ pre: open, open, close, post: close });
const always = { begins_early: 0, holidayOn: null } as const;

const ROUND_THE_CLOCK: Venue = {
  name: '24/7',
  title: 'Coins and collectibles',
  zone: 'UTC',
  hours: null,
  weekends: true,
  ...always,
};
/** Currencies: Sunday 17:00 to Friday 17:00 in New York, and each day begins at 17:00 there. */
const CURRENCIES: Venue = {
  name: '24/5',
  title: 'Currencies',
  zone: 'America/New_York',
  hours: noExtendedHours(at(-7), at(17)),
  weekends: false,
  begins_early: at(7),
  holidayOn: null,
};

const exchange = (name: string, title: string, zone: string, hours: Hours, rules?: HolidayRules): Venue => ({
  name,
  title,
  zone,
  hours,
  weekends: false,
  begins_early: 0,
  holidayOn: rules === undefined ? null : holidaysBy(rules),
});
const american = ([name, title]: readonly [string, string]): Venue =>
  exchange(name, title, 'America/New_York', US_HOURS, unitedStates);

const UNITED_STATES = american(['XNYS', 'New York Stock Exchange']);
const CONTINENT = noExtendedHours(at(9), at(17, 30));

/** Hours of today by market identifier code; no venue keeps other hours in its past here. */
const VENUES: ReadonlyMap<string, Venue> = new Map(
  [
    UNITED_STATES,
    ...(
      [
        ['XNAS', 'Nasdaq'],
        ['ARCX', 'NYSE Arca'],
        ['XASE', 'NYSE American'],
        ['BATS', 'Cboe BZX'],
        ['IEXG', 'IEX'],
        ['XNGS', 'Nasdaq Global Select'],
        ['XNMS', 'Nasdaq Global Market'],
        ['XNCM', 'Nasdaq Capital Market'],
        ['OTCM', 'OTC Markets'],
      ] as const
    ).map(american),
    exchange('XTSE', 'Toronto Stock Exchange', 'America/Toronto', noExtendedHours(at(9, 30), at(16))),
    exchange('XLON', 'London Stock Exchange', 'Europe/London', noExtendedHours(at(8), at(16, 30)), london),
    exchange('XPAR', 'Euronext Paris', 'Europe/Paris', CONTINENT, euronext),
    exchange('XAMS', 'Euronext Amsterdam', 'Europe/Amsterdam', CONTINENT, euronext),
    exchange('XBRU', 'Euronext Brussels', 'Europe/Brussels', CONTINENT, euronext),
    exchange('XLIS', 'Euronext Lisbon', 'Europe/Lisbon', noExtendedHours(at(8), at(16, 30)), euronext),
    exchange('XETR', 'Xetra', 'Europe/Berlin', CONTINENT, xetra),
    exchange('XSWX', 'SIX Swiss Exchange', 'Europe/Zurich', CONTINENT, swiss),
    exchange('XMIL', 'Borsa Italiana', 'Europe/Rome', CONTINENT),
    exchange('XMAD', 'Bolsa de Madrid', 'Europe/Madrid', CONTINENT),
    exchange('XSTO', 'Nasdaq Stockholm', 'Europe/Stockholm', CONTINENT),
    exchange('XHEL', 'Nasdaq Helsinki', 'Europe/Helsinki', noExtendedHours(at(10), at(18, 30))),
    exchange('XCSE', 'Nasdaq Copenhagen', 'Europe/Copenhagen', noExtendedHours(at(9), at(17))),
    exchange('XOSL', 'Oslo Børs', 'Europe/Oslo', noExtendedHours(at(9), at(16, 30))),
    exchange('XTKS', 'Tokyo Stock Exchange', 'Asia/Tokyo', rests(at(9), at(15, 30), at(11, 30), at(12, 30)), tokyo),
    exchange('XHKG', 'Hong Kong Stock Exchange', 'Asia/Hong_Kong', rests(at(9, 30), at(16), at(12), at(13)), hongKong),
    exchange('XASX', 'Australian Securities Exchange', 'Australia/Sydney', noExtendedHours(at(10), at(16))),
  ].map((venue) => [venue.name, venue]),
);

function rests(open: number, close: number, from: number, to: number): Hours {
  return { ...noExtendedHours(open, close), rest: { from, to } };
}

/** Every venue there is, in the order in which people are told of them. */
export const venues: readonly Venue[] = [...VENUES.values(), CURRENCIES, ROUND_THE_CLOCK];

/** Coins and collectibles never close, currencies rest at the weekend, and a venue we do not know keeps the hours of New York. */
export function venueOf(instrument: Pick<Instrument, 'kind' | 'exchange'>): Venue {
  if (instrument.kind === 'coin' || instrument.kind === 'collectible') return ROUND_THE_CLOCK;
  if (instrument.kind === 'currency') return CURRENCIES;
  return VENUES.get(instrument.exchange ?? '') ?? UNITED_STATES;
}
