import type { AnalyticsView } from '../../../../contract/analytics.ts';
import { formatScaled, percentOf } from '../../../../contract/decimal.ts';
import type { CandleSeries } from '../history/candle-series.ts';
import { DAY_MS } from '../history/intervals.ts';
import { timeWeightedAverage, totalVolume, volumeWeightedAverage } from './exact-averages.ts';
import { candlesBetween, extremesOf } from './extremes.ts';
import { exponentialMovingAverage, simpleMovingAverage } from './moving-averages.ts';
import { annualisedVolatility, maxDrawdown, significant } from './returns.ts';

/** Days that moving averages and the range of a year look back on, at most. */
export const LOOK_BACK_DAYS = 366;
const RANGE_DAYS = 364;
const VOLUME_DAYS = 30;

/** What one instrument's figures are made of. */
export interface Measured {
  readonly symbol: string;
  /** The window's candles, adjusted. */
  readonly series: CandleSeries;
  /** Days up to the end of the window: LOOK_BACK_DAYS back, or as far as the plan reaches. */
  readonly daily: CandleSeries;
  /** The first moment the plan reaches; null: any. */
  readonly reach_ms: number | null;
  /** Candles of `series.interval` a year. */
  readonly periods_per_year: number;
}

export function analyticsOf(measured: Measured): AnalyticsView {
  const { symbol, series, periods_per_year } = measured;
  const extremes = extremesOf(series);
  const [first, last] = [series.open[0] ?? null, series.close.at(-1) ?? null];
  const change = first === null || last === null ? null : last - first;
  const price = pricesOf(series.decimals);
  return {
    symbol,
    currency: series.currency,
    price_decimals: series.decimals,
    from: time(series.from_ms),
    to: time(series.to_ms),
    interval: series.interval,
    source: series.source,
    simulated: series.simulated,
    points: series.length,
    first: price(first),
    last: price(last),
    change: price(change),
    change_percent: change === null ? null : percentOf(change, first ?? 0),
    min: price(extremes?.low ?? null),
    min_at: extremes === null ? null : time(extremes.low_at_ms),
    max: price(extremes?.high ?? null),
    max_at: extremes === null ? null : time(extremes.high_at_ms),
    average: price(timeWeightedAverage(series)),
    volume_weighted_average: price(volumeWeightedAverage(series)),
    volume: totalVolume(series),
    volatility: annualisedVolatility(series.close, periods_per_year),
    max_drawdown: maxDrawdown(series.close),
    ...dailyFigures(measured),
  };
}

/** Figures of days, whatever the window's interval is. */
function dailyFigures({ daily, reach_ms }: Measured) {
  const { close, to_ms } = daily;
  const price = pricesOf(daily.decimals);
  const range_from_ms = to_ms - RANGE_DAYS * DAY_MS;
  const reaches = reach_ms === null || reach_ms <= range_from_ms;
  const year = reaches ? extremesOf(candlesBetween(daily, range_from_ms, to_ms)) : null;
  return {
    sma_20: price(simpleMovingAverage(close, 20)),
    sma_50: price(simpleMovingAverage(close, 50)),
    sma_200: price(simpleMovingAverage(close, 200)),
    ema_20: price(exponentialMovingAverage(close, 20)),
    ema_50: price(exponentialMovingAverage(close, 50)),
    low_52_weeks: price(year?.low ?? null),
    high_52_weeks: price(year?.high ?? null),
    average_volume_30_days: averageDailyVolume(daily),
  };
}

/** Days that are not over by `to_ms` would pull it down. */
function averageDailyVolume(daily: CandleSeries): number | null {
  const days = candlesBetween(daily, daily.to_ms - VOLUME_DAYS * DAY_MS, daily.to_ms - DAY_MS + 1);
  return days.length === 0 ? null : significant(totalVolume(days) / days.length);
}

function pricesOf(decimals: number): (scaled: number | null) => string | null {
  return (scaled) => (scaled === null ? null : formatScaled(scaled, decimals));
}

function time(at_ms: number): string {
  return new Date(at_ms).toISOString();
}

/** The plain average of percents, with two decimals, rounded half away from zero; null without any. */
export function averagePercent(percents: readonly (string | null)[]): string | null {
  const known = percents.filter((percent) => percent !== null).map((percent) => Math.round(Number(percent) * 100));
  if (known.length === 0) return null;
  const mean = known.reduce((sum, each) => sum + each, 0) / known.length;
  const hundredths = Math.sign(mean) * Math.round(Math.abs(mean));
  return formatScaled(hundredths === 0 ? 0 : hundredths, 2);
}
