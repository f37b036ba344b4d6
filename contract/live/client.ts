import type { LiveClient, LiveClientOptions, LiveStatus, SocketLike } from './client-types.ts';
import { Conversation } from './conversation.ts';
import { Pace } from './pace.ts';
import { closeCodes, HEARTBEAT_MS, mayReconnect, type ServerFrame, SILENT_HEARTBEATS_MAX } from './protocol.ts';

export type * from './client-types.ts';

/** A connection that is not welcomed within this time is given up. */
const OPEN_MS_MAX = 15_000;
/** Failed attempts after which the status says `offline`. */
const OFFLINE_AFTER_FAILURES = 3;

/**
 * The reference client of the live protocol: connects, stays connected, follows symbols and watchlists, and hands over
 * rows and events exactly as the protocol promises them. It knows no browser: sockets, time and chance are handed in.
 */
export function createLiveClient(options: LiveClientOptions): LiveClient {
  return new Client(options);
}

class Client implements LiveClient {
  readonly #options: LiveClientOptions;
  readonly #pace: Pace;
  readonly #conversation: Conversation;
  #socket: SocketLike | null = null;
  /** Rises with every connection, so that whatever an older one still says is not heard. */
  #connection = 0;
  #heartbeat_ms = HEARTBEAT_MS;
  #heard_ms = 0;
  /** How long the server asked to stay away, when it took its leave. */
  #retry_ms: number | null = null;
  #status: LiveStatus = {
    phase: 'stopped',
    retry_at_ms: null,
    feed: null,
    limits: null,
    interval_ms: null,
    close_code: null,
    reason: null,
  };

  constructor(options: LiveClientOptions) {
    this.#options = options;
    this.#pace = new Pace(options);
    this.#conversation = new Conversation(options, this.#pace, {
      send: (frame) => this.#socket?.send(JSON.stringify(frame)),
      isLive: () => this.#status.phase === 'live',
      drop: () => this.#ended(1006),
      show: (change) => this.#show(change),
      bye: (retry_ms) => {
        this.#retry_ms = retry_ms;
      },
    });
  }

  status(): LiveStatus {
    return this.#status;
  }

  start(): void {
    if (this.#status.phase !== 'stopped') return;
    this.#pace.forgetFailures();
    this.#show({ phase: 'connecting', close_code: null, reason: null });
    void this.#connect();
  }

  stop(): void {
    this.#hangUp();
    this.#conversation.forgetSession();
    this.#show({ phase: 'stopped', retry_at_ms: null });
  }

  setSymbols(symbols: Iterable<string>): void {
    const refused = this.#conversation.follows.want(symbols);
    if (refused.length > 0)
      this.#options.onRejected?.(Object.fromEntries(refused.map((text) => [text, 'unknown_symbol'])));
    this.#conversation.syncSoon();
  }

  followWatchlist(id: string): void {
    this.#conversation.follows.wantList(id, true);
    this.#conversation.syncSoon();
  }

  unfollowWatchlist(id: string): void {
    this.#conversation.follows.wantList(id, false);
    this.#conversation.syncSoon();
  }

  followVendor(id: string): void {
    this.#conversation.follows.vendors.want(id, true);
    this.#conversation.syncSoon();
  }

  unfollowVendor(id: string): void {
    this.#conversation.follows.vendors.want(id, false);
    this.#conversation.syncSoon();
  }

  pause(): void {
    this.#conversation.follows.paused = true;
    this.#conversation.syncSoon();
  }

  resume(): void {
    this.#conversation.follows.paused = false;
    this.#conversation.syncSoon();
  }

  reconnectNow(): void {
    const { phase, retry_at_ms } = this.#status;
    if (phase === 'stopped') return this.start();
    const silent_ms = this.#options.timers.now() - this.#heard_ms;
    if (phase === 'live' && silent_ms < this.#heartbeat_ms * 1.5) return;
    if (phase !== 'live' && retry_at_ms === null) return; // An attempt is under way.
    this.#hangUp();
    this.#show({ phase: 'reconnecting' });
    void this.#connect();
  }

  async #connect(): Promise<void> {
    const connection = ++this.#connection;
    const isCurrent = () => connection === this.#connection;
    this.#retry_ms = null;
    this.#show({ retry_at_ms: null });
    this.#pace.after('open', OPEN_MS_MAX, () => this.#ended(1006));
    let ticket: string | null;
    try {
      ticket = await this.#options.ticket();
      if (!isCurrent()) return;
      this.#socket = this.#options.open();
    } catch {
      if (isCurrent()) this.#ended(1006);
      return;
    }
    const socket = this.#socket;
    socket.addEventListener('open', () => {
      if (isCurrent()) socket.send(JSON.stringify(this.#conversation.hello(ticket)));
    });
    socket.addEventListener('message', ({ data }) => {
      if (isCurrent() && typeof data === 'string') this.#hear(data);
    });
    socket.addEventListener('error', () => {
      if (isCurrent()) this.#ended(1006);
    });
    socket.addEventListener('close', ({ code }) => {
      if (isCurrent()) this.#ended(code ?? 1006);
    });
  }

  #hear(text: string): void {
    this.#heard_ms = this.#options.timers.now();
    const frame = readFrame(text);
    if (frame === null) return this.#ended(1006);
    if (frame.type !== 'welcome') {
      if (this.#status.phase === 'live') this.#conversation.hear(frame);
      return;
    }
    this.#pace.cancel('open');
    this.#heartbeat_ms = frame.heartbeat_ms;
    const { feed, limits, interval_ms } = frame;
    this.#show({ phase: 'live', feed, limits, interval_ms, reason: null });
    this.#watch();
    this.#conversation.welcomed(frame);
  }

  /** Drops a connection on which nothing was heard for too long: the other end may be gone without a word. */
  #watch(): void {
    const limit_ms = this.#heartbeat_ms * SILENT_HEARTBEATS_MAX;
    const silent_ms = this.#options.timers.now() - this.#heard_ms;
    if (silent_ms >= limit_ms) return this.#ended(1006);
    this.#pace.after('watch', limit_ms - silent_ms, () => this.#watch());
  }

  /** Lets go of the socket, and of everything that waits on it. */
  #hangUp(): void {
    this.#connection += 1;
    this.#pace.cancelAll();
    const socket = this.#socket;
    this.#socket = null;
    this.#conversation.ended();
    socket?.close(1000);
  }

  #ended(code: number): void {
    this.#hangUp();
    const reason = code in closeCodes ? closeCodes[code as keyof typeof closeCodes] : `closed with ${code}`;
    if (!mayReconnect(code)) {
      this.#conversation.forgetSession();
      return this.#show({ phase: 'stopped', retry_at_ms: null, close_code: code, reason });
    }
    const wait_ms = Math.max(this.#pace.backOff_ms(), this.#retry_ms ?? 0);
    const phase = this.#pace.failures > OFFLINE_AFTER_FAILURES ? 'offline' : 'reconnecting';
    this.#show({ phase, retry_at_ms: this.#options.timers.now() + wait_ms, close_code: code, reason });
    this.#pace.after('retry', wait_ms, () => void this.#connect());
  }

  #show(change: Partial<LiveStatus>): void {
    const entries = Object.entries(change) as [keyof LiveStatus, unknown][];
    if (entries.every(([key, value]) => Object.is(this.#status[key], value))) return;
    this.#status = { ...this.#status, ...change };
    this.#options.onStatus(this.#status);
  }
}

/** @returns null for a text that no server of this protocol sends. */
function readFrame(text: string): ServerFrame | null {
  try {
    return JSON.parse(text) as ServerFrame;
  } catch {
    return null;
  }
}
