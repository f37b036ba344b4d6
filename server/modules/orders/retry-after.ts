import { randomInt } from 'node:crypto';

/** Tries that failed together do not come back together. */
const JITTER_PERCENT = 20;
/** A receiver that asks for more patience than this is asked again anyway. */
export const AFTER_MS_MAX = 24 * 3_600_000;

/**
 * Milliseconds until the next try; null where there is none left.
 * @param attempts made until now.
 * @param asked_ms how long the receiver asked to wait, 0 where it did not.
 */
export function nextTryMs(pauses_ms: readonly number[], attempts: number, asked_ms: number): number | null {
  const pause_ms = pauses_ms[attempts - 1];
  if (pause_ms === undefined) return null;
  const jitter_ms = randomInt(Math.floor((pause_ms * JITTER_PERCENT) / 100) + 1);
  return Math.max(pause_ms + jitter_ms, Math.min(asked_ms, AFTER_MS_MAX));
}

/** What others answered, as a column takes it: PostgreSQL stores neither zero bytes nor half a character. */
export function cut(text: string, length_max: number): string {
  return text.toWellFormed().replaceAll('\u0000', ' ').slice(0, length_max).toWellFormed();
}
