/** What the schedule needs of a browser; a test brings its own. */
export interface FrameClock {
  readonly now: () => number;
  readonly hidden: () => boolean;
  /** Both return the way to cancel. */
  readonly nextFrame: (run: () => void) => () => void;
  readonly after: (run: () => void, delay_ms: number) => () => void;
}

export interface FlushSchedule {
  /** Asks for one flush; asked again before it ran, it stays one. */
  readonly request: () => void;
  /** At most one flush per `interval_ms`; 0 is one per frame. */
  readonly setInterval: (interval_ms: number) => void;
  /** While paused nothing is shown; `request` is remembered. */
  readonly setPaused: (paused: boolean) => void;
  /** Plans again: call it when the page was hidden or shown. */
  readonly replan: () => void;
}

/** A hidden page is not painted, so it need not be kept up to the frame. */
const HIDDEN_INTERVAL_MS = 1000;

/** One flush per animation frame while the page is seen, one a second while it is hidden, none while it is paused. */
export function createFlushSchedule(flush: () => void, clock: FrameClock): FlushSchedule {
  let wanted = false;
  let paused = false;
  let interval_ms = 0;
  let last_ms = Number.NEGATIVE_INFINITY;
  let cancel: (() => void) | null = null;

  function run(): void {
    cancel = null;
    if (!wanted || paused) return;
    wanted = false;
    last_ms = clock.now();
    flush();
  }

  function plan(): void {
    if (!wanted || paused || cancel) return;
    const spacing_ms = clock.hidden() ? Math.max(interval_ms, HIDDEN_INTERVAL_MS) : interval_ms;
    const wait_ms = last_ms + spacing_ms - clock.now();
    cancel = wait_ms > 0 || clock.hidden() ? clock.after(run, Math.max(0, wait_ms)) : clock.nextFrame(run);
  }

  function replan(): void {
    cancel?.();
    cancel = null;
    plan();
  }

  return {
    request() {
      wanted = true;
      plan();
    },
    setInterval(next_ms) {
      interval_ms = next_ms;
      replan();
    },
    setPaused(next) {
      paused = next;
      replan();
    },
    replan,
  };
}

/** The browser's own clock and frames. */
export const browserClock: FrameClock = {
  now: () => performance.now(),
  hidden: () => document.hidden,
  nextFrame(run) {
    const id = requestAnimationFrame(run);
    return () => cancelAnimationFrame(id);
  },
  after(run, delay_ms) {
    const id = setTimeout(run, delay_ms);
    return () => clearTimeout(id);
  },
};
