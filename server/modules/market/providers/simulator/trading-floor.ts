import type { InstrumentRegistry } from '../../instrument-registry.ts';
import type { SessionCalendar, TradingDay } from '../../sessions/session-calendar.ts';
import { type Venue, venueOf } from '../../sessions/venues.ts';
import type { Notice, SessionPhase } from '../provider.ts';
import { type Halt, haltOn } from './halt.ts';
import type { PriceModel } from './price-model.ts';

/** No venue rests longer: the longest so far was Golden Week of 2019 with ten days. */
const DAYS_BACK_MAX = 14;

/** Who trades when: the sessions of venues and the halts of instruments, and the moment that decides a price. */
export class TradingFloor {
  readonly #registry: InstrumentRegistry;
  readonly #calendar: SessionCalendar;
  readonly #model: PriceModel;
  readonly #told: SessionPhase[] = [];

  constructor(registry: InstrumentRegistry, calendar: SessionCalendar, model: PriceModel) {
    this.#registry = registry;
    this.#calendar = calendar;
    this.#model = model;
  }

  venue(index: number): Venue {
    return venueOf(this.#registry.at(index));
  }

  dayAt(index: number, at_ms: number): TradingDay {
    return this.#calendar.dayAt(this.venue(index), at_ms);
  }

  phaseAt(index: number, at_ms: number): SessionPhase {
    const phase = this.#calendar.phaseAt(this.venue(index), at_ms);
    return phase === 'regular' && this.#haltAt(index, at_ms) !== null ? 'halted' : phase;
  }

  /** The last moment up to `at_ms` at which the instrument traded. */
  lastTraded(index: number, at_ms: number): number {
    const venue = this.venue(index);
    const calendar = this.#calendar;
    if (calendar.phaseAt(venue, at_ms) === 'regular') return this.#haltAt(index, at_ms)?.from_ms ?? at_ms;
    const day = calendar.dayAt(venue, at_ms);
    if (at_ms < day.opens_ms || calendar.phaseAt(venue, day.opens_ms) !== 'regular')
      return this.closeBefore(venue, day);
    return (day.rest && at_ms < day.closes_ms ? day.rest.from_ms : day.closes_ms) - 1;
  }

  /** The last moment of the session before this day's. */
  closeBefore(venue: Venue, day: TradingDay): number {
    let before = day;
    for (let back = 0; back < DAYS_BACK_MAX; back += 1) {
      before = this.#calendar.dayAt(venue, before.from_ms - 1);
      if (this.#calendar.phaseAt(venue, before.opens_ms) === 'regular') break;
    }
    return before.closes_ms - 1;
  }

  /** Session changes since the last call, for every instrument not told before and not in its regular session. */
  changes(indexes: readonly number[], at_ms: number): Notice[] {
    const notices: Notice[] = [];
    for (const index of indexes) {
      const session = this.phaseAt(index, at_ms);
      if (session === (this.#told[index] ?? 'regular')) continue;
      this.#told[index] = session;
      notices.push({ kind: 'session', index, session, at_ms });
    }
    return notices;
  }

  /** A new listener has been told nothing. */
  forget(): void {
    this.#told.length = 0;
  }

  #haltAt(index: number, at_ms: number): Halt | null {
    const halt = haltOn(this.#model.traits(index).key, this.dayAt(index, at_ms));
    return halt !== null && at_ms >= halt.from_ms && at_ms < halt.to_ms ? halt : null;
  }
}
