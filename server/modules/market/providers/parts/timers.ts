import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../../../../platform/clock.ts';

/** Waiting and chance, handed in so that tests need neither wait nor guess. */
export interface Timers {
  readonly clock: Clock;
  /** Resolves after `ms`, or at once when `signal` aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** From 0 to below 1. */
  random(): number;
}

export function systemTimers(clock: Clock): Timers {
  return {
    clock,
    sleep: (ms, signal) => pause(ms, undefined, { signal }).catch(() => undefined),
    random: () => Math.random(),
  };
}

/** Full jitter: anything from nothing to a bound that doubles with each attempt. @param attempt 0 for the first. */
export function backOff(
  attempt: number,
  { base_ms, max_ms }: { readonly base_ms: number; readonly max_ms: number },
  random: () => number,
): number {
  return random() * Math.min(max_ms, base_ms * 2 ** Math.min(attempt, 30));
}
