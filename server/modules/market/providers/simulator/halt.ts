import type { TradingDay } from '../../sessions/session-calendar.ts';
import { uniform } from './hashing.ts';

/** From `from_ms` until before `to_ms` there are no trades. */
export interface Halt {
  readonly from_ms: number;
  readonly to_ms: number;
}

/** One instrument in this many is halted on a day. */
const ODDS = 4000;
const SHORTEST_MS = 3 * 60_000;
const LONGEST_MS = 8 * 60_000;

/** The halt of an instrument on a day, inside the session, or null. @param key the instrument's own. */
export function haltOn(key: number, day: TradingDay): Halt | null {
  if (uniform(key ^ 0x6a17, day.number) * ODDS >= 1) return null;
  const length_ms = SHORTEST_MS + (LONGEST_MS - SHORTEST_MS) * uniform(key ^ 0x6a18, day.number);
  const room_ms = day.closes_ms - day.opens_ms - length_ms;
  const from_ms = Math.round(day.opens_ms + room_ms * uniform(key ^ 0x6a19, day.number));
  return { from_ms, to_ms: Math.round(from_ms + length_ms) };
}
