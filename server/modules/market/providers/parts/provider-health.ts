import type { ProviderState } from '../provider-state.ts';
import type { CircuitBreaker } from './circuit-breaker.ts';
import type { ProviderError } from './provider-error.ts';
import type { Timers } from './timers.ts';
import type { TokenBucket } from './token-bucket.ts';

/** Good answers in a row after which a provider that failed is trusted again. */
const RECOVERED_AFTER = 2;

/** What one provider has been doing: for operators, and for those who decide whom to ask. */
export class ProviderHealth {
  readonly name: string;
  readonly #timers: Timers;
  readonly #bucket: TokenBucket | null;
  readonly #breaker: CircuitBreaker | null;
  #condition: ProviderState['condition'] = 'starting';
  #message: string | null = null;
  #failed_at_ms: number | null = null;
  #worked_at_ms: number | null = null;
  #good_in_a_row = 0;
  instruments = 0;
  stream: ProviderState['stream'] = null;

  constructor(
    name: string,
    timers: Timers,
    parts: { readonly bucket?: TokenBucket; readonly breaker?: CircuitBreaker } = {},
  ) {
    this.name = name;
    this.#timers = timers;
    this.#bucket = parts.bucket ?? null;
    this.#breaker = parts.breaker ?? null;
  }

  /** False from the first failure until it has worked twice in a row: meanwhile others are asked in its place. */
  get serves(): boolean {
    return this.#failed_at_ms === null ? this.#condition !== 'stopped' : this.#good_in_a_row >= RECOVERED_AFTER;
  }

  get stopped(): boolean {
    return this.#condition === 'stopped';
  }

  /** It answered with something of use. */
  worked(): void {
    if (this.stopped) return;
    this.#worked_at_ms = this.#timers.clock.ms();
    this.#good_in_a_row += 1;
    if (this.serves) this.#condition = 'working';
  }

  /** Nothing is asked of it at the moment. */
  rests(): void {
    if (this.#condition === 'working' || this.#condition === 'starting') this.#condition = 'standby';
  }

  failed(error: ProviderError): void {
    if (this.stopped) return;
    this.#failed_at_ms = this.#timers.clock.ms();
    this.#good_in_a_row = 0;
    // While nothing is asked, the message of the failure before says more.
    if (error.kind !== 'held') this.#message = error.message;
    this.#condition = error.kind === 'refused' ? 'stopped' : error.kind === 'limited' ? 'limited' : 'failing';
  }

  /** Something that matters to operators and stops no prices. */
  note(message: string): void {
    this.#message = message;
  }

  state(): ProviderState {
    return {
      name: this.name,
      condition: this.#condition,
      message: this.#message,
      failed_at_ms: this.#failed_at_ms,
      worked_at_ms: this.#worked_at_ms,
      breaker: this.#breaker?.state ?? 'closed',
      quota: this.#bucket?.quota() ?? null,
      instruments: this.instruments,
      stream: this.stream,
    };
  }
}
