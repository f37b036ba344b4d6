import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../../../../platform/clock.ts';
import type { Instrument } from '../../instrument.ts';
import type { InstrumentRegistry } from '../../instrument-registry.ts';
import { alwaysOpen, exchangeHours } from '../../sessions/session-calendar.ts';
import type { FeedSink, Notice, PointsSpan, Print, Provider } from '../provider.ts';
import { STEP_MS } from './bridge.ts';
import { phaseOf, SLOT_MS, SLOTS } from './phase.ts';
import { PriceModel } from './price-model.ts';
import { SimulatedPast } from './simulated-past.ts';
import { splitOf, splitSymbol } from './split.ts';
import { TradingFloor } from './trading-floor.ts';
import { volumeAt } from './volume.ts';

/** Sessions and halts are looked at this often. */
const SESSIONS_MS = 1_000;
/** Prices from which the day's high and low so far are told to a board that did not see the day begin. */
const DAY_SAMPLES = 8;
/** Instruments opened before other work gets a turn. */
const OPENED_AT_ONCE = 500;
/** Instruments whose day is counted in one turn: about two milliseconds. */
const COUNTED_AT_ONCE = 15;

export interface SimulatorOptions {
  /** Same seed and clock, same prices. */
  readonly seed: number;
  /** Without it, venues keep their hours. */
  readonly always_open: boolean;
}

/**
 * Made-up prices for every active instrument but what vendors list: a correlated random walk around a plausible anchor,
 * with sessions, rare halts and one split. A pure function of seed, symbol and time: the past is computed on demand.
 * In session every instrument moves once per STEP_MS (4.1 s) by a tick or more.
 */
export class Simulator implements Provider {
  readonly name = 'simulator';
  readonly simulated = true;
  readonly delay_ms = 0;
  readonly continues = true;
  readonly recomputes = true;
  readonly calendar;
  readonly computed: SimulatedPast;
  readonly #registry: InstrumentRegistry;
  readonly #clock: Clock;
  readonly #seed: number;
  readonly #model: PriceModel;
  readonly #floor: TradingFloor;
  /** Instruments that have been opened, by slot. */
  #slots: number[][] = [];
  readonly #opened = new Set<number>();
  /** The board has not been told of some instruments. */
  #stale = true;
  /** The model does not know some instruments. */
  #outdated = false;
  #last_slot = 0;
  #looked_ms = 0;

  constructor(registry: InstrumentRegistry, clock: Clock, { seed, always_open }: SimulatorOptions) {
    this.calendar = always_open ? alwaysOpen : exchangeHours();
    this.#registry = registry;
    this.#clock = clock;
    this.#seed = seed;
    this.#model = new PriceModel(registry, seed);
    this.#floor = new TradingFloor(registry, this.calendar, this.#model);
    this.computed = new SimulatedPast({ clock, seed, calendar: this.calendar, model: () => this.#knowing() });
    registry.onChange((changed) => {
      if (changed.every(({ kind }) => kind === 'collectible')) return;
      this.#stale = true;
      this.#outdated = true;
    });
  }

  handles({ status, kind }: Instrument): boolean {
    return status === 'active' && kind !== 'collectible';
  }

  prepare(): Promise<void> {
    return Promise.resolve();
  }

  async stream(sink: FeedSink, signal: AbortSignal): Promise<void> {
    this.reset();
    let counting = this.countDays(sink);
    while (!signal.aborted) {
      if (this.#stale) {
        for (const _ of this.open(sink)) await pause(0);
        counting = this.countDays(sink);
      }
      this.advance(sink);
      counting.next();
      await pause(SLOT_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Forgets whom it told what: a new board listens. */
  reset(): void {
    this.#opened.clear();
    this.#floor.forget();
    this.#slots = Array.from({ length: SLOTS }, () => []);
    this.#stale = true;
    this.#last_slot = Math.floor(this.#clock.ms() / SLOT_MS);
  }

  /** Tells the day so far and the price of instruments not opened yet; pauses for other work where it yields. */
  *open(sink: FeedSink): Generator<void> {
    this.#stale = false;
    this.#knowing();
    for (let from = 0; from < this.#registry.size; from += OPENED_AT_ONCE) {
      const indexes: number[] = [];
      for (let index = from; index < Math.min(from + OPENED_AT_ONCE, this.#registry.size); index += 1) {
        if (!this.#opened.has(index) && this.handles(this.#registry.at(index))) indexes.push(index);
      }
      if (indexes.length === 0) continue;
      this.#openAll(indexes, sink);
      yield;
    }
  }

  /**
   * Tells the day so far of every opened instrument as its prints made it, where `open` looked at a few of them: that
   * takes a second or two of CPU for thousands, so it is done in turns beside the prices.
   */
  *countDays(sink: FeedSink): Generator<void> {
    const indexes = [...this.#opened];
    for (let from = 0; from < indexes.length; from += COUNTED_AT_ONCE) {
      sink.notices(indexes.slice(from, from + COUNTED_AT_ONCE).flatMap((index) => this.#countedDay(index)));
      yield;
    }
  }

  /** Sends what happened since the last call; after a long pause, only the newest step. */
  advance(sink: FeedSink): void {
    const now_ms = this.#clock.ms();
    const slot = Math.floor(now_ms / SLOT_MS);
    if (now_ms - this.#looked_ms >= SESSIONS_MS || now_ms < this.#looked_ms) this.#lookAtSessions(sink, now_ms);
    let prints: Print[] = [];
    for (let each = Math.max(this.#last_slot + 1, slot - SLOTS + 1); each <= slot; each += 1) {
      const splits = this.#splitsAt(each);
      if (splits.length > 0) {
        sink.prints(prints);
        prints = [];
        sink.notices(splits);
      }
      for (const index of this.#slots[each % SLOTS] ?? []) {
        const print = this.#printAt(index, each * SLOT_MS);
        if (print !== null) prints.push(print);
      }
    }
    this.#last_slot = slot;
    if (prints.length > 0) sink.prints(prints);
  }

  dayPoints(instrument: Instrument, { from_ms, to_ms, count }: PointsSpan): readonly number[] {
    return Array.from({ length: count }, (_, point) => {
      return this.priceAt(instrument.index, from_ms + ((to_ms - from_ms) * point) / (count - 1));
    });
  }

  /** Scaled price as of any moment: the last print up to then. */
  priceAt(index: number, at_ms: number): number {
    const model = this.#knowing();
    return model.at(index, this.#stepAt(index, this.#floor.lastTraded(index, at_ms)));
  }

  /** The model with every instrument of the registry: where nothing streams, nothing else refreshes it. */
  #knowing(): PriceModel {
    if (this.#outdated) {
      this.#outdated = false;
      this.#model.refresh();
    }
    return this.#model;
  }

  #openAll(indexes: readonly number[], sink: FeedSink): void {
    const now_ms = this.#clock.ms();
    const notices: Notice[] = this.#floor.changes(indexes, now_ms);
    const prints: Print[] = [];
    for (const index of indexes) {
      const traded_ms = this.#floor.lastTraded(index, now_ms);
      const step = this.#stepAt(index, traded_ms);
      const at_ms = step * STEP_MS + this.#phase(index);
      const price = this.#model.next(index, step);
      notices.push({ kind: 'day', index, at_ms, ...this.#daySoFar(index, traded_ms, price) });
      prints.push({ index, price, size: 0, at_ms });
      this.#opened.add(index);
      this.#slots[this.#phase(index) / SLOT_MS]?.push(index);
    }
    sink.notices(notices);
    sink.prints(prints);
  }

  #daySoFar(index: number, at_ms: number, price: number) {
    const day = this.#floor.dayAt(index, at_ms);
    const close_ms = this.#floor.closeBefore(this.#floor.venue(index), day);
    const span = { from_ms: day.opens_ms, to_ms: at_ms, count: DAY_SAMPLES };
    const samples = [...this.dayPoints(this.#registry.at(index), span), price];
    const split = splitOf(this.#registry.at(index), this.#seed);
    const ratio = split !== null && close_ms < split.at_ms && at_ms >= split.at_ms ? split.ratio : 1;
    return {
      previous_close: Math.round(this.priceAt(index, close_ms) / ratio),
      open: samples[0] ?? price,
      high: Math.max(...samples),
      low: Math.min(...samples),
      volume: volumeAt(this.#model.traits(index), day, at_ms),
    };
  }

  #countedDay(index: number): Notice[] {
    const at_ms = this.#floor.lastTraded(index, this.#clock.ms());
    const day = this.computed.day(this.#registry.at(index), this.#floor.dayAt(index, at_ms).number);
    if (day === null) return [];
    const { open, high, low } = day;
    // What is not a number is not told: these two are exact from the start.
    const rest = { previous_close: Number.NaN, volume: Number.NaN };
    return [{ kind: 'day', official: true, index, at_ms, open, high, low, ...rest }];
  }

  #lookAtSessions(sink: FeedSink, now_ms: number): void {
    this.#looked_ms = now_ms;
    const notices = this.#floor.changes([...this.#opened], now_ms);
    if (notices.length > 0) sink.notices(notices);
  }

  /** The planned split, when it comes with this slot: prints before it have the old price. */
  #splitsAt(slot: number): Notice[] {
    const index = this.#registry.find(splitSymbol(this.#seed))?.index;
    if (index === undefined || !this.#opened.has(index)) return [];
    const split = splitOf(this.#registry.at(index), this.#seed);
    if (split === null || split.at_ms <= (slot - 1) * SLOT_MS || split.at_ms > slot * SLOT_MS) return [];
    return [{ kind: 'split', index, ratio: split.ratio, at_ms: split.at_ms }];
  }

  #printAt(index: number, at_ms: number): Print | null {
    if (this.#floor.phaseAt(index, at_ms) !== 'regular') return null;
    const traits = this.#model.traits(index);
    const day = this.#floor.dayAt(index, at_ms);
    const size = volumeAt(traits, day, at_ms) - volumeAt(traits, day, at_ms - STEP_MS);
    return { index, price: this.#model.next(index, this.#stepAt(index, at_ms)), size, at_ms };
  }

  /** The step whose print is the last one up to a moment. */
  #stepAt(index: number, at_ms: number): number {
    return Math.floor((at_ms - this.#phase(index)) / STEP_MS);
  }

  #phase(index: number): number {
    return phaseOf(this.#model.traits(index).key);
  }
}
