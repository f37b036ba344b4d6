import type { sessionPhases } from '../../../../contract/market.ts';
import type { Instrument } from '../instrument.ts';
import type { SessionCalendar } from '../sessions/session-calendar.ts';
import type { ProviderState } from './provider-state.ts';

export type SessionPhase = (typeof sessionPhases)[number];

/** One trade as its source told it, not yet screened. */
export interface Print {
  /** Dense number of the instrument in the registry. */
  readonly index: number;
  /** Scaled by the instrument's price_decimals; NaN where the source sent no number. */
  readonly price: number;
  /** Pieces traded; 0 where the source tells none. */
  readonly size: number;
  /** When it happened, epoch milliseconds. */
  readonly at_ms: number;
  /** Which of the provider's `sources` told it; the first without it. */
  readonly source?: number;
  /** Pieces are for sale again, after none were. */
  readonly returned?: true;
}

/** What is said with a price about where it comes from. */
export interface PriceSource {
  readonly name: string;
  /** True for made-up prices. */
  readonly simulated: boolean;
  /** How late the source is by agreement. */
  readonly delay_ms: number;
  /** What it tells are prices asked, not traded: however far one jumps, it is true; pieces are counted where some were sold. */
  readonly asks?: true;
}

/** What a source says about an instrument besides its trades. */
export type Notice =
  | { readonly kind: 'session'; readonly index: number; readonly session: SessionPhase; readonly at_ms: number }
  /** From here on one old piece is `ratio` new ones: 4 for a split of four for one, 0.1 for a reverse split. */
  | { readonly kind: 'split'; readonly index: number; readonly ratio: number; readonly at_ms: number }
  /**
   * The day so far, for an instrument whose day the board has not seen begin. Prices are scaled. `official`: as the
   * source counts it, so that it corrects a day that was seen; what is NaN is not told.
   */
  | ({
      readonly kind: 'day';
      readonly index: number;
      readonly at_ms: number;
      readonly official?: true;
    } & DaySoFar);

export interface DaySoFar {
  readonly previous_close: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly volume: number;
}

/** Where a provider puts what it hears. Calls return after the board has taken or refused everything. */
export interface FeedSink {
  prints(batch: readonly Print[]): void;
  notices(batch: readonly Notice[]): void;
  /** Rows of the source that could not become prints, by reason. */
  rejected(reason: RejectionReason, count: number): void;
  /** A source has been asked or has proved to be awake: what it told last is still true. @param source as in a print. */
  alive?(source: number): void;
}

/** Why a print is never shown; labels of market_prints_rejected_total. */
export const rejectionReasons = [
  'unknown_symbol',
  'unreadable',
  'not_a_number',
  'not_positive',
  'out_of_order',
  'from_the_future',
  'absurd_jump',
  'stale_leader',
] as const;
export type RejectionReason = (typeof rejectionReasons)[number];

/** A source of prices. One provider object serves one process; only the feed's leader streams it. */
export interface Provider {
  /** Shown as the source of every price. */
  readonly name: string;
  /** True for made-up prices. */
  readonly simulated: boolean;
  /** How late the source is by agreement. */
  readonly delay_ms: number;
  /** Prints carry the time of today, so that a price kept from an earlier run is continued; a recording starts over. */
  readonly continues: boolean;
  /** Its past can be computed whenever it is asked for: few of its candles are kept. */
  readonly recomputes: boolean;
  readonly calendar: SessionCalendar;
  /** Where several sources are combined: what `Print.source` counts. Otherwise the provider itself is the only one. */
  readonly sources?: readonly PriceSource[];
  handles(instrument: Instrument): boolean;
  /**
   * Of a combination, the member that comes first for an instrument, whether it works at the moment or not: its name is
   * what candles of the instrument are kept under, and its past is the instrument's. Null where nobody serves it.
   */
  member?(instrument: Instrument): Provider | null;
  /** How each source does; absent where nothing can fail. */
  states?(): readonly ProviderState[];
  /** Looks whether the source can be used at all, before the feed starts. @throws ConfigError when it cannot. */
  prepare(): Promise<void>;
  /**
   * Delivers until `signal` aborts or the source has no more to give; then resolves.
   * @throws Error when the source failed; the feed tries again after a pause.
   */
  stream(sink: FeedSink, signal: AbortSignal): Promise<void>;
  /** Scaled prices at evenly spaced times of the past, oldest first, where the source can tell them at once. */
  dayPoints(instrument: Instrument, span: PointsSpan): readonly number[] | null;
  /** Where the past can be computed at once (`recomputes`). */
  readonly computed?: ComputedPast;
  /**
   * Candles as they were traded, not adjusted for splits, fetched from the source. Absent where the source tells none.
   * One call is one request: the caller goes on from `reached_ms`. Waits for the source's own limits.
   * @throws Error when the source failed or refused; the caller records a gap and asks again later.
   */
  history?(instrument: Instrument, span: HistorySpan, signal: AbortSignal): Promise<HistoryPart>;
  /** Splits and dividends with an ex date in the span, fetched from the source. @throws Error as `history` does. */
  actions?(instrument: Instrument, span: ActionsSpan, signal: AbortSignal): Promise<ProviderActions>;
  /** Everything the source lists, in its own spelling. @throws Error as `history` does. */
  listInstruments?(signal: AbortSignal): Promise<readonly ProviderListing[]>;
}

/** One instrument as a source lists it. */
export interface ProviderListing {
  /** In the spelling of this project: `BRK.B`, `BTC-USD`. */
  readonly symbol: string;
  readonly name: string;
  readonly kind: Instrument['kind'];
  /** Market identifier code (ISO 10383), or null. */
  readonly exchange: string | null;
  readonly currency: string;
  readonly active: boolean;
}

/** Intervals that candles are kept in; the others are derived from them. */
export const keptIntervals = ['1m', '1h', '1d'] as const;
export type KeptInterval = (typeof keptIntervals)[number];

export interface HistorySpan {
  readonly interval: KeptInterval;
  /** Candles that start here or later … */
  readonly from_ms: number;
  /** … and before this. */
  readonly to_ms: number;
}

/** One candle; prices are scaled by the instrument's price_decimals. */
export interface PastCandle {
  /** Its start; a day's candle starts at midnight UTC of the venue's own date. */
  readonly at_ms: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** Pieces. */
  readonly volume: number;
}

export interface HistoryPart {
  /** Oldest first. */
  readonly candles: readonly PastCandle[];
  /** Candles that start before this are all told; `to_ms` of the span when it is answered whole, later than `from_ms` always. */
  readonly reached_ms: number;
}

export interface ActionsSpan {
  /** First and last ex date, as `2026-01-31`. */
  readonly from: string;
  readonly to: string;
}

export interface ProviderActions {
  readonly splits: readonly ProviderSplit[];
  readonly dividends: readonly { readonly ex_date: string; readonly amount: string; readonly currency: string }[];
}

/** `new_pieces` for `old_pieces`: 10 and 1 for a split of ten for one. */
export interface ProviderSplit {
  /** First trading day at the new price, as `2026-01-31`. */
  readonly ex_date: string;
  readonly new_pieces: number;
  readonly old_pieces: number;
}

/** A past that is a pure function of instrument and time. */
export interface ComputedPast {
  /** Before this there is nothing. */
  readonly begins_ms: number;
  /** Candles up to now, not adjusted; the last may still be growing. @param length_ms of one candle, one day at most. */
  candles(instrument: Instrument, span: ComputedSpan): readonly PastCandle[];
  splits(instrument: Instrument): readonly ProviderSplit[];
}

export interface ComputedSpan {
  /** A divisor of a day, or a day. */
  readonly length_ms: number;
  readonly from_ms: number;
  readonly to_ms: number;
}

export interface PointsSpan {
  readonly from_ms: number;
  readonly to_ms: number;
  /** At least 2: the first at from_ms, the last at to_ms. */
  readonly count: number;
}
