import type { HistoryIntervalName } from '../../../../contract/history.ts';
import type { InstrumentKind } from '../../lib/queries/market.ts';
import { offsetOf } from './zone-offset.ts';
import { intervals, type Range } from './view-state.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Least length of an interval; months are counted as 28 days. */
export const lengths_ms: Readonly<Record<HistoryIntervalName, number>> = {
  '1m': MINUTE_MS,
  '5m': 5 * MINUTE_MS,
  '15m': 15 * MINUTE_MS,
  '1h': HOUR_MS,
  '1d': DAY_MS,
  '1w': 7 * DAY_MS,
  '1M': 28 * DAY_MS,
};

/** Whether candles of this interval are days or made of days: those have a date, no time of day. */
export function isDaily(interval: HistoryIntervalName): boolean {
  return lengths_ms[interval] >= DAY_MS;
}

/** Points one answer of history has at most (contract). */
const POINTS_MAX = 2000;

/** When and where an instrument trades, as far as the chart needs it. */
export interface Trading {
  readonly kind: InstrumentKind;
  /** IANA time zone of the venue. */
  readonly zone: string;
  /** Prices without a night: coins, and everything while a made-up market never closes. */
  readonly round_the_clock: boolean;
  /** When the last price was printed: what is closed shows the last day it was open. */
  readonly last_ms: number | null;
}

const MONTHS: Readonly<Partial<Record<Range, number>>> = { '1M': 1, '6M': 6, '1Y': 12, '5Y': 60 };

/**
 * Where a range begins, as `from` of the history: an instant inside the day, else a day. Null for all there is. It moves
 * with `now_ms` by hours or days only, so that the same question keeps its answer.
 */
export function startOfRange(range: Range, trading: Trading, now_ms: number): string | null {
  if (range === 'All') return null;
  if (range === '1D') return new Date(startOfDay(trading, now_ms)).toISOString();
  if (range === 'YTD') return `${dayOf(now_ms).slice(0, 4)}-01-01`;
  if (range === '5D') return dayOf(now_ms - (trading.round_the_clock ? 5 : 7) * DAY_MS);
  return monthsBefore(now_ms, MONTHS[range] ?? 0);
}

/** The last day in which prices came; where there is no night, the last 24 hours. */
function startOfDay({ round_the_clock, zone, last_ms }: Trading, now_ms: number): number {
  const at_ms = last_ms ?? now_ms;
  if (round_the_clock) return Math.floor(now_ms / HOUR_MS) * HOUR_MS - DAY_MS;
  const offset_ms = offsetOf(zone, at_ms);
  return Math.floor((at_ms + offset_ms) / DAY_MS) * DAY_MS - offset_ms;
}

function dayOf(at_ms: number): string {
  return new Date(at_ms).toISOString().slice(0, 10);
}

/** The same day some months before; the last of a month that is shorter. */
function monthsBefore(at_ms: number, months: number): string {
  const at = new Date(at_ms);
  const last = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - months + 1, 0)).getUTCDate();
  const day = Math.min(at.getUTCDate(), last);
  return dayOf(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - months, day));
}

const TRADED_HOURS_A_DAY = 16;
const SPANS_DAYS: Readonly<Record<Range, number>> = {
  '1D': 1,
  '5D': 5,
  '1M': 30,
  '6M': 182,
  YTD: 365,
  '1Y': 365,
  '5Y': 1826,
  All: 3652,
};

/** About how many candles a range has. */
function candlesIn(range: Range, interval: HistoryIntervalName, { round_the_clock }: Trading): number {
  const days = round_the_clock ? SPANS_DAYS[range] : Math.ceil((SPANS_DAYS[range] * 5) / 7);
  if (isDaily(interval)) return (SPANS_DAYS[range] * DAY_MS) / lengths_ms[interval];
  const a_day_ms = round_the_clock || range === '1D' ? DAY_MS : TRADED_HOURS_A_DAY * HOUR_MS;
  return (days * a_day_ms) / lengths_ms[interval];
}

/** The finest interval whose candles still have room side by side. */
export function intervalFor(range: Range, trading: Trading, candles_max: number): HistoryIntervalName {
  const fine = range === '1D' ? intervals.slice(1) : intervals;
  return fine.find((interval) => candlesIn(range, interval, trading) <= candles_max) ?? '1M';
}

/** Intervals one answer can hold for the range, and that give more than a single candle. */
export function intervalsOf(range: Range, trading: Trading): HistoryIntervalName[] {
  return intervals.filter((interval) => {
    // The server counts where trading never pauses.
    const most = candlesIn(range, interval, { ...trading, round_the_clock: true });
    return most <= POINTS_MAX && (most > 3 || interval === '1m');
  });
}

export const intervalNames: Readonly<Record<HistoryIntervalName, string>> = {
  '1m': '1 min',
  '5m': '5 min',
  '15m': '15 min',
  '1h': 'Hourly',
  '1d': 'Daily',
  '1w': 'Weekly',
  '1M': 'Monthly',
};

export const rangeNames: Readonly<Record<Range, string>> = {
  '1D': 'one day',
  '5D': 'five days',
  '1M': 'one month',
  '6M': 'six months',
  YTD: 'this year',
  '1Y': 'one year',
  '5Y': 'five years',
  All: 'all there is',
};
