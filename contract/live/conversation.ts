import { Book } from './book.ts';
import type { LiveClientOptions, LiveStatus } from './client-types.ts';
import { Follows } from './follows.ts';
import type { Pace } from './pace.ts';
import {
  type ClientFrame,
  type EventFrame,
  type HeartbeatFrame,
  type HelloFrame,
  INBOUND_FRAME_BYTES_MAX,
  type RowsFrame,
  type ServerFrame,
  type WelcomeFrame,
} from './protocol.ts';

/** Changes of what is followed within this time are sent together. */
const BATCH_MS = 20;
/** Events are acknowledged together within this time. */
const ACK_MS = 200;
/** An answer that takes longer means that frames get lost. */
const ANSWER_MS_MAX = 20_000;

/** What a conversation needs of the connection it runs over. */
export interface Line {
  /** Sends when connected and welcomed. */
  send(frame: ClientFrame): void;
  isLive(): boolean;
  /** Ends this connection and makes another. */
  drop(): void;
  show(change: Partial<LiveStatus>): void;
  /** The server takes its leave: the close follows. */
  bye(retry_ms: number): void;
}

/** What is said on a connection after the welcome, and what is remembered from one connection to the next. */
export class Conversation {
  readonly #options: LiveClientOptions;
  readonly #pace: Pace;
  readonly #line: Line;
  readonly #book = new Book();
  readonly follows = new Follows();
  #session: string | null = null;
  /** Number of the last event seen; null until the server has told where it stands. */
  #event: number | null = null;
  #acknowledged = 0;
  #resyncSince_ms: number | null = null;
  /** A frame is missing that was sent since everything was asked for: it may have been the answer. */
  #lostSince = false;

  constructor(options: LiveClientOptions, pace: Pace, line: Line) {
    this.#options = options;
    this.#pace = pace;
    this.#line = line;
  }

  hello(ticket: string | null): HelloFrame {
    const position = this.#event === null ? {} : { event: this.#event };
    return {
      type: 'hello',
      ...(ticket === null ? {} : { ticket }),
      ...(this.#options.name === undefined ? {} : { client: this.#options.name }),
      ...(this.#session === null ? {} : { resume: { session: this.#session, epoch: this.#book.epoch, ...position } }),
    };
  }

  /** The next connection starts a new session, as nobody in particular. */
  forgetSession(): void {
    this.#session = null;
    this.#event = null;
  }

  ended(): void {
    this.follows.lost();
    this.#resyncEnded();
  }

  welcomed(frame: WelcomeFrame): void {
    this.#session = frame.session;
    this.#book.opened(frame.epoch);
    this.follows.welcomed(frame.resumed);
    if (this.#event !== null && frame.event > this.#event)
      this.#options.onEventsMissed?.({ after: this.#event, upto: frame.event });
    this.#event = frame.event;
    this.#acknowledged = frame.event;
    this.#pace.commandsPerMinute(frame.limits.commands_per_min);
    this.#sync();
  }

  /** Soon, so that changes made together are sent together. */
  syncSoon(): void {
    this.#pace.after('sync', BATCH_MS, () => this.#sync());
  }

  hear(frame: Exclude<ServerFrame, WelcomeFrame>): void {
    switch (frame.type) {
      case 'snapshot':
      case 'quotes':
        return this.#takeRows(frame);
      case 'heartbeat':
        return this.#heartbeat(frame);
      case 'event':
        return this.#takeEvent(frame);
      case 'vendor_changed':
        return this.#options.onVendor?.(frame);
      case 'vendor_gone':
        return this.follows.vendors.gone(frame.vendor);
      case 'epoch':
        return this.#book.newEpoch(frame.epoch);
      case 'feed':
        return this.#line.show({ feed: frame.feed });
      case 'limits':
        return this.#line.show({ limits: frame.limits, interval_ms: frame.interval_ms });
      case 'auth_soon':
        return void this.#authenticate();
      case 'bye':
        return this.#line.bye(frame.retry_ms);
      case 'subscribed':
      case 'unsubscribed':
      case 'watchlist':
      case 'error':
        return this.#hearAnswer(frame);
      default:
        // A later server may say more: what is not known is ignored.
        frame satisfies never;
    }
  }

  #hearAnswer(frame: Extract<ServerFrame, { type: 'subscribed' | 'unsubscribed' | 'watchlist' | 'error' }>): void {
    if (frame.type === 'subscribed') this.follows.subscribed(frame);
    else if (frame.type === 'unsubscribed') this.follows.unsubscribed(frame.id);
    else if (frame.type === 'watchlist') this.follows.listChanged(frame);
    else if (frame.id !== null) this.follows.failed(frame.id, frame.code === 'unavailable');
    this.#book.keep((symbol) => this.follows.follows(symbol));
    if (frame.type === 'subscribed' && Object.keys(frame.rejected).length > 0)
      this.#options.onRejected?.(frame.rejected);
    if (frame.type === 'watchlist') this.#options.onWatchlist?.(frame.watchlist);
    if (frame.type === 'subscribed' && frame.vendor !== undefined)
      this.#options.onVendor?.({
        vendor: frame.vendor,
        listings: null,
        orders: null,
        by: null,
        at: this.#options.timers.now(),
      });
    this.#sync();
  }

  #takeRows(frame: RowsFrame): void {
    const { rows, sound } = this.#book.take(frame);
    if (frame.full) this.#resyncEnded();
    const wanted = rows.filter(([symbol]) => this.follows.wants(symbol));
    if (wanted.length > 0) this.#options.onRows(wanted, frame.type);
    if (sound) return;
    if (this.#resyncSince_ms === null) this.#resync();
    else this.#lostSince = true;
  }

  #heartbeat(frame: HeartbeatFrame): void {
    this.#line.send({ type: 'pong' });
    this.#pace.forgetFailures();
    this.#line.show({ feed: frame.feed });
    this.follows.retryRefused();
    const now_ms = this.#options.timers.now();
    const resyncing_ms = this.#resyncSince_ms === null ? 0 : now_ms - this.#resyncSince_ms;
    if (Math.max(this.follows.waiting_ms(now_ms), resyncing_ms) > ANSWER_MS_MAX) return this.#line.drop();
    if (!this.#book.agrees(frame) || this.#lostSince) this.#resync();
    this.#sync();
  }

  /** Asks for everything: once until it comes, and with a heartbeat again where the answer may be lost. */
  #resync(): void {
    this.#resyncSince_ms ??= this.#options.timers.now();
    this.#lostSince = false;
    this.#pace.spendCommand();
    this.#line.send({ type: 'resync' });
  }

  #resyncEnded(): void {
    this.#resyncSince_ms = null;
    this.#lostSince = false;
  }

  #sync(): void {
    if (!this.#line.isLive()) return;
    const wait_ms = this.#pace.commandWait_ms();
    if (wait_ms > 0) return this.#pace.after('sync', wait_ms, () => this.#sync());
    const command = this.follows.next(this.#options.timers.now(), INBOUND_FRAME_BYTES_MAX);
    if (command === null) return;
    this.#pace.spendCommand();
    this.#line.send(command);
  }

  #takeEvent({ n, topic, data }: EventFrame): void {
    const last = this.#event ?? 0;
    if (n <= last) return;
    if (n > last + 1) return this.#line.drop(); // A hole: the next connection resumes after the last one seen.
    this.#event = n;
    this.#options.onEvent?.({ n, topic, data });
    this.#pace.after('ack', ACK_MS, () => this.#acknowledge());
  }

  #acknowledge(): void {
    if (!this.#line.isLive() || this.#event === null || this.#event === this.#acknowledged) return;
    this.#acknowledged = this.#event;
    this.#line.send({ type: 'ack', n: this.#event });
  }

  /** A new ticket for the running connection; without one the server closes it, and the next comes as a visitor. */
  async #authenticate(): Promise<void> {
    const ticket = await this.#options.ticket().catch(() => null);
    if (ticket === null || !this.#line.isLive()) return;
    this.#pace.spendCommand();
    this.#line.send({ type: 'auth', ticket });
  }
}
