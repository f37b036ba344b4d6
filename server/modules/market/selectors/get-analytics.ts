import type { AnalyticsView } from '../../../../contract/analytics.ts';
import type { QueryOf } from '../../../../contract/schemas.ts';
import type { Actor } from '../../../platform/actor.ts';
import { analyticsOf, LOOK_BACK_DAYS } from '../analytics/analytics-of.ts';
import { analyticsWindow } from '../analytics/analytics-window.ts';
import { seriesBetween } from '../analytics/extremes.ts';
import { periodsPerYear } from '../analytics/periods-per-year.ts';
import type { CandleQuestion, CandleSeries } from '../history/candle-series.ts';
import { DAY_MS, readAs, startOf } from '../history/intervals.ts';
import type { Instrument } from '../instrument.ts';
import { exchangeHours } from '../sessions/session-calendar.ts';
import { venueOf } from '../sessions/venues.ts';
import { findInstrument, type HistoryReader } from './get-history.ts';
import type { HistoryParts } from './open-window.ts';
import { readCandles } from './read-candles.ts';
import { readCandlesOfMany } from './read-candles-of-many.ts';

const venueHours = exchangeHours();

/**
 * Figures of one instrument over a window: of days where that is longer than 2,000 hours, else of the finest candles of
 * which there are at most 2,000.
 * @throws AppError `instrument_unknown`, `window_invalid`, `history_window_limit`.
 */
export async function getAnalytics(
  reader: HistoryReader,
  actor: Actor,
  { symbol, query }: { readonly symbol: string; readonly query: QueryOf<'getAnalytics'> },
): Promise<AnalyticsView> {
  const instrument = findInstrument(reader.registry, symbol);
  const window = analyticsWindow(actor.tier, query, reader.clock.ms());
  const question = { to_ms: window.to_ms, adjusted: true, source: query.source };
  const [days, fine] = await Promise.all([
    readDays(reader, instrument, { ...question, from_ms: window.daily_from_ms }),
    window.is_fine
      ? readCandles(reader, instrument, { ...question, from_ms: window.from_ms, interval: 'auto' })
      : undefined,
  ]);
  const series = fine ?? windowOf(days, window.from_ms);
  return measure(reader, instrument, { series, days, reach_ms: window.reach_ms });
}

/** Where the start is known, two statements at once are enough. */
async function readDays(
  reader: HistoryParts,
  instrument: Instrument,
  { from_ms, ...question }: Omit<CandleQuestion, 'interval'>,
): Promise<CandleSeries> {
  if (from_ms === null) return readCandles(reader, instrument, { ...question, from_ms, interval: '1d' });
  const [days] = await readCandlesOfMany(reader, [instrument], { ...question, from_ms, interval: '1d' });
  if (days === undefined) throw new RangeError(`No candles of ${instrument.symbol}`);
  return days;
}

/** The part of days that a window is about: from the day it begins in. */
export function windowOf(days: CandleSeries, from_ms: number | null): CandleSeries {
  if (from_ms === null) return days;
  return { ...seriesBetween(days, startOf('1d', from_ms), days.to_ms), from_ms };
}

/** @param found `days` reach back from the end of the window as far as the look-backs need, or further. */
export function measure(
  { provider }: Pick<HistoryParts, 'provider'>,
  instrument: Instrument,
  found: { readonly series: CandleSeries; readonly days: CandleSeries; readonly reach_ms: number | null },
): AnalyticsView {
  const { series, days, reach_ms } = found;
  // Made-up prices may come from a session that never closes; real ones come from their venue's.
  const calendar = series.simulated ? provider.calendar : venueHours;
  const at = { venue: venueOf(instrument), calendar, at_ms: series.to_ms };
  return analyticsOf({
    symbol: instrument.symbol,
    series,
    daily: seriesBetween(days, days.to_ms - LOOK_BACK_DAYS * DAY_MS, days.to_ms),
    reach_ms,
    periods_per_year: periodsPerYear(readAs(series.interval), at),
  });
}
