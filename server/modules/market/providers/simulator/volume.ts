import type { TradingDay } from '../../sessions/session-calendar.ts';
import { normal } from './hashing.ts';
import type { Traits } from './traits.ts';

/** How much busier the ends of a session are than its middle. */
const ENDS = 0.6;
/** Deviation of a day's volume, as a logarithm. */
const DAY_SD = 0.35;

/** Pieces traded from the session's start to `at_ms`. Never falls inside a day. */
export function volumeAt({ key, daily_volume }: Traits, day: TradingDay, at_ms: number): number {
  const passed = (at_ms - day.opens_ms) / (day.closes_ms - day.opens_ms);
  const part = Math.min(1, Math.max(0, passed));
  const curve = part + (ENDS / (2 * Math.PI)) * Math.sin(2 * Math.PI * part);
  return Math.floor(daily_volume * Math.exp(DAY_SD * normal(key ^ 0x76d1, day.number)) * curve);
}
