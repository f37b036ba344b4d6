import { AppError } from '../../../../contract/errors.ts';
import { type Tier, tiers } from '../../../../contract/tiers.ts';
import { DAY_MS } from './intervals.ts';

/** What a caller sends: days or instants. */
export interface AskedWindow {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** `from_ms` null: from the oldest candle on. */
export interface HistoryWindow {
  readonly from_ms: number | null;
  readonly to_ms: number;
}

/**
 * The window a caller may see. A plan reaches whole days back, so that a clock a little off does not decide.
 *
 * @throws AppError `window_invalid`; `history_window_limit` `{ tier, plan, earliest, history_days }`, where `earliest` is
 *   the first day the plan reaches.
 */
export function windowFor(tier: Tier, asked: AskedWindow, now_ms: number): HistoryWindow {
  const { history_days, name } = tiers[tier];
  const to_ms = Math.min(now_ms, asked.to === undefined ? now_ms : endOf(asked.to));
  const from_ms = asked.from === undefined ? null : Date.parse(asked.from);
  if (from_ms !== null && from_ms >= to_ms) throw new AppError('window_invalid');
  if (history_days === null) return { from_ms, to_ms };
  const earliest_ms = Math.floor(now_ms / DAY_MS) * DAY_MS - history_days * DAY_MS;
  if ((from_ms ?? earliest_ms) < earliest_ms || to_ms <= earliest_ms) {
    const earliest = new Date(earliest_ms).toISOString();
    const detail = `The plan ${name} reaches back ${history_days} days, to ${earliest.slice(0, 10)}.`;
    throw new AppError('history_window_limit', { tier, earliest, history_days, detail });
  }
  return { from_ms: from_ms ?? earliest_ms, to_ms };
}

/** A day is meant whole. */
function endOf(moment: string): number {
  return Date.parse(moment) + (moment.length === '2026-01-31'.length ? DAY_MS : 0);
}
