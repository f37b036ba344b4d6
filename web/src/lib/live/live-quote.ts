import { formatScaled, parseScaled, percentOf } from '../../../../contract/decimal.ts';
import type { QuoteRow } from '../../../../contract/live/protocol.ts';
import type { QuoteView } from '../../../../contract/market.ts';
import { decimalsOf } from '../format/number.ts';

/** What a page shows of one symbol. Replaced as a whole, never changed in place, so it is a stable snapshot. */
export interface LiveQuote {
  readonly symbol: string;
  readonly epoch: string;
  readonly version: number;
  readonly price: string;
  readonly previous_close: string | null;
  readonly change: string | null;
  readonly change_percent: string | null;
  readonly open: string | null;
  readonly high: string | null;
  readonly low: string | null;
  readonly volume: number | null;
  /** When the print happened, epoch ms. */
  readonly at_ms: number;
  readonly source: string;
  readonly simulated: boolean;
  readonly delay_ms: number;
  readonly session: QuoteView['session'];
  readonly freshness: QuoteView['freshness'];
  /** Set for a moment after the price moved: which way. Cleared by the store. */
  readonly flash: 'up' | 'down' | null;
}

/** The one source of made-up prices, as rows and feeds name it. */
const SIMULATOR = 'simulator';
/** Rows do not name their epoch. */
const UNKNOWN_EPOCH = '';

/** A quote as the server told it over REST. */
export function fromView(view: QuoteView): LiveQuote {
  const { at, ...rest } = view;
  return { ...rest, at_ms: Date.parse(at), flash: null };
}

/**
 * A newer REST answer merged into what the socket told meanwhile: the day's figures come from the answer, the price
 * from whichever is newer. Versions compare inside one epoch only; an answer of another epoch is believed.
 */
export function refreshed(held: LiveQuote, view: QuoteView): LiveQuote {
  const told = fromView(view);
  if (held.epoch !== told.epoch || told.version > held.version)
    return { ...told, flash: moveOf(held.price, told.price) ?? held.flash };
  const { version, price, change, change_percent, previous_close, at_ms, flash } = held;
  return { ...told, version, price, change, change_percent, previous_close, at_ms, flash, ...widened(told, price) };
}

/**
 * A row of the socket on top of what is held: new price and change, the day's range widened by it.
 * @returns null for a row older than a REST answer that came in between.
 */
export function withRow(held: LiveQuote, row: QuoteRow): LiveQuote | null {
  const [, version, price, change, at_ms, session = 'regular', source = held.source] = row;
  const went_back = version < held.version;
  if (went_back && at_ms <= held.at_ms && held.epoch !== UNKNOWN_EPOCH) return null;
  return {
    ...held,
    ...widened(held, price),
    // Versions that start again with newer prints are those of a new epoch; its name comes with the next REST answer.
    epoch: went_back ? UNKNOWN_EPOCH : held.epoch,
    version,
    price,
    previous_close: previousCloseOf(price, change) ?? held.previous_close,
    change,
    change_percent: changePercent(price, change),
    at_ms,
    session,
    ...(source !== held.source && { source, simulated: source === SIMULATOR, delay_ms: 0 }),
    flash: moveOf(held.price, price) ?? held.flash,
    // A print proves that the symbol is alive; a repeat of what is held proves nothing.
    freshness:
      version === held.version ? held.freshness : freshnessOf(session, source === held.source ? held.delay_ms : 0),
  };
}

/** What a row alone tells of a symbol: the rest stays unknown until the REST answer. */
export function fromRow(row: QuoteRow, feed: string): LiveQuote {
  const [symbol, version, price, change, at_ms, session = 'regular', source = feed] = row;
  return {
    symbol,
    epoch: UNKNOWN_EPOCH,
    version,
    price,
    previous_close: previousCloseOf(price, change),
    change,
    change_percent: changePercent(price, change),
    open: null,
    high: null,
    low: null,
    volume: null,
    at_ms,
    source,
    simulated: source === SIMULATOR,
    delay_ms: 0,
    session,
    freshness: freshnessOf(session, 0),
    flash: null,
  };
}

function freshnessOf(session: LiveQuote['session'], delay_ms: number): LiveQuote['freshness'] {
  if (session === 'closed') return 'closed';
  return delay_ms > 0 ? 'delayed' : 'live';
}

function widened(day: Pick<LiveQuote, 'high' | 'low'>, price: string): Pick<LiveQuote, 'high' | 'low'> {
  return {
    high: day.high !== null && compareDecimals(price, day.high) > 0 ? price : day.high,
    low: day.low !== null && compareDecimals(price, day.low) < 0 ? price : day.low,
  };
}

function moveOf(before: string, after: string): 'up' | 'down' | null {
  const order = compareDecimals(after, before);
  return order === 0 ? null : order > 0 ? 'up' : 'down';
}

/** Order of two decimal strings; 0 when either is none. */
export function compareDecimals(left: string, right: string): number {
  const decimals = Math.max(decimalsOf(left), decimalsOf(right));
  const [a, b] = [parseScaled(left, decimals), parseScaled(right, decimals)];
  return a === null || b === null ? 0 : Math.sign(a - b);
}

/** Percent of the previous close that the change is, worked out from both: "-1.50", or null without a base. */
export function changePercent(price: string, change: string | null): string | null {
  if (change === null) return null;
  const decimals = Math.max(decimalsOf(price), decimalsOf(change));
  const [now, moved] = [parseScaled(price, decimals), parseScaled(change, decimals)];
  if (now === null || moved === null) return null;
  return percentOf(moved, now - moved);
}

/** Where a price stands between low and high, 0 to 1, for range bars; null when the range is unknown or empty. */
export function placeInRange(price: string | null, low: string | null, high: string | null): number | null {
  if (price === null || low === null || high === null) return null;
  const decimals = Math.max(decimalsOf(price), decimalsOf(low), decimalsOf(high));
  const [at, from, to] = [price, low, high].map((text) => parseScaled(text, decimals));
  if (at === null || from === null || to === null || at === undefined || from === undefined || to === undefined)
    return null;
  if (to <= from) return null;
  return Math.min(1, Math.max(0, (at - from) / (to - from)));
}

/** The previous close that a price and its change imply: "196.58" and "1.68" make "194.90". */
export function previousCloseOf(price: string, change: string | null): string | null {
  if (change === null) return null;
  const decimals = Math.max(decimalsOf(price), decimalsOf(change));
  const [now, moved] = [parseScaled(price, decimals), parseScaled(change, decimals)];
  return now === null || moved === null ? null : formatScaled(now - moved, decimals);
}
