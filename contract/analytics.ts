import { z } from 'zod';
import { Decimal, Time } from './fields.ts';
import { HistoryInterval, HistoryQuery, windowFields } from './history.ts';

/** Symbols of a list whose returns are compared with each other: the first ones. */
export const CORRELATED_MAX = 50;

/** `source` as in the history: without it, the prices that the live one continues. */
export const AnalyticsQuery = z.strictObject({ ...windowFields, source: HistoryQuery.shape.source });

const Price = Decimal.nullable();
const Statistic = z.number().nullable();

/**
 * Figures of one instrument over a window, from candles adjusted for splits. Prices have the instrument's decimals,
 * percents have two; statistics are fractions with six significant digits. Null: too few prices, or the plan does not
 * reach back as far as the figure does. Formulas: docs/analytics.md.
 */
export const Analytics = z.strictObject({
  symbol: z.string(),
  currency: z.string(),
  price_decimals: z.int(),
  from: Time,
  to: Time,
  /** Of the candles that the figures of the window are made of. */
  interval: HistoryInterval,
  /** Sources of the candles, joined by commas. Empty without candles. */
  source: z.string(),
  simulated: z.boolean(),
  /** Candles in the window. */
  points: z.int(),
  /** Opening price of the first candle. */
  first: Price,
  /** Closing price of the last candle. */
  last: Price,
  change: Price,
  change_percent: Price,
  min: Price,
  /** Start of the candle with the lowest price; the earliest of several. */
  min_at: Time.nullable(),
  max: Price,
  max_at: Time.nullable(),
  /** Time-weighted: every candle's close counts alike. */
  average: Price,
  /** Of typical prices; null without volume. */
  volume_weighted_average: Price,
  /** Pieces traded, adjusted for splits. */
  volume: z.number(),
  /** Annualised standard deviation of logarithmic returns: 0.21 is 21 %. */
  volatility: Statistic,
  /** Largest fall of closes from a high before, as a fraction: 0.34 is 34 %. */
  max_drawdown: Statistic,
  /** Averages of the last 20, 50 and 200 daily closes up to `to`. */
  sma_20: Price,
  sma_50: Price,
  sma_200: Price,
  ema_20: Price,
  ema_50: Price,
  /** Of the 364 days up to `to`. */
  low_52_weeks: Price,
  high_52_weeks: Price,
  /** Pieces a trading day, over the 30 days up to `to`; a day that is not over does not count. */
  average_volume_30_days: Statistic,
});

export const WatchlistAnalytics = z.strictObject({
  from: Time,
  to: Time,
  /** In the list's order. */
  items: z.array(Analytics).max(500),
  /** Symbols of the rows and columns of `correlation`: the first 50 of the list. */
  symbols: z.array(z.string()).max(CORRELATED_MAX),
  /** Pearson correlation of daily logarithmic returns; null where fewer than ten are shared, or a price stood still. */
  correlation: z.array(z.array(Statistic).max(CORRELATED_MAX)).max(CORRELATED_MAX),
  /** Plain average of the items' change in percent. */
  average_change_percent: Price,
});

export type AnalyticsView = z.output<typeof Analytics>;
export type WatchlistAnalyticsView = z.output<typeof WatchlistAnalytics>;
