import type { Instrument } from '../../instrument.ts';
import type { SessionCalendar, TradingDay } from '../../sessions/session-calendar.ts';
import { type Venue, venueOf } from '../../sessions/venues.ts';
import type { Clock } from '../../../../platform/clock.ts';
import type { ComputedPast, ComputedSpan, PastCandle, ProviderSplit } from '../provider.ts';
import { STEP_MS } from './bridge.ts';
import { type Halt, haltOn } from './halt.ts';
import { packCandles, unpackCandles } from './packed-candles.ts';
import { pathRange } from './path-range.ts';
import { phaseOf } from './phase.ts';
import type { PriceModel } from './price-model.ts';
import { splitOf } from './split.ts';
import { volumeAt } from './volume.ts';

const DAY_MS = 86_400_000;
/** The made-up world is about ten years old. */
const BEGINS_MS = Date.UTC(2016, 0, 1);
/** Candles that are computed and kept together. */
const CHUNK = 32;
/**
 * At most 50 MB of candles of closed intervals, enough for five years of days of 500 instruments: the longest watchlist.
 * The chunk asked for longest ago is forgotten first.
 */
const CHUNKS_MAX = 32_000;

/** When an instrument traded without a pause: a session, or a part of one before or after a halt. */
interface Window {
  readonly day: TradingDay;
  readonly from_ms: number;
  readonly to_ms: number;
}

/** Candles of CHUNK intervals that follow each other. */
interface Chunk {
  readonly instrument: Instrument;
  packed: Float64Array;
  /** Intervals that start before this are in `packed`. */
  filled_ms: number;
}

export interface PastParts {
  readonly clock: Clock;
  readonly seed: number;
  readonly calendar: SessionCalendar;
  /** Knows every instrument it is asked about. */
  readonly model: () => PriceModel;
}

/**
 * Candles of made-up prices: what folding every print would have given, computed when it is asked for. Candles of closed
 * intervals never change, and the newest of them are kept.
 */
export class SimulatedPast implements ComputedPast {
  readonly begins_ms = BEGINS_MS;
  readonly #parts: PastParts;
  readonly #chunks = new Map<string, Chunk>();

  constructor(parts: PastParts) {
    this.#parts = parts;
  }

  candles(instrument: Instrument, { length_ms, from_ms, to_ms }: ComputedSpan): PastCandle[] {
    const now_ms = this.#parts.clock.ms();
    const last_ms = Math.min(to_ms, now_ms + DAY_MS); // a venue's own day may be one ahead
    const first = Math.floor(Math.max(from_ms, BEGINS_MS) / length_ms / CHUNK);
    const found: PastCandle[] = [];
    for (let place = first; place * CHUNK * length_ms < last_ms; place += 1) {
      for (const candle of this.#chunk(instrument, length_ms, place))
        if (candle.at_ms >= from_ms && candle.at_ms < to_ms && candle.at_ms >= BEGINS_MS) found.push(candle);
    }
    return found;
  }

  /** The candle of one day so far, not kept in memory: one each of thousands would push out what charts ask for. */
  day(instrument: Instrument, number: number): PastCandle | null {
    const from_ms = number * DAY_MS;
    return this.#compute(instrument, { length_ms: DAY_MS, from_ms, to_ms: from_ms + DAY_MS })[0] ?? null;
  }

  splits({ symbol }: Instrument): ProviderSplit[] {
    const split = splitOf({ symbol }, this.#parts.seed);
    if (split === null) return [];
    return [{ ex_date: new Date(split.at_ms).toISOString().slice(0, 10), new_pieces: split.ratio, old_pieces: 1 }];
  }

  #chunk(instrument: Instrument, length_ms: number, place: number): readonly PastCandle[] {
    const key = `${instrument.index} ${length_ms} ${place}`;
    const from_ms = place * CHUNK * length_ms;
    const to_ms = from_ms + CHUNK * length_ms;
    const known = this.#chunks.get(key);
    // Another row of the same instrument may have another anchor: what was computed before is no longer its past.
    const chunk =
      known?.instrument === instrument ? known : { instrument, packed: new Float64Array(0), filled_ms: from_ms };
    this.#chunks.delete(key);
    this.#chunks.set(key, chunk);
    const oldest = this.#chunks.keys().next();
    if (this.#chunks.size > CHUNKS_MAX && !oldest.done) this.#chunks.delete(oldest.value);

    // What starts before this is over everywhere: venues' days end up to a day after those of UTC.
    const pause_ms = length_ms === DAY_MS ? 2 * DAY_MS : length_ms;
    const now_ms = this.#parts.clock.ms();
    const closed_ms = Math.min(to_ms, Math.floor((now_ms - pause_ms) / length_ms + 1) * length_ms);
    const closed = unpackCandles(chunk.packed);
    if (closed_ms > chunk.filled_ms) {
      closed.push(...this.#compute(instrument, { length_ms, from_ms: chunk.filled_ms, to_ms: closed_ms }));
      chunk.packed = packCandles(closed);
      chunk.filled_ms = closed_ms;
    }
    if (chunk.filled_ms === to_ms) return closed;
    return [...closed, ...this.#compute(instrument, { length_ms, from_ms: chunk.filled_ms, to_ms })];
  }

  #compute(instrument: Instrument, span: ComputedSpan): PastCandle[] {
    const venue = venueOf(instrument);
    const is_day = span.length_ms === DAY_MS;
    const windows = this.#windows(instrument, venue, span);
    const candles: PastCandle[] = [];
    let next = 0;
    for (let at_ms = span.from_ms; at_ms < span.to_ms; at_ms += span.length_ms) {
      const end_ms = at_ms + span.length_ms;
      const startOf = ({ day, from_ms }: Window): number => (is_day ? day.number * DAY_MS : from_ms);
      const isOver = (window: Window): boolean => (is_day ? startOf(window) < at_ms : window.to_ms <= at_ms);
      let window = windows[next];
      while (window !== undefined && isOver(window)) window = windows[++next];
      let candle: PastCandle | null = null;
      for (let each = next; window !== undefined && startOf(window) < end_ms; window = windows[++each]) {
        const from_ms = is_day ? window.from_ms : Math.max(at_ms, window.from_ms);
        const to_ms = is_day ? window.to_ms : Math.min(end_ms, window.to_ms);
        candle = joined(candle, this.#fold(instrument, { day: window.day, from_ms, to_ms }, at_ms));
      }
      if (candle !== null) candles.push(candle);
    }
    return candles;
  }

  /** The candle of a window's prints up to now, or null without one. */
  #fold(instrument: Instrument, { day, from_ms, to_ms }: Window, at_ms: number): PastCandle | null {
    const { clock } = this.#parts;
    const { index } = instrument;
    const model = this.#parts.model();
    const traits = model.traits(index);
    const phase = phaseOf(traits.key);
    const first = Math.ceil((from_ms - phase) / STEP_MS);
    const last = Math.min(Math.ceil((to_ms - phase) / STEP_MS) - 1, Math.floor((clock.ms() - phase) / STEP_MS));
    if (last < first) return null;
    const path = model.path(index, from_ms);
    const volume = volumeAt(traits, day, last * STEP_MS + phase) - volumeAt(traits, day, (first - 1) * STEP_MS + phase);
    return { at_ms, ...pathRange(path, first, last), volume };
  }

  /** In which windows the instrument trades that touch a span, oldest first. */
  #windows(instrument: Instrument, venue: Venue, { length_ms, from_ms, to_ms }: ComputedSpan): Window[] {
    const { calendar } = this.#parts;
    const { key } = this.#parts.model().traits(instrument.index);
    const windows: Window[] = [];
    // A venue's clock is at most 14 hours off: half a day in, the day has its own number.
    const beyond_ms = length_ms === DAY_MS ? 0 : DAY_MS;
    for (
      let noon_ms = Math.floor((from_ms - beyond_ms) / DAY_MS) * DAY_MS + DAY_MS / 2;
      noon_ms < to_ms + beyond_ms;
      noon_ms += DAY_MS
    ) {
      const day = calendar.dayAt(venue, noon_ms);
      if (calendar.phaseAt(venue, day.opens_ms) !== 'regular') continue;
      for (const span of withoutRest(day)) windows.push(...withoutHalt({ day, ...span }, haltOn(key, day)));
    }
    return windows;
  }
}

function withoutRest({ opens_ms, closes_ms, rest }: TradingDay): readonly Omit<Window, 'day'>[] {
  if (!rest) return [{ from_ms: opens_ms, to_ms: closes_ms }];
  return [
    { from_ms: opens_ms, to_ms: rest.from_ms },
    { from_ms: rest.to_ms, to_ms: closes_ms },
  ];
}

function withoutHalt(window: Window, halt: Halt | null): readonly Window[] {
  if (halt === null) return [window];
  return [
    { ...window, to_ms: Math.min(window.to_ms, halt.from_ms) },
    { ...window, from_ms: Math.max(window.from_ms, halt.to_ms) },
  ].filter(({ from_ms, to_ms }) => from_ms < to_ms);
}

function joined(before: PastCandle | null, after: PastCandle | null): PastCandle | null {
  if (before === null || after === null) return before ?? after;
  return {
    at_ms: before.at_ms,
    open: before.open,
    high: Math.max(before.high, after.high),
    low: Math.min(before.low, after.low),
    close: after.close,
    volume: before.volume + after.volume,
  };
}
