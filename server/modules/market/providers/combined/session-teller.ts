import type { InstrumentRegistry } from '../../instrument-registry.ts';
import type { SessionCalendar } from '../../sessions/session-calendar.ts';
import { venueOf } from '../../sessions/venues.ts';
import type { Notice, SessionPhase } from '../provider.ts';

/** Tells the board which instruments' sessions changed: by the venues' hours, and by the halts that sources report. */
export class SessionTeller {
  readonly #registry: InstrumentRegistry;
  readonly #calendar: SessionCalendar;
  readonly #halted = new Set<number>();
  #told: (SessionPhase | undefined)[] = [];

  constructor(registry: InstrumentRegistry, calendar: SessionCalendar) {
    this.#registry = registry;
    this.#calendar = calendar;
  }

  /** A new board has been told nothing: there, everything is in its regular session. */
  forget(): void {
    this.#told = [];
    this.#halted.clear();
  }

  /** @param session `halted`, or any other when trading goes on. */
  hear(index: number, session: SessionPhase): void {
    if (session === 'halted') this.#halted.add(index);
    else this.#halted.delete(index);
  }

  /** What changed since the last call. */
  changes(now_ms: number): Notice[] {
    const phases = new Map<string, SessionPhase>();
    const notices: Notice[] = [];
    for (let index = 0; index < this.#registry.size; index += 1) {
      const venue = venueOf(this.#registry.at(index));
      const phase = phases.get(venue.name) ?? this.#calendar.phaseAt(venue, now_ms);
      phases.set(venue.name, phase);
      const session = phase !== 'closed' && this.#halted.has(index) ? 'halted' : phase;
      if (session === (this.#told[index] ?? 'regular')) continue;
      this.#told[index] = session;
      notices.push({ kind: 'session', index, session, at_ms: now_ms });
    }
    return notices;
  }
}
