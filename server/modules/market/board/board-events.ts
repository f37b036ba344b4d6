import type { PriceSource, Print, RejectionReason, SessionPhase } from '../providers/provider.ts';
import type { SessionCalendar } from '../sessions/session-calendar.ts';

/** The feed whose prices stand on the board: who leads, and what its source is like. */
export interface FeedRun {
  /** Fencing token of the leader; prints under another one are refused. */
  readonly token: number;
  readonly source: string;
  readonly simulated: boolean;
  readonly delay_ms: number;
  /** Where several are combined: what `Print.source` counts. */
  readonly sources?: readonly PriceSource[];
}

export interface LeadRun extends FeedRun {
  /** Prints carry the time of today; prices from before are continued. Otherwise the board starts empty. */
  readonly continues: boolean;
  readonly calendar: SessionCalendar;
}

/** What a follower is told about the feed as a whole. */
export interface FeedWord {
  readonly watermark_ms: number;
  readonly heard_ms: number;
  readonly ended: boolean;
  /** When each source of the run was last awake, in their order. */
  readonly alive_ms?: readonly number[];
}

/** A row as the leader keeps it, prices scaled. */
export interface KeptQuote {
  readonly index: number;
  readonly version: number;
  readonly price: number;
  readonly previous_close: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly volume: number;
  readonly at_ms: number;
  readonly day: number;
  readonly session: SessionPhase;
  /** Place in the run's sources; the first without it. */
  readonly source?: number;
  /** An administrator put the price right. */
  readonly corrected?: true;
}

/** How a jump in price is told to those who compare with older prices. */
export interface Split {
  readonly index: number;
  /** New pieces per old piece. */
  readonly ratio: number;
}

export interface BoardEvents {
  /** Instruments whose row changed, once per batch. */
  changed: readonly number[];
  /** The prints that were taken, before `changed`. */
  accepted: readonly Print[];
  splits: readonly Split[];
  rejected: { readonly reason: RejectionReason; readonly count: number };
  epoch: string;
}
export type BoardEvent = keyof BoardEvents;
