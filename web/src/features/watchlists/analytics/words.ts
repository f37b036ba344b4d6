import { formatPercent, MINUS, UNKNOWN } from '../../../lib/format/number.ts';

/** Days that each window reaches back. */
export const windowDays = { '1m': 31, '3m': 92, '6m': 183, '1y': 365 } as const;
export type WindowName = keyof typeof windowDays;

const DAY_MS = 86_400_000;

/** First day of a window that ends now: "2026-08-21". */
export function windowStart(name: WindowName, now_ms: number): string {
  return new Date(now_ms - windowDays[name] * DAY_MS).toISOString().slice(0, 10);
}

/** 0.2134 as "21.34%", without a sign: it is a size. */
export function formatShare(share: number | null): string {
  if (share === null) return UNKNOWN;
  return formatPercent((share * 100).toFixed(2)).replace(/^[+\u2212]/, '');
}

/** 0.34 as a fall: "−34.00%". */
export function formatFall(share: number | null): string {
  return share === null ? UNKNOWN : formatPercent((-share * 100).toFixed(2));
}

/** -0.314 as "−0.31". */
export function formatCorrelation(value: number | null): string {
  if (value === null) return UNKNOWN;
  const text = Math.abs(value).toFixed(2);
  return value < 0 && text !== '0.00' ? MINUS + text : text;
}
