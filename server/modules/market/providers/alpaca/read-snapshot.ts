import type { Instrument } from '../../instrument.ts';
import type { SessionCalendar } from '../../sessions/session-calendar.ts';
import { venueOf } from '../../sessions/venues.ts';
import { readPrice, readRecord, readSize, readInstant } from '../parts/read-value.ts';
import type { DaySoFar } from '../provider.ts';
import { movesPrice } from './trade-conditions.ts';

const MINUTE_MS = 60_000;

/** What one snapshot tells. Prices are scaled; NaN is "not told". */
export interface Snapshot {
  readonly price: number;
  readonly at_ms: number;
  readonly day: DaySoFar & { readonly at_ms: number };
}

/** @returns null for what is no snapshot, or one without a trade. */
export function readSnapshot(value: unknown, instrument: Instrument, calendar: SessionCalendar): Snapshot | null {
  const snapshot = readRecord(value);
  const trade = readRecord(snapshot?.['latestTrade']);
  if (snapshot === null || trade === null) return null;
  const traded_ms = readInstant(trade['t']);
  if (Number.isNaN(traded_ms)) return null;
  const bars = {
    minute: readRecord(snapshot['minuteBar']),
    today: readRecord(snapshot['dailyBar']),
    before: readRecord(snapshot['prevDailyBar']),
  };
  const last = movesPrice(trade['c'])
    ? { price: readPrice(trade['p'], instrument.price_decimals), at_ms: traded_ms }
    : lastOfBars(bars, { instrument, calendar, traded_ms });
  return last === null ? null : { ...last, day: dayOf(bars, { instrument, calendar, last_ms: last.at_ms }) };
}

type Bar = Readonly<Record<string, unknown>> | null;
interface Bars {
  readonly minute: Bar;
  readonly today: Bar;
  readonly before: Bar;
}

/** Bars count eligible trades alone: the close of the newest regular one is the last price. */
function lastOfBars(
  { minute, today }: Bars,
  about: { readonly instrument: Instrument; readonly calendar: SessionCalendar; readonly traded_ms: number },
): { readonly price: number; readonly at_ms: number } | null {
  const { instrument, calendar, traded_ms } = about;
  const venue = venueOf(instrument);
  const minute_ms = readInstant(minute?.['t']);
  if (minute !== null && calendar.phaseAt(venue, minute_ms) === 'regular')
    return {
      price: readPrice(minute['c'], instrument.price_decimals),
      at_ms: Math.min(minute_ms + MINUTE_MS - 1, traded_ms),
    };
  const day_ms = readInstant(today?.['t']);
  if (today === null || Number.isNaN(day_ms)) return null;
  const { closes_ms } = calendar.dayAt(venue, day_ms);
  return { price: readPrice(today['c'], instrument.price_decimals), at_ms: Math.min(closes_ms, traded_ms) };
}

/** Before the first trade of a day the newest daily bar is the day before: then it holds the previous close, and no more. */
function dayOf(
  { today, before }: Bars,
  about: { readonly instrument: Instrument; readonly calendar: SessionCalendar; readonly last_ms: number },
): Snapshot['day'] {
  const { instrument, calendar, last_ms } = about;
  const venue = venueOf(instrument);
  const price = (bar: Bar, field: string): number => positive(readPrice(bar?.[field], instrument.price_decimals));
  const bar_ms = readInstant(today?.['t']);
  const is_today =
    !Number.isNaN(bar_ms) && calendar.dayAt(venue, bar_ms).number === calendar.dayAt(venue, last_ms).number;
  if (!is_today)
    return {
      previous_close: price(today, 'c'),
      open: Number.NaN,
      high: Number.NaN,
      low: Number.NaN,
      volume: Number.NaN,
      at_ms: last_ms,
    };
  return {
    previous_close: price(before, 'c'),
    open: price(today, 'o'),
    high: price(today, 'h'),
    low: price(today, 'l'),
    volume: readSize(today?.['v']),
    at_ms: last_ms,
  };
}

function positive(price: number): number {
  return price > 0 ? price : Number.NaN;
}
