import type { Tier } from '../../../../contract/tiers.ts';
import { type AskedWindow, type HistoryWindow, windowFor } from '../history/history-window.ts';
import { DAY_MS, MINUTE_MS } from '../history/intervals.ts';
import { LOOK_BACK_DAYS } from './analytics-of.ts';

/** Windows up to this are measured in finer candles than days: 2,000 hours. */
const FINE_MS = 2_000 * 60 * MINUTE_MS;

export interface AnalyticsWindow extends HistoryWindow {
  /** The first moment the plan reaches; null: any. */
  readonly reach_ms: number | null;
  /** Where days are read from: what the look-backs need and the plan allows. Null: from the oldest. */
  readonly daily_from_ms: number | null;
  /** Longer windows are measured in days. */
  readonly is_fine: boolean;
}

/**
 * The window as in the history; figures that look back from its end look no further than the plan does. What ends now ends
 * with the minute, so that an answer keeps its ETag while nothing is traded.
 * @throws AppError `window_invalid`, `history_window_limit`.
 */
export function analyticsWindow(tier: Tier, asked: AskedWindow, now_ms: number): AnalyticsWindow {
  const { from_ms, to_ms: end_ms } = windowFor(tier, asked, now_ms);
  const to_ms = end_ms === now_ms ? Math.ceil(now_ms / MINUTE_MS) * MINUTE_MS : end_ms;
  const reach_ms = windowFor(tier, {}, now_ms).from_ms;
  const back_ms = Math.max(reach_ms ?? 0, to_ms - LOOK_BACK_DAYS * DAY_MS);
  return {
    from_ms,
    to_ms,
    reach_ms,
    daily_from_ms: from_ms === null ? null : Math.min(from_ms, back_ms),
    is_fine: from_ms !== null && to_ms - from_ms <= FINE_MS,
  };
}
