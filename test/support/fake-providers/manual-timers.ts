import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Timers } from '../../../server/modules/market/providers/parts/timers.ts';
import type { ManualClock } from '../../../server/platform/clock.ts';

/** Timers that go off only when the clock is moved; chance is always one half. */
export interface ManualTimers extends Timers {
  readonly clock: ManualClock;
  /** Moves the clock from one due timer to the next, and lets what they started run a little. */
  advance(ms: number): Promise<void>;
}

export function manualTimers(clock: ManualClock): ManualTimers {
  const sleepers = new Set<{ readonly due_ms: number; readonly wake: () => void }>();
  const earliest = (): number => Math.min(...[...sleepers].map(({ due_ms }) => due_ms));
  return {
    clock,
    random: () => 0.5,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const wake = (): void => {
          sleepers.delete(sleeper);
          signal.removeEventListener('abort', wake);
          resolve();
        };
        const sleeper = { due_ms: clock.ms() + ms, wake };
        sleepers.add(sleeper);
        signal.addEventListener('abort', wake, { once: true });
      }),
    async advance(ms) {
      const until_ms = clock.ms() + ms;
      while (earliest() <= until_ms) {
        clock.set(Math.max(clock.ms(), earliest()));
        for (const sleeper of sleepers) if (sleeper.due_ms <= clock.ms()) sleeper.wake();
        await nextTurn();
      }
      clock.set(until_ms);
      await nextTurn();
    },
  };
}
