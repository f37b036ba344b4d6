import type { EventFrame, FeedStatus, LiveLimits, QuoteRow, VendorChangedFrame } from './protocol.ts';

/** What the client needs of a socket: a browser's WebSocket, Node's own and that of `ws` all fit. */
export interface SocketLike {
  send(text: string): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: 'open' | 'message' | 'close' | 'error', listener: (event: SocketEvent) => void): void;
}
export interface SocketEvent {
  readonly type: string;
  readonly data?: unknown;
  readonly code?: number;
}

export interface LiveStatus {
  /**
   * `connecting`: the first attempt. `live`: rows flow. `reconnecting`: the connection was lost, the next attempt is at
   * `retry_at_ms`. `offline`: several attempts failed; it still tries. `stopped`: by `stop`, or the server said not to return.
   */
  readonly phase: 'connecting' | 'live' | 'reconnecting' | 'offline' | 'stopped';
  /** When the next attempt is made, by `timers.now()`; null when none is planned. */
  readonly retry_at_ms: number | null;
  readonly feed: FeedStatus | null;
  readonly limits: LiveLimits | null;
  readonly interval_ms: number | null;
  /** Close code of the last connection that ended, see `closeCodes`; null before. */
  readonly close_code: number | null;
  /** The same in words. */
  readonly reason: string | null;
}

export type LiveEvent = Pick<EventFrame, 'n' | 'topic' | 'data'>;

export type VendorChange = Omit<VendorChangedFrame, 'type'>;

export interface LiveClientOptions {
  /** Opens a socket with SUBPROTOCOL: `() => new WebSocket(url, SUBPROTOCOL)`. */
  open(): SocketLike;
  /** A one-time ticket for each connection, or null to come as a visitor. A rejection counts as a failed attempt. */
  ticket(): Promise<string | null>;
  readonly timers: {
    /** Milliseconds on a clock that does not stand still. */
    now(): number;
    set(ms: number, run: () => void): unknown;
    clear(handle: unknown): void;
  };
  /** From 0 to below 1; spreads reconnects. */
  random(): number;
  /** Name and version of the program, told to the server. */
  readonly name?: string;
  /** Rows to show, never of an older version than shown before in this epoch. `snapshot`: a symbol's first after each subscription. */
  onRows(rows: readonly QuoteRow[], kind: 'snapshot' | 'quotes'): void;
  onStatus(status: LiveStatus): void;
  /** Each event once, in order. */
  onEvent?(event: LiveEvent): void;
  /** Events after `after` and up to `upto` are too old to be replayed: list them over REST. */
  onEventsMissed?(range: { readonly after: number; readonly upto: number }): void;
  /** Symbols that cannot be followed, with the reason. */
  onRejected?(rejected: Readonly<Record<string, string>>): void;
  /** A followed watchlist changed its symbols, or is gone. */
  onWatchlist?(id: string): void;
  /** Stock or orders of a followed vendor changed; also told, with null, whenever following begins: what was before was not heard. */
  onVendor?(change: VendorChange): void;
}

export interface LiveClient {
  start(): void;
  /** Closes for good, until `start`. */
  stop(): void;
  /** The whole set to follow; what changed is sent, batched and inside the command limit. */
  setSymbols(symbols: Iterable<string>): void;
  followWatchlist(id: string): void;
  unfollowWatchlist(id: string): void;
  followVendor(id: string): void;
  unfollowVendor(id: string): void;
  /** Unsubscribes from everything but stays connected: for a page in the background. */
  pause(): void;
  resume(): void;
  /** Tries at once: after the network came back, or when a person asks. Does nothing on a connection that was heard lately. */
  reconnectNow(): void;
  status(): LiveStatus;
}
