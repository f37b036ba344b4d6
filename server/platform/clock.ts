/** The only reader of the time. Tests hand in one they move themselves. */
export interface Clock {
  /** Now, in epoch milliseconds. */
  ms(): number;
  now(): Date;
}

export const systemClock: Clock = { ms: () => Date.now(), now: () => new Date() };

/** A clock that stands still until it is moved. */
export interface ManualClock extends Clock {
  set(ms: number): void;
  advance(ms: number): void;
}

export function manualClock(start_ms: number): ManualClock {
  let at = start_ms;
  return {
    ms: () => at,
    now: () => new Date(at),
    set: (ms) => {
      at = ms;
    },
    advance: (ms) => {
      at += ms;
    },
  };
}
