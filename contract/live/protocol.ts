/**
 * The live protocol `omnistock.v1`: what a client and the realtime edge say to each other over `/ws`, as JSON text
 * frames. The first frame of a client is `hello`; the edge answers `welcome`, and from then on both speak freely.
 *
 * Two classes of delivery, never mixed. State (prices, feed status): the last value wins, rows in between may be left
 * out, and a lost frame is found by its number or by the digest and healed by a snapshot. Events (something happened to
 * this user): kept in the database under a number that counts 1, 2, 3 … per user, sent at least once, and a client drops
 * repeats by that number. Inside v1 everything is added only: both sides ignore types and fields they do not know.
 */

export const SUBPROTOCOL = 'omnistock.v1';
export const SOCKET_PATH = '/ws';

/** A frame a client sends has at most this many bytes, and is text. */
export const INBOUND_FRAME_BYTES_MAX = 4096;
/** Subscribe, unsubscribe, resync and auth together; `pong` and `ack` are free. */
export const COMMANDS_PER_MINUTE_MAX = 120;
export const HELLO_TIMEOUT_MS = 5000;
/** Between heartbeats on average; each gap is drawn within HEARTBEAT_JITTER of it. */
export const HEARTBEAT_MS = 15_000;
export const HEARTBEAT_JITTER = 0.2;
/** Heartbeats without a `pong` after which the edge gives a connection up. */
export const MISSED_PONGS_MAX = 2;
/** A client that heard nothing for this many heartbeats drops its socket. */
export const SILENT_HEARTBEATS_MAX = 2.5;
/** How long the edge remembers the subscriptions of a session whose socket is gone. */
export const RESUME_WINDOW_MS = 120_000;
/** Events that one resume replays; a client further behind lists them over REST. */
export const EVENT_REPLAY_MAX = 500;
export const TICKET_LIFE_MS = 30_000;
/** `auth_soon` comes this long before what vouches for the connection runs out … */
export const AUTH_NOTICE_MS = 60_000;
/** … and this long after it, the connection is closed. */
export const AUTH_GRACE_MS = 30_000;
/** Watchlists one connection may follow. */
export const FOLLOWED_WATCHLISTS_MAX = 50;
/** Vendors whose stock one connection may follow. */
export const FOLLOWED_VENDORS_MAX = 10;

/**
 * One price: symbol, version (rises strictly per symbol inside an epoch), price, change since the previous close (null
 * where that is unknown), time of the print in epoch milliseconds, and the market session when it is not "regular".
 * Where the price's own source is not what the feed is named after, as where several are combined, the session always
 * stands, and the name of that source after it.
 */
export type QuoteRow = readonly [
  symbol: string,
  version: number,
  price: string,
  change: string | null,
  time_ms: number,
  session?: RowSession,
  source?: string,
];
export type RowSession = 'pre' | 'regular' | 'post' | 'closed' | 'halted';

export interface FeedStatus {
  /** A quiet symbol in a live feed is not stale: this is about the feed as a whole. */
  readonly status: 'live' | 'delayed' | 'stale' | 'closed';
  /** The feed is known to be complete up to here, epoch milliseconds. */
  readonly watermark: number;
  readonly source: string;
}

export interface LiveLimits {
  readonly symbols: number;
  readonly commands_per_min: number;
  readonly frame_bytes: number;
}

/** Why a symbol of a subscription was not taken. */
export type RejectReason = 'unknown_symbol' | 'symbol_limit';
/** Why a command was not done. */
export type LiveErrorCode =
  | 'sign_in_required'
  | 'watchlist_unknown'
  | 'watchlist_limit'
  | 'vendor_unknown'
  | 'vendor_limit'
  | 'unavailable';

export interface HelloFrame {
  readonly type: 'hello';
  /** From POST /api/v1/realtime/tickets; without one the connection is a visitor's. */
  readonly ticket?: string;
  /** Name and version of the program: "web/1.0.0". */
  readonly client?: string;
  readonly resume?: { readonly session: string; readonly epoch?: string; readonly event?: number };
}
export type SubscribeFrame =
  | { readonly type: 'subscribe'; readonly id: number; readonly symbols: readonly string[] }
  | { readonly type: 'subscribe'; readonly id: number; readonly watchlist: string }
  | { readonly type: 'subscribe'; readonly id: number; readonly vendor: string };
export type UnsubscribeFrame =
  | { readonly type: 'unsubscribe'; readonly id: number; readonly symbols: readonly string[] }
  | { readonly type: 'unsubscribe'; readonly id: number; readonly watchlist: string }
  | { readonly type: 'unsubscribe'; readonly id: number; readonly vendor: string };
/** What a client may say. */
export type ClientFrame =
  | HelloFrame
  | SubscribeFrame
  | UnsubscribeFrame
  | { readonly type: 'ack'; readonly n: number }
  | { readonly type: 'auth'; readonly ticket: string }
  | { readonly type: 'pong' }
  | { readonly type: 'resync' };

export interface WelcomeFrame {
  readonly type: 'welcome';
  /** Name of this session, to resume it; a secret of this client. */
  readonly session: string;
  readonly epoch: string;
  /** True: the subscriptions of the resumed session stand and a full snapshot follows. False: subscribe anew. */
  readonly resumed: boolean;
  /** Events after this number follow. Greater than the number asked for: those in between are to be listed over REST. */
  readonly event: number;
  readonly heartbeat_ms: number;
  /** A changed symbol is sent at most this often. */
  readonly interval_ms: number;
  /** Epoch seconds at which this connection needs a new ticket; null for visitors. */
  readonly auth_expires_at: number | null;
  /** The edge's clock, epoch milliseconds. */
  readonly now: number;
  readonly limits: LiveLimits;
  readonly feed: FeedStatus;
}
/** Answer to `subscribe`. `watchlist` and `symbols` (those taken) only when a watchlist was asked for, `vendor` for one. */
export interface SubscribedFrame {
  readonly type: 'subscribed';
  readonly id: number;
  readonly watchlist?: string;
  readonly symbols?: readonly string[];
  readonly vendor?: string;
  readonly rejected: Readonly<Record<string, RejectReason>>;
}
/** Rows with a frame number that counts snapshot and quotes frames of this connection: 1, 2, 3 … */
export interface RowsFrame {
  /** A symbol's first row after each subscription comes in a `snapshot`, all later ones in `quotes`. */
  readonly type: 'snapshot' | 'quotes';
  readonly frame: number;
  /** True on a snapshot of everything subscribed: what the client holds besides is to be forgotten. */
  readonly full?: true;
  readonly rows: readonly QuoteRow[];
}
export interface HeartbeatFrame {
  readonly type: 'heartbeat';
  /** Number of the last snapshot or quotes frame sent. */
  readonly frame: number;
  /** CRC-32 in 8 hex digits over `symbol:version;` of every subscribed symbol that had a row, sorted by symbol. */
  readonly digest: string;
  readonly feed: FeedStatus;
  readonly now: number;
}
export interface EventFrame {
  readonly type: 'event';
  readonly n: number;
  readonly topic: string;
  readonly data: unknown;
}
/** Listings of a followed vendor, their stock, or its orders changed just now. */
export interface VendorChangedFrame {
  readonly type: 'vendor_changed';
  readonly vendor: string;
  /** Null: many, or nobody knows which; read the list again. Empty: none, orders alone. */
  readonly listings: readonly string[] | null;
  /** Orders of the vendor that are new or changed, as `listings`; older edges do not tell. */
  readonly orders?: readonly string[] | null;
  /** Id of the user who did it; null for several, or none. */
  readonly by: string | null;
  /** Epoch milliseconds. */
  readonly at: number;
}
/** What the edge may say. */
export type ServerFrame =
  | WelcomeFrame
  | SubscribedFrame
  | { readonly type: 'unsubscribed'; readonly id: number }
  /** A followed watchlist changed to these symbols; null: it is gone. */
  | { readonly type: 'watchlist'; readonly watchlist: string; readonly symbols: readonly string[] | null }
  | VendorChangedFrame
  /** You may not follow this vendor any more. */
  | { readonly type: 'vendor_gone'; readonly vendor: string }
  | RowsFrame
  /** Versions start anew; a full snapshot follows. */
  | { readonly type: 'epoch'; readonly epoch: string }
  | { readonly type: 'feed'; readonly feed: FeedStatus }
  | HeartbeatFrame
  | EventFrame
  | { readonly type: 'auth_soon'; readonly auth_expires_at: number }
  /** After `auth`, or when the account's tier changed. */
  | {
      readonly type: 'limits';
      readonly limits: LiveLimits;
      readonly interval_ms: number;
      readonly auth_expires_at: number | null;
    }
  | { readonly type: 'error'; readonly id: number | null; readonly code: LiveErrorCode; readonly detail: string }
  /** The edge closes next, with this code; come back after `retry_ms`. */
  | { readonly type: 'bye'; readonly code: number; readonly retry_ms: number };

/** Every code a connection may end with. 4000-4499: reconnect. 4500-4999: do not. */
export const closeCodes = {
  1000: 'closed by the client',
  1001: 'going away',
  1002: 'not the WebSocket protocol',
  1006: 'connection lost',
  1007: 'text is not UTF-8',
  1008: 'text in too many pieces',
  1009: 'frame too big',
  1011: 'internal error',
  1013: 'overloaded, come back later',
  4001: 'sign-in expired',
  4002: 'reads too slowly',
  4003: 'heartbeats unanswered',
  4004: 'too many commands',
  4005: 'server is draining',
  4006: 'no hello in time',
  4007: 'continued on another socket',
  4501: 'ticket is not valid',
  4503: 'access was ended',
  4504: 'too many connections',
  4505: 'protocol version unknown',
  4506: 'frame malformed',
} as const;
export type CloseCode = keyof typeof closeCodes;

/** Whether a client should come back after this close code. */
export function mayReconnect(code: number): boolean {
  return code < 4500 || code > 4999;
}
