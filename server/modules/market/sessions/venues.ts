import type { Instrument } from '../instrument.ts';

/** Minutes after local midnight. */
interface Hours {
  readonly pre: number;
  readonly open: number;
  readonly close: number;
  readonly post: number;
}

/** Where an instrument trades and when. `hours: null` never closes. */
export interface Venue {
  readonly name: string;
  /** IANA time zone of the venue's clock. */
  readonly zone: string;
  readonly hours: Hours | null;
  /** Trades on Saturday and Sunday too. */
  readonly weekends: boolean;
}

const at = (hour: number, minute = 0): number => hour * 60 + minute;

const US_HOURS: Hours = { pre: at(4), open: at(9, 30), close: at(16), post: at(20) };
const noExtendedHours = (open: number, close: number): Hours => ({ pre: open, open, close, post: close });
const american = (name: string): Venue => ({ name, zone: 'America/New_York', hours: US_HOURS, weekends: false });

const ROUND_THE_CLOCK: Venue = { name: 'always', zone: 'UTC', hours: null, weekends: true };
const WEEKDAYS: Venue = { name: 'weekdays', zone: 'UTC', hours: null, weekends: false };
const UNITED_STATES = american('XNYS');

/** Regular hours by market identifier code (ISO 10383). */
const VENUES: ReadonlyMap<string, Venue> = new Map(
  [
    UNITED_STATES,
    ...['XNAS', 'XASE', 'ARCX', 'BATS', 'IEXG', 'XNGS', 'XNCM', 'XNMS', 'OTCM'].map(american),
    { name: 'XTSE', zone: 'America/Toronto', hours: noExtendedHours(at(9, 30), at(16)), weekends: false },
    { name: 'XLON', zone: 'Europe/London', hours: noExtendedHours(at(8), at(16, 30)), weekends: false },
    { name: 'XPAR', zone: 'Europe/Paris', hours: noExtendedHours(at(9), at(17, 30)), weekends: false },
    { name: 'XAMS', zone: 'Europe/Amsterdam', hours: noExtendedHours(at(9), at(17, 30)), weekends: false },
    { name: 'XETR', zone: 'Europe/Berlin', hours: noExtendedHours(at(9), at(17, 30)), weekends: false },
    { name: 'XSWX', zone: 'Europe/Zurich', hours: noExtendedHours(at(9), at(17, 30)), weekends: false },
    { name: 'XTKS', zone: 'Asia/Tokyo', hours: noExtendedHours(at(9), at(15, 30)), weekends: false },
    { name: 'XHKG', zone: 'Asia/Hong_Kong', hours: noExtendedHours(at(9, 30), at(16)), weekends: false },
    { name: 'XASX', zone: 'Australia/Sydney', hours: noExtendedHours(at(10), at(16)), weekends: false },
  ].map((venue) => [venue.name, venue]),
);

/** Coins never close, currencies rest at the weekend, and a venue we do not know keeps the hours of New York. */
export function venueOf(instrument: Pick<Instrument, 'kind' | 'exchange'>): Venue {
  if (instrument.kind === 'coin') return ROUND_THE_CLOCK;
  if (instrument.kind === 'currency') return WEEKDAYS;
  return VENUES.get(instrument.exchange ?? '') ?? UNITED_STATES;
}
