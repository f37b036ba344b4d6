import type { LiveClientOptions } from '../../contract/live/client.ts';
import { type ManualClock, manualClock } from '../../server/platform/clock.ts';

interface Timer {
  readonly at_ms: number;
  readonly run: () => void;
}

/** Time that passes when a test says so, for both ends. */
export class HandTime {
  readonly clock: ManualClock = manualClock(1_700_000_000_000);
  readonly #timers = new Set<Timer>();

  readonly timers: LiveClientOptions['timers'] = {
    now: () => this.clock.ms(),
    set: (ms, run) => {
      const timer = { at_ms: this.clock.ms() + ms, run };
      this.#timers.add(timer);
      return timer;
    },
    clear: (handle) => this.#timers.delete(handle as Timer),
  };

  /** Moves on by `step_ms` and runs what is due. */
  step(step_ms: number): void {
    this.clock.advance(step_ms);
    const due = [...this.#timers].filter(({ at_ms }) => at_ms <= this.clock.ms()).sort((a, b) => a.at_ms - b.at_ms);
    for (const timer of due) if (this.#timers.delete(timer)) timer.run();
  }
}

/** Lets everything that was promised happen. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 12; round++) await Promise.resolve();
}

/** Numbers from 0 to below 1 that are the same in every run (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
