import type { SYMBOLS_PER_CALL_MAX } from '../../../../contract/market.ts';
import type { FrameClock } from './flush-schedule.ts';
import type { LiveParts } from './live.ts';
import type { QuoteStore } from './quote-store.ts';

/** The contract's number, by its type: its module would bring zod along. */
const SYMBOLS_MAX: typeof SYMBOLS_PER_CALL_MAX = 200;
/** How often the day's figures (open, high, low, volume, session) are read while the socket brings the prices. */
const FIGURES_MS = 30_000;
/** How often prices are read where no socket gets through. */
const POLL_MS = 5_000;
/** New symbols on screen wait this long for others, to be asked for together. */
const GATHER_MS = 50;

export interface QuoteRefreshOptions {
  readonly clock: FrameClock;
  readonly store: QuoteStore;
  readonly fetchQuotes: LiveParts['fetchQuotes'];
  /** Symbols the page follows, on screen or not. */
  readonly wanted: () => string[];
  /** REST began or ceased to answer while there is no socket. */
  readonly onReached: () => void;
}

/** Reads quotes over REST: at once for symbols nothing is known of, from time to time for all, and often without a socket. */
export class QuoteRefresh {
  readonly #options: QuoteRefreshOptions;
  #running = false;
  #linked = false;
  #reached = false;
  #cancelRound: (() => void) | null = null;
  #cancelSoon: (() => void) | null = null;
  #asking = false;
  /** Somebody asked for more while an answer was awaited. */
  #asked_meanwhile = false;
  #etag: { readonly symbols: string; readonly etag: string | null } | null = null;

  constructor(options: QuoteRefreshOptions) {
    this.#options = options;
  }

  /** REST answered last time, while the socket did not. */
  get reached(): boolean {
    return this.#reached && !this.#linked;
  }

  start(): void {
    this.#running = true;
    this.#plan();
    this.soon();
  }

  stop(): void {
    this.#running = false;
    this.#cancelRound?.();
    this.#cancelSoon?.();
    this.#cancelRound = null;
    this.#cancelSoon = null;
  }

  /** Symbols were added, or a connection came back: what is not known is asked for in a moment. */
  soon(): void {
    if (!this.#running || this.#cancelSoon) return;
    this.#cancelSoon = this.#options.clock.after(() => {
      this.#cancelSoon = null;
      void this.#ask(this.#options.store.withoutFigures());
    }, GATHER_MS);
  }

  /** With a socket the rounds are slow; a socket that came back may bring another epoch, so all is read again. */
  setLinked(linked: boolean): void {
    if (linked === this.#linked) return;
    this.#linked = linked;
    this.#reached = false;
    if (!this.#running) return;
    this.#plan();
    if (linked) void this.#ask(this.#symbols());
  }

  #plan(): void {
    this.#cancelRound?.();
    this.#cancelRound = this.#options.clock.after(() => void this.#round(), this.#linked ? FIGURES_MS : POLL_MS);
  }

  async #round(): Promise<void> {
    if (!this.#options.clock.hidden()) await this.#ask(this.#symbols());
    if (this.#running) this.#plan();
  }

  /** Those on screen first, then the rest of what is followed, up to what one call takes. */
  #symbols(): string[] {
    const all = new Set([...this.#options.store.onScreen(), ...this.#options.wanted()]);
    return [...all].slice(0, SYMBOLS_MAX);
  }

  async #ask(symbols: readonly string[]): Promise<void> {
    if (symbols.length === 0) return;
    if (this.#asking) {
      this.#asked_meanwhile = true;
      return;
    }
    this.#asking = true;
    const asked = symbols.slice(0, SYMBOLS_MAX);
    const key = asked.join(',');
    try {
      const held = this.#etag?.symbols === key ? this.#etag.etag : null;
      const answer = await this.#options.fetchQuotes(asked, held);
      if (answer) {
        this.#etag = { symbols: key, etag: answer.etag };
        this.#options.store.seed(answer.quotes);
      }
      this.#setReached(true);
    } catch {
      // The connection pill shows it; the next round tries again.
      this.#setReached(false);
    } finally {
      this.#asking = false;
      if (this.#asked_meanwhile) this.soon();
      this.#asked_meanwhile = false;
    }
  }

  #setReached(reached: boolean): void {
    if (reached === this.#reached) return;
    this.#reached = reached;
    if (!this.#linked) this.#options.onReached();
  }
}
