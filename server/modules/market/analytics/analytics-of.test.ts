import { expect, it } from 'vitest';
import { Analytics } from '../../../../contract/analytics.ts';
import type { CandleSeries } from '../history/candle-series.ts';
import { analyticsOf, averagePercent } from './analytics-of.ts';

const DAY_MS = 86_400_000;
const cents = (...prices: number[]): Float64Array => Float64Array.from(prices, (price) => Math.round(price * 100));
const from_ms = Date.UTC(2026, 10, 2);
/** Five days of November 2026. */
const series: CandleSeries = {
  length: 5,
  time_ms: Float64Array.from({ length: 5 }, (_, day) => from_ms + day * DAY_MS),
  open: cents(99, 100, 104, 102, 99),
  high: cents(101, 105, 104.5, 102, 106),
  low: cents(98.5, 99.5, 101, 98, 99),
  close: cents(100, 104, 102, 99, 105),
  volume: Float64Array.of(1000, 1500, 1200, 2000, 1300),
  interval: '1d',
  from_ms,
  to_ms: from_ms + 5 * DAY_MS,
  decimals: 2,
  currency: 'USD',
  adjusted: true,
  splits: [],
  source: 'import',
  simulated: false,
};

it('gives the figures of the example in docs/analytics.md', () => {
  const figures = analyticsOf({ symbol: 'X', series, daily: series, reach_ms: null, periods_per_year: 252 });
  expect(Analytics.parse(figures)).toEqual(figures);
  expect(figures).toMatchObject({
    points: 5,
    first: '99.00',
    last: '105.00',
    change: '6.00',
    change_percent: '6.06',
    min: '98.00',
    min_at: '2026-11-05T00:00:00.000Z',
    max: '106.00',
    max_at: '2026-11-06T00:00:00.000Z',
    average: '102.00',
    volume_weighted_average: '101.54',
    volume: 7000,
    volatility: 0.69035,
    max_drawdown: 0.0480769,
    sma_20: null,
    ema_20: null,
    low_52_weeks: '98.00',
    average_volume_30_days: 1400,
  });
});

it('counts no day that is not over into the usual volume', () => {
  const now = { ...series, to_ms: series.to_ms - DAY_MS / 2 };
  const { average_volume_30_days } = analyticsOf({
    symbol: 'X',
    series: now,
    daily: now,
    reach_ms: null,
    periods_per_year: 252,
  });
  expect(average_volume_30_days).toBe((1000 + 1500 + 1200 + 2000) / 4);
});

it('averages percents plainly, rounded half away from zero', () => {
  expect(averagePercent(['1.00', '-0.99'])).toBe('0.01');
  expect(averagePercent(['-0.01', '0.00'])).toBe('-0.01');
  expect(averagePercent(['0.10', null, '0.20'])).toBe('0.15');
  expect(averagePercent([null])).toBeNull();
});
