import { CORRELATED_MAX, type WatchlistAnalyticsView } from '../../../../contract/analytics.ts';
import type { QueryOf } from '../../../../contract/schemas.ts';
import type { Actor } from '../../../platform/actor.ts';
import { averagePercent, LOOK_BACK_DAYS } from '../analytics/analytics-of.ts';
import { analyticsWindow } from '../analytics/analytics-window.ts';
import { correlationMatrix, type DailyCloses } from '../analytics/correlation.ts';
import { DAY_MS } from '../history/intervals.ts';
import type { Instrument } from '../instrument.ts';
import { measure, windowOf } from './get-analytics.ts';
import { computedSourceOf, type HistoryParts, tooFine } from './open-window.ts';
import { type ManyQuestion, readCandlesOfMany } from './read-candles-of-many.ts';

/** Windows up to this are measured in hours: shorter candles of a whole list would be too many. */
const HOURS_MS = 7 * DAY_MS;
/** Instruments that are read at once: some megabytes of candles. */
const AT_ONCE = 50;
/** So long, a past is computed for one answer; a year of days takes some 50 ms of CPU the first time. */
const PATIENCE_MS = 6_000;
/** Days of all symbols together whose computed past stays in memory: 500 symbols for five years. */
const COMPUTED_DAYS_MAX = 960_000;

/**
 * Figures of many instruments over one window, the last year where none is asked for or the plan reaches further, and how
 * the returns of the first 50 move together.
 * @throws AppError `window_invalid`, `history_window_limit`; where a past is computed `history_too_fine`, and
 *   `figures_in_progress` while it has not been computed whole.
 */
export async function getListAnalytics(
  parts: HistoryParts,
  actor: Actor,
  { instruments, query }: { readonly instruments: readonly Instrument[]; readonly query: QueryOf<'getAnalytics'> },
): Promise<WatchlistAnalyticsView> {
  const window = analyticsWindow(actor.tier, query, parts.clock.ms());
  const { to_ms, reach_ms } = window;
  const from_ms = window.from_ms ?? to_ms - LOOK_BACK_DAYS * DAY_MS;
  const question = { to_ms, source: query.source };
  const daily = { ...question, from_ms: Math.min(from_ms, window.daily_from_ms ?? from_ms), interval: '1d' } as const;
  refuseTooLong(parts, instruments, daily);
  const until_ms = parts.clock.ms() + PATIENCE_MS;
  const items = [];
  const closes: DailyCloses[] = [];
  for (let from = 0; from < instruments.length; from += AT_ONCE) {
    const some = instruments.slice(from, from + AT_ONCE);
    const patience = { until_ms, symbols: instruments.length, done: from };
    const days = await readCandlesOfMany(parts, some, daily, patience);
    const series =
      to_ms - from_ms > HOURS_MS
        ? days.map((each) => windowOf(each, from_ms))
        : await readCandlesOfMany(parts, some, { ...question, from_ms, interval: '1h' }, patience);
    for (const [at, instrument] of some.entries()) {
      const [measured, back] = [series[at], days[at]];
      if (measured === undefined || back === undefined) throw new RangeError(`No candles of ${instrument.symbol}`);
      items.push(measure(parts, instrument, { series: measured, days: back, reach_ms }));
      if (closes.length < CORRELATED_MAX) closes.push(windowOf(back, from_ms));
    }
  }
  return {
    from: new Date(from_ms).toISOString(),
    to: new Date(to_ms).toISOString(),
    items,
    symbols: items.slice(0, CORRELATED_MAX).map(({ symbol }) => symbol),
    correlation: correlationMatrix(closes),
    average_change_percent: averagePercent(items.map(({ change_percent }) => change_percent)),
  };
}

/** What is computed must find room in memory at once: otherwise asking again would never come to an end. */
function refuseTooLong(
  parts: HistoryParts,
  instruments: readonly Instrument[],
  { from_ms, to_ms, source }: ManyQuestion,
) {
  const computed = instruments.filter((instrument) => computedSourceOf(parts.provider, instrument, source) !== null);
  const days_max = Math.floor(COMPUTED_DAYS_MAX / Math.max(1, computed.length));
  if ((to_ms - from_ms) / DAY_MS > days_max) throw tooFine('1d', days_max);
}
