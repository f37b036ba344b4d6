import type { ClientFrame } from '../../../contract/live/protocol.ts';
import type { Actor } from '../../platform/actor.ts';
import { visitor } from '../../platform/actor.ts';
import type { Sink } from './ports.ts';

/** A watchlist that a connection follows, with its symbols' indexes sorted by symbol. */
export interface FollowedList {
  readonly id: string;
  members: readonly number[];
}

/** A vendor that a connection follows. */
export interface FollowedVendor {
  readonly id: string;
  /** Epoch milliseconds; asked again then. */
  until_ms: number;
  /** Whether it may be followed is being asked, so many times over … */
  checks: number;
  /** … and something changed meanwhile. */
  missed: boolean;
}

const NOTHING: readonly number[] = [];

/**
 * Everything the edge remembers of one client. There may be a hundred thousand of these: plain numbers and short arrays,
 * no closure and no timer each.
 *
 * `opened` -> `greeting` (the hello is being checked) -> `live` -> `closed`.
 */
export class Connection {
  phase: 'opened' | 'greeting' | 'live' | 'closed' = 'opened';
  readonly sink: Sink;
  readonly address: string;
  readonly origin: string | null;
  actor: Actor = visitor;
  session = '';
  /** Symbols asked for one by one, as sorted indexes. */
  explicit: readonly number[] = NOTHING;
  /** Followed watchlists; null without any. */
  lists: FollowedList[] | null = null;
  /** Followed vendors; null without any. */
  vendors: FollowedVendor[] | null = null;
  /** All that is followed, sorted by symbol … */
  indexes: readonly number[] = NOTHING;
  /** … and beside each the version last sent; -1 when its snapshot row is still due. */
  sent: number[] = [];
  /** The next rows frame holds everything subscribed. */
  full_due = false;
  epoch = '';
  feed_status = '';
  frame = 0;
  event_sent = 0;
  event_acked = 0;
  /** Reading events from the database is under way; `again` when more were announced meanwhile. */
  pumping: 'idle' | 'running' | 'again' = 'idle';
  /** Commands that wait for one that takes time; null when none is under way. */
  inbox: ClientFrame[] | null = null;
  /** Its place in the wheel of its cadence. */
  interval_ms = 0;
  slot = -1;
  place = -1;
  /** Tick of the wheel at which it is looked after next. */
  care_tick = 0;
  heartbeat_at_ms = 0;
  unanswered = 0;
  auth_told = false;
  auth_expires_ms = Number.POSITIVE_INFINITY;
  ends_at_ms = Number.POSITIVE_INFINITY;
  hello_until_ms: number;
  slow_since_ms = 0;
  /** What it may still send, refilled with time. */
  allowance: number;
  allowance_at_ms: number;

  constructor(
    sink: Sink,
    from: { readonly address: string; readonly origin: string | null },
    start: { readonly now_ms: number; readonly hello_ms: number; readonly allowance: number },
  ) {
    const { now_ms, hello_ms, allowance } = start;
    this.sink = sink;
    this.address = from.address;
    this.origin = from.origin;
    this.hello_until_ms = now_ms + hello_ms;
    this.allowance = allowance;
    this.allowance_at_ms = now_ms;
  }

  get user_id(): string | null {
    return this.actor.kind === 'member' ? this.actor.user_id : null;
  }
}
