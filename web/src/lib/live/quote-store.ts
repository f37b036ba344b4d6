import type { QuoteRow } from '../../../../contract/live/protocol.ts';
import type { QuoteView } from '../../../../contract/market.ts';
import { fromRow, fromView, type LiveQuote, refreshed, withRow } from './live-quote.ts';

/** How long the tint behind a moved price stays: at most about two changes a second, under the three-a-second limit. */
export const FLASH_MS = 450;

export interface QuoteStoreOptions {
  /** Asks for one `flush` soon; called freely. */
  readonly requestFlush: () => void;
  /** Runs `run` after `delay_ms`, once. */
  readonly later: (run: () => void, delay_ms: number) => void;
}

/**
 * The newest quote of every symbol the page has met. Writing is cheap: a map and a set of dirty symbols. Readers hear
 * of it in `flush`, which the schedule calls at most once a frame, and only those whose symbol changed.
 */
export class QuoteStore {
  readonly #options: QuoteStoreOptions;
  /** As told, whatever the doubt. */
  readonly #told = new Map<string, LiveQuote>();
  /** As shown; what `get` answers. */
  readonly #shown = new Map<string, LiveQuote>();
  readonly #listeners = new Map<string, Set<() => void>>();
  readonly #dirty = new Set<string>();
  #inDoubt = false;

  constructor(options: QuoteStoreOptions) {
    this.#options = options;
  }

  /** What is shown of the symbol: the same object until a flush changes it. */
  get(symbol: string): LiveQuote | undefined {
    return this.#shown.get(symbol);
  }

  /** Calls `listener` after a flush that changed the symbol; returns the way to stop. */
  subscribe(symbol: string, listener: () => void): () => void {
    const ours = this.#listeners.get(symbol) ?? new Set();
    this.#listeners.set(symbol, ours.add(listener));
    return () => {
      ours.delete(listener);
      if (ours.size === 0 && this.#listeners.get(symbol) === ours) this.#listeners.delete(symbol);
    };
  }

  /** Symbols somebody listens to now, in other words those on screen. */
  onScreen(): string[] {
    return [...this.#listeners.keys()];
  }

  /** Symbols on screen of which REST has told nothing yet: no range, no volume, no source. */
  withoutFigures(): string[] {
    return this.onScreen().filter((symbol) => !this.#told.get(symbol)?.epoch);
  }

  /** Takes up rows of the socket. */
  applyRows(rows: readonly QuoteRow[], source: string): void {
    for (const row of rows) {
      const held = this.#told.get(row[0]);
      const next = held ? withRow(held, row) : fromRow(row, source);
      if (next) this.#write(next);
    }
    this.#options.requestFlush();
  }

  /** Takes up a REST answer; an older price in it never replaces a newer one from the socket. */
  seed(quotes: readonly QuoteView[]): void {
    for (const view of quotes) {
      const held = this.#told.get(view.symbol);
      this.#write(held ? refreshed(held, view) : fromView(view));
    }
    this.#options.requestFlush();
  }

  /** While in doubt (no connection, or a feed that went quiet), what is live or delayed is shown as stale. */
  setDoubt(doubt: boolean): void {
    if (doubt === this.#inDoubt) return;
    this.#inDoubt = doubt;
    for (const symbol of this.#told.keys()) this.#dirty.add(symbol);
    this.#options.requestFlush();
  }

  /** Shows what was written since the last flush. */
  flush(): void {
    const changed = [...this.#dirty];
    this.#dirty.clear();
    for (const symbol of changed) this.#show(symbol);
    this.#sweepLater(changed);
    for (const symbol of changed) {
      for (const listener of this.#listeners.get(symbol) ?? []) listener();
    }
  }

  #write(quote: LiveQuote): void {
    this.#told.set(quote.symbol, quote);
    this.#dirty.add(quote.symbol);
  }

  #show(symbol: string): void {
    const quote = this.#told.get(symbol);
    if (!quote) return;
    const doubted = this.#inDoubt && (quote.freshness === 'live' || quote.freshness === 'delayed');
    this.#shown.set(symbol, doubted ? { ...quote, freshness: 'stale', flash: null } : quote);
  }

  /** The tint is part of the snapshot, so it goes by a later snapshot: one sweep per flush, not one timer per cell. */
  #sweepLater(symbols: readonly string[]): void {
    const flashing = symbols.map((symbol) => this.#told.get(symbol)).filter((quote) => quote?.flash);
    if (flashing.length === 0) return;
    this.#options.later(() => {
      for (const quote of flashing) {
        // A newer snapshot has a sweep of its own.
        if (quote && this.#told.get(quote.symbol) === quote) this.#write({ ...quote, flash: null });
      }
      this.#options.requestFlush();
    }, FLASH_MS);
  }
}
