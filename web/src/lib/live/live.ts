import {
  createLiveClient,
  type LiveClient,
  type LiveClientOptions,
  type LiveEvent,
  type LiveStatus,
  type VendorChange,
} from '../../../../contract/live/client.ts';
import type { QuoteView } from '../../../../contract/market.ts';
import { type Connection, connectionOf } from './connection.ts';
import { createFlushSchedule, type FlushSchedule, type FrameClock } from './flush-schedule.ts';
import { QuoteRefresh } from './quote-refresh.ts';
import { QuoteStore } from './quote-store.ts';
import { WantedSet } from './wanted-set.ts';

/** How long prices are believed after the connection is lost. */
const DOUBT_AFTER_MS = 15_000;

/** What live prices need of the world around them; a test brings its own. */
export interface LiveParts {
  readonly client: Pick<LiveClientOptions, 'open' | 'ticket' | 'timers' | 'random' | 'name'>;
  readonly clock: FrameClock;
  /** Newest quotes over REST, or null when nothing changed since the ETag handed in. */
  readonly fetchQuotes: (
    symbols: readonly string[],
    etag: string | null,
  ) => Promise<{ readonly quotes: readonly QuoteView[]; readonly etag: string | null } | null>;
}

/**
 * Live prices of the page: one socket for all that is on screen, a REST answer for the figures a socket does not carry,
 * and the same REST answer, asked more often, where no socket gets through.
 */
export class Live {
  readonly store: QuoteStore;
  readonly #clock: FrameClock;
  readonly #client: LiveClient;
  readonly #schedule: FlushSchedule;
  readonly #refresh: QuoteRefresh;
  readonly #symbols: WantedSet;
  readonly #lists = new Map<string, number>();
  readonly #vendors = new Map<string, Set<(change: VendorChange) => void>>();
  readonly #connectionListeners = new Set<() => void>();
  readonly #watchlistListeners = new Set<(id: string) => void>();
  readonly #eventListeners = new Set<(event: LiveEvent) => void>();
  readonly #missedListeners = new Set<() => void>();
  #connection: Connection;
  #paused = false;
  #onLine = true;
  #cancelDoubt: (() => void) | null = null;

  constructor(parts: LiveParts) {
    this.#clock = parts.clock;
    this.#schedule = createFlushSchedule(() => this.store.flush(), parts.clock);
    this.store = new QuoteStore({
      requestFlush: () => this.#schedule.request(),
      later: (run, delay_ms) => void parts.clock.after(run, delay_ms),
    });
    this.#client = createLiveClient({
      ...parts.client,
      onRows: (rows) => this.store.applyRows(rows, this.#client.status().feed?.source ?? ''),
      onStatus: (status) => this.#heardStatus(status),
      onEvent: (event) => this.#eventListeners.forEach((listener) => listener(event)),
      onEventsMissed: () => this.#missedListeners.forEach((listener) => listener()),
      onVendor: (change) => this.#vendors.get(change.vendor)?.forEach((handler) => handler(change)),
      onWatchlist: (id) => this.#watchlistListeners.forEach((listener) => listener(id)),
    });
    this.#symbols = new WantedSet((symbols) => this.#client.setSymbols(symbols));
    this.#refresh = new QuoteRefresh({
      clock: parts.clock,
      fetchQuotes: parts.fetchQuotes,
      store: this.store,
      wanted: () => this.#symbols.wanted(),
      onReached: () => this.#refreshed(),
    });
    this.#connection = connectionOf(this.#client.status(), { paused: false, onLine: true, polling: false });
  }

  start(): void {
    this.#client.start();
    this.#refresh.start();
  }

  stop(): void {
    this.#client.stop();
    this.#refresh.stop();
  }

  /** After signing in or out: the next connection comes as the new person, and forgets the old one's session. */
  restart(): void {
    this.#client.stop();
    this.#client.start();
  }

  /** Follows the symbols as long as the returned way to stop is not called; the same symbol wanted twice is followed once. */
  watch(symbols: readonly string[]): () => void {
    const stop = this.#symbols.want(symbols);
    this.#refresh.soon();
    return stop;
  }

  /** Follows a watchlist: what is added on another device is live here, and `onWatchlist` listeners hear of it. */
  followWatchlist(id: string): () => void {
    const count = this.#lists.get(id) ?? 0;
    this.#lists.set(id, count + 1);
    if (count === 0) this.#client.followWatchlist(id);
    return () => {
      const left = (this.#lists.get(id) ?? 1) - 1;
      if (left > 0) {
        this.#lists.set(id, left);
        return;
      }
      this.#lists.delete(id);
      this.#client.unfollowWatchlist(id);
    };
  }

  /**
   * Hears of changes in the stock of a vendor the person serves, as long as the returned way to stop is not called. The
   * first call tells `listings: null` once following has begun: what changed before was not heard.
   */
  followVendor(id: string, handler: (change: VendorChange) => void): () => void {
    const handlers = this.#vendors.get(id) ?? new Set();
    if (handlers.size === 0) this.#client.followVendor(id);
    this.#vendors.set(id, handlers.add(handler));
    return () => {
      handlers.delete(handler);
      if (handlers.size > 0 || this.#vendors.get(id) !== handlers) return;
      this.#vendors.delete(id);
      this.#client.unfollowVendor(id);
    };
  }

  /** Takes up quotes that came with some other answer. */
  seed(quotes: readonly (QuoteView | null)[]): void {
    this.store.seed(quotes.filter((quote) => quote !== null));
  }

  connection(): Connection {
    return this.#connection;
  }

  onConnection(listener: () => void): () => void {
    this.#connectionListeners.add(listener);
    return () => this.#connectionListeners.delete(listener);
  }

  /** Called with the id of a followed watchlist that changed, here or elsewhere. */
  onWatchlist(listener: (id: string) => void): () => void {
    this.#watchlistListeners.add(listener);
    return () => this.#watchlistListeners.delete(listener);
  }

  /** Called with each event of the person once, in order. */
  onEvent(listener: (event: LiveEvent) => void): () => void {
    this.#eventListeners.add(listener);
    return () => this.#eventListeners.delete(listener);
  }

  /** Called when events of a time without connection are too old to be told again: what they changed must be read. */
  onEventsMissed(listener: () => void): () => void {
    this.#missedListeners.add(listener);
    return () => this.#missedListeners.delete(listener);
  }

  /** Prices stand still on screen; they are still received, so that the list itself stays in step. */
  setPaused(paused: boolean): void {
    this.#paused = paused;
    this.#schedule.setPaused(paused);
    this.#tellConnection();
  }

  /** Shows new prices at most this often; 0 is as they come. */
  setRefreshInterval(interval_ms: number): void {
    this.#schedule.setInterval(interval_ms);
  }

  /** Tries again at once. */
  reconnect(): void {
    this.#client.reconnectNow();
    this.#refresh.soon();
  }

  /** The browser says whether there is a network at all. */
  setOnLine(onLine: boolean): void {
    this.#onLine = onLine;
    if (onLine) this.reconnect();
    this.#heardStatus(this.#client.status());
  }

  /** The page was hidden or shown again. */
  visibilityChanged(): void {
    this.#schedule.replan();
    if (!this.#clock.hidden()) this.reconnect();
  }

  #heardStatus(status: LiveStatus): void {
    const linked = status.phase === 'live' && this.#onLine;
    this.#refresh.setLinked(linked);
    this.#doubt(!linked && !this.#refresh.reached, status.feed?.status === 'stale');
    this.#tellConnection();
  }

  #refreshed(): void {
    this.#heardStatus(this.#client.status());
  }

  #doubt(lost: boolean, feed_is_stale: boolean): void {
    if (!lost) {
      this.#cancelDoubt?.();
      this.#cancelDoubt = null;
      this.store.setDoubt(feed_is_stale);
      return;
    }
    this.#cancelDoubt ??= this.#clock.after(() => this.store.setDoubt(true), DOUBT_AFTER_MS);
  }

  #tellConnection(): void {
    const around = { paused: this.#paused, onLine: this.#onLine, polling: this.#refresh.reached };
    const next = connectionOf(this.#client.status(), around);
    if (JSON.stringify(next) === JSON.stringify(this.#connection)) return;
    this.#connection = next;
    for (const listener of this.#connectionListeners) listener();
  }
}
