import type { Timers } from './timers.ts';

/** Failures in a row that open it. */
const FAILURES_MAX = 3;
/** Open for this long, then twice this, up to the maximum; less a random part, so that many do not return together. */
const OPEN_MS = 5_000;
const OPEN_MS_MAX = 60_000;
const JITTER = 0.2;

/**
 * Keeps a provider that fails from being asked in vain. Closed: everything is asked. Open: nothing is. Half open: one
 * request is let through, and its outcome closes or opens it again.
 */
export class CircuitBreaker {
  readonly #timers: Timers;
  #failures = 0;
  #openings = 0;
  #open_until_ms = 0;
  #probing = false;

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  get state(): 'closed' | 'open' | 'half_open' {
    if (this.#openings === 0) return 'closed';
    return this.#timers.clock.ms() < this.#open_until_ms ? 'open' : 'half_open';
  }

  /** May a request be made now? Half open, the first to ask may, and nobody else until its outcome is known. */
  allows(): boolean {
    if (this.state === 'closed') return true;
    if (this.state === 'open' || this.#probing) return false;
    this.#probing = true;
    return true;
  }

  succeeded(): void {
    this.#failures = 0;
    this.#openings = 0;
    this.#probing = false;
  }

  failed(): void {
    this.#failures += 1;
    const probe_failed = this.#probing;
    this.#probing = false;
    if (!probe_failed && this.#failures < FAILURES_MAX) return;
    const open_ms = Math.min(OPEN_MS_MAX, OPEN_MS * 2 ** Math.min(this.#openings, 10));
    this.#openings += 1;
    this.#open_until_ms = this.#timers.clock.ms() + open_ms * (1 - JITTER * this.#timers.random());
  }

  /** A request that was let through came to no outcome, as when the program stops. */
  forget(): void {
    this.#probing = false;
  }
}
