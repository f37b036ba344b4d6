import { cell } from '../history/candle-columns.ts';

/** Fewer returns say nothing about how they vary. */
const RETURNS_MIN = 2;

/**
 * Annualised volatility: the sample standard deviation (n - 1) of the logarithmic returns ln(c[i] / c[i-1]), times the
 * square root of the number of periods a year. Source: J. C. Hull, Options, Futures, and Other Derivatives, "Estimating
 * volatility from historical data".
 *
 * @param closes scaled, above zero; what is not counts as no price.
 * @returns a fraction: 0.21 is 21 % a year; null with fewer than two returns.
 */
export function annualisedVolatility(closes: Float64Array, periods_per_year: number): number | null {
  const returns = logReturns(closes);
  if (returns.length < RETURNS_MIN) return null;
  const mean = returns.reduce((sum, each) => sum + each, 0) / returns.length;
  const squares = returns.reduce((sum, each) => sum + (each - mean) ** 2, 0);
  return significant(Math.sqrt((squares / (returns.length - 1)) * periods_per_year));
}

/**
 * Largest fall from a running high of the closes, over that high. Source: M. Magdon-Ismail and A. Atiya, Maximum drawdown,
 * Risk, October 2004.
 *
 * @returns a fraction: 0.34 is 34 %; 0 where prices never fell; null without prices.
 */
export function maxDrawdown(closes: Float64Array): number | null {
  let high = 0;
  let worst = 0;
  for (const close of closes) {
    if (!(close > 0)) continue;
    high = Math.max(high, close);
    worst = Math.max(worst, (high - close) / high);
  }
  return high === 0 ? null : significant(worst);
}

function logReturns(closes: Float64Array): number[] {
  const returns: number[] = [];
  for (let at = 1; at < closes.length; at += 1) {
    const change = Math.log(cell(closes, at) / cell(closes, at - 1));
    if (Number.isFinite(change)) returns.push(change);
  }
  return returns;
}

/** Six significant digits; more would be noise. Null for what is no finite number. */
export function significant(value: number): number | null {
  return Number.isFinite(value) ? Number(value.toPrecision(6)) : null;
}
