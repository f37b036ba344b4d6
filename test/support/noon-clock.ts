import type { Clock } from '../../server/platform/clock.ts';

const DAY_MS = 86_400_000;

/** The system's clock, moved so that it is noon in UTC now: midnight does not come in the middle of a test that minds the day. */
export function noonClock(): Clock {
  const ahead_ms = DAY_MS / 2 - (Date.now() % DAY_MS);
  return { ms: () => Date.now() + ahead_ms, now: () => new Date(Date.now() + ahead_ms) };
}
