import type { Clock } from '../../../platform/clock.ts';

/** What failed is tried again after this long. */
const PASSED_MS = 60_000;
/** More than these are not kept apart: then the oldest has its turn again. */
const PASSED_OVER_MAX = 1_000;

/** What could not be seen to, and is passed over for a while so that it holds up nobody else. Kept per process. */
export interface PassedOver {
  ids(): string[];
  add(id: string): void;
}

export function createPassedOver(clock: Clock): PassedOver {
  const until = new Map<string, number>();
  return {
    ids() {
      const now = clock.ms();
      // Further ahead than ever: the clock was put back.
      for (const [id, ends] of until) if (ends <= now || ends > now + PASSED_MS) until.delete(id);
      return [...until.keys()];
    },
    add(id) {
      until.delete(id);
      until.set(id, clock.ms() + PASSED_MS);
      const [oldest] = until.keys();
      if (until.size > PASSED_OVER_MAX && oldest !== undefined) until.delete(oldest);
    },
  };
}
