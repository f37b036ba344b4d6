import type { CandleView, HistoryIntervalName } from '../../../../contract/history.ts';
import { compareDecimals } from '../../lib/live/live-quote.ts';
import { isDaily, lengths_ms } from './ranges.ts';
import { offsetOf } from './zone-offset.ts';

/** A price as the socket told it. */
export interface Print {
  readonly price: string;
  readonly at_ms: number;
  /** Pieces traded this day, where that is known. */
  readonly day_volume: number | null;
}

export interface BarClock {
  readonly interval: HistoryIntervalName;
  /** Zone whose midnight begins a day. */
  readonly day_zone: string;
}

const DAY_MS = 86_400_000;
/** 1970-01-01 was a Thursday; weeks begin on Monday. */
const FIRST_MONDAY_MS = 4 * DAY_MS;

/** Start of the bar that a moment falls into, as the history names it: days at midnight UTC of the venue's date. */
export function startOfBar(at_ms: number, { interval, day_zone }: BarClock): number {
  const length_ms = lengths_ms[interval];
  if (!isDaily(interval)) return Math.floor(at_ms / length_ms) * length_ms;
  const local_ms = at_ms + offsetOf(day_zone, at_ms);
  if (interval === '1M') {
    const at = new Date(local_ms);
    return Date.UTC(at.getUTCFullYear(), at.getUTCMonth());
  }
  const first_ms = interval === '1w' ? FIRST_MONDAY_MS : 0;
  return Math.floor((local_ms - first_ms) / length_ms) * length_ms + first_ms;
}

/** When a bar is over. */
export function endOfBar(time: string, interval: HistoryIntervalName): number {
  const at_ms = Date.parse(time);
  if (interval !== '1M') return at_ms + lengths_ms[interval];
  const at = new Date(at_ms);
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1);
}

/** Bars made of prints alone, oldest first. */
export type Tail = readonly CandleView[];
/** Bars of prints kept: the history brings the older ones. */
const TAIL_MAX = 8;

/** Takes a print into the tail; the same tail when the print is older than it or adds nothing. */
export function withPrint(tail: Tail, print: Print, clock: BarClock): Tail {
  const { price } = print;
  const time = new Date(startOfBar(print.at_ms, clock)).toISOString();
  const last = tail.at(-1);
  if (!last || time > last.time) {
    const volume = clock.interval === '1d' ? (print.day_volume ?? 0) : 0;
    return [...tail.slice(1 - TAIL_MAX), { time, open: price, high: price, low: price, close: price, volume }];
  }
  if (time < last.time) return tail;
  const volume = clock.interval === '1d' ? Math.max(last.volume, print.day_volume ?? 0) : last.volume;
  if (price === last.close && volume === last.volume) return tail;
  return [...tail.slice(0, -1), { ...widened(last, price, price), close: price, volume }];
}

/**
 * The history with the tail on its end: a bar of both has the history's open and volume, the range of both, and the
 * tail's close, so the chart goes on where the history stopped.
 */
export function joined(candles: readonly CandleView[], tail: Tail): readonly CandleView[] {
  const last = candles.at(-1);
  if (!last) return candles;
  const newer = tail.filter((bar) => bar.time >= last.time);
  const [first, ...rest] = newer;
  if (!first) return candles;
  if (first.time > last.time) return [...candles, ...newer];
  const merged = {
    ...widened(last, first.high, first.low),
    close: first.close,
    volume: Math.max(last.volume, first.volume),
  };
  return [...candles.slice(0, -1), merged, ...rest];
}

function widened(bar: CandleView, high: string, low: string): CandleView {
  return {
    ...bar,
    high: compareDecimals(high, bar.high) > 0 ? high : bar.high,
    low: compareDecimals(low, bar.low) < 0 ? low : bar.low,
  };
}
