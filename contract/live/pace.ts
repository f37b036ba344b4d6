import type { LiveClientOptions } from './client-types.ts';

const BACKOFF_MS_MIN = 500;
const BACKOFF_MS_MAX = 30_000;
/** Share of the server's command limit that this client allows itself. */
const COMMAND_SHARE = 0.8;

/** When a client does things: named timers of which each runs once, back-off with full jitter, and the command budget. */
export class Pace {
  readonly #options: Pick<LiveClientOptions, 'timers' | 'random'>;
  readonly #running = new Map<string, unknown>();
  #failures = 0;
  #perMinute = 60;
  #budget = 60;
  #filled_ms: number;

  constructor(options: Pick<LiveClientOptions, 'timers' | 'random'>) {
    this.#options = options;
    this.#filled_ms = options.timers.now();
  }

  /** Runs once after `ms`; a timer of that name that is running already is left as it is. */
  after(name: string, ms: number, run: () => void): void {
    if (this.#running.has(name)) return;
    const handle = this.#options.timers.set(ms, () => {
      this.#running.delete(name);
      run();
    });
    this.#running.set(name, handle);
  }

  cancel(name: string): void {
    if (this.#running.has(name)) this.#options.timers.clear(this.#running.get(name));
    this.#running.delete(name);
  }

  cancelAll(): void {
    for (const name of this.#running.keys()) this.cancel(name);
  }

  get failures(): number {
    return this.#failures;
  }

  forgetFailures(): void {
    this.#failures = 0;
  }

  /** How long to wait before the next attempt: anywhere below a bound that doubles from 0.5 s to 30 s. */
  backOff_ms(): number {
    const bound_ms = Math.min(BACKOFF_MS_MAX, BACKOFF_MS_MIN * 2 ** Math.min(this.#failures, 10));
    this.#failures += 1;
    return Math.round(this.#options.random() * bound_ms);
  }

  /** A new connection starts with the whole budget. */
  commandsPerMinute(limit: number): void {
    this.#perMinute = Math.max(1, Math.floor(limit * COMMAND_SHARE));
    this.#budget = this.#perMinute;
    this.#filled_ms = this.#options.timers.now();
  }

  /** @returns 0 when a command may go now, else the milliseconds to wait. */
  commandWait_ms(): number {
    const now_ms = this.#options.timers.now();
    const refill = ((now_ms - this.#filled_ms) / 60_000) * this.#perMinute;
    this.#budget = Math.min(this.#perMinute, this.#budget + refill);
    this.#filled_ms = now_ms;
    return this.#budget >= 1 ? 0 : Math.ceil(((1 - this.#budget) * 60_000) / this.#perMinute) + 1;
  }

  /** Counts one command that was sent. */
  spendCommand(): void {
    this.#budget -= 1;
  }
}
