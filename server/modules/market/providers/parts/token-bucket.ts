import type { Timers } from './timers.ts';

const MINUTE_MS = 60_000;
/** A provider's own word about our quota; what it does not say is null. */
export interface QuotaWord {
  readonly limit: number | null;
  readonly left: number | null;
  readonly resets_ms: number | null;
}

/**
 * Requests a minute, spread out: each takes a token, tokens come back evenly, and `burst` of them wait at most. What the
 * provider says about our quota is believed over our own count.
 */
export class TokenBucket {
  readonly #timers: Timers;
  readonly #burst: number;
  #per_minute: number;
  #tokens: number;
  #counted_ms: number;
  #paused_until_ms = 0;
  #told: QuotaWord | null = null;

  constructor({ per_minute, burst }: { readonly per_minute: number; readonly burst: number }, timers: Timers) {
    this.#timers = timers;
    this.#per_minute = per_minute;
    this.#burst = burst;
    this.#tokens = burst;
    this.#counted_ms = timers.clock.ms();
  }

  /** Until then no token is given. */
  get paused_until_ms(): number {
    return this.#paused_until_ms;
  }

  /** Waits for a token and takes it. When `signal` aborts it resolves without one. */
  async take(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const wait_ms = this.#waitFor();
      if (wait_ms <= 0) {
        this.#tokens -= 1;
        return;
      }
      await this.#timers.sleep(wait_ms, signal);
    }
  }

  /** Takes a token if there is one now. */
  tryTake(): boolean {
    if (this.#waitFor() > 0) return false;
    this.#tokens -= 1;
    return true;
  }

  /** The provider told how many are left. At none, nothing is asked until it says so. */
  learn(word: QuotaWord): void {
    if (word.limit === null && word.left === null) return;
    this.#told = word;
    if (word.limit !== null && word.limit > 0) this.#per_minute = Math.min(this.#per_minute, word.limit);
    if (word.left === null) return;
    this.#refill();
    this.#tokens = Math.min(this.#tokens, word.left);
    if (word.left <= 0 && word.resets_ms !== null) this.pause(word.resets_ms);
  }

  /** No token before `until_ms`; at most an hour away, whatever a provider says. */
  pause(until_ms: number): void {
    const latest_ms = this.#timers.clock.ms() + 60 * MINUTE_MS;
    this.#paused_until_ms = Math.max(this.#paused_until_ms, Math.min(until_ms, latest_ms));
  }

  quota(): { readonly limit: number; readonly left: number } {
    this.#refill();
    return {
      limit: this.#told?.limit ?? this.#per_minute,
      left: this.#told?.left ?? Math.max(0, Math.floor(this.#tokens)),
    };
  }

  #waitFor(): number {
    this.#refill();
    const paused_ms = this.#paused_until_ms - this.#timers.clock.ms();
    const short_ms = this.#tokens >= 1 ? 0 : Math.ceil(((1 - this.#tokens) * MINUTE_MS) / this.#per_minute);
    return Math.max(paused_ms, short_ms);
  }

  #refill(): void {
    const now_ms = this.#timers.clock.ms();
    const passed_ms = Math.max(0, now_ms - this.#counted_ms);
    this.#counted_ms = now_ms;
    this.#tokens = Math.min(this.#burst, this.#tokens + (passed_ms * this.#per_minute) / MINUTE_MS);
  }
}
