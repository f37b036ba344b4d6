import type { Connection } from './connection.ts';

/** One turn of every wheel: the resolution of flushes and of deadlines. */
export const TICK_MS = 50;

/**
 * The connections of one cadence, spread evenly by session over its slots (100 for 5 seconds), so that they are never
 * all served in one burst. Each tick serves one slot.
 */
export class CadenceWheel {
  readonly #slots: Connection[][];

  constructor(interval_ms: number) {
    this.#slots = Array.from({ length: Math.max(1, Math.round(interval_ms / TICK_MS)) }, () => []);
  }

  get length(): number {
    return this.#slots.length;
  }

  /** @param spread any whole number that differs between connections. */
  add(connection: Connection, spread: number): void {
    connection.slot = spread % this.#slots.length;
    const slot = this.at(connection.slot);
    connection.place = slot.length;
    slot.push(connection);
  }

  remove(connection: Connection): void {
    if (connection.slot < 0) return;
    const slot = this.at(connection.slot);
    const last = slot.pop();
    if (last !== undefined && last !== connection) {
      slot[connection.place] = last;
      last.place = connection.place;
    }
    connection.slot = -1;
    connection.place = -1;
  }

  at(tick: number): Connection[] {
    const slot = this.#slots[tick % this.#slots.length];
    if (slot === undefined) throw new RangeError('A wheel has a slot for every tick');
    return slot;
  }
}

/** Ticks ahead that a deadline can be put; a later one is looked at on the way. */
const HORIZON_TICKS = 400;

/** Who is to be looked at when. A connection is due once at a time: to schedule it again replaces what was planned. */
export class CareWheel {
  readonly #slots: Connection[][] = Array.from({ length: HORIZON_TICKS }, () => []);
  #tick = 0;

  schedule(connection: Connection, in_ms: number): void {
    const ticks = Math.min(HORIZON_TICKS - 1, Math.max(1, Math.ceil(in_ms / TICK_MS)));
    connection.care_tick = this.#tick + ticks;
    this.#slots[connection.care_tick % HORIZON_TICKS]?.push(connection);
  }

  /** Moves one tick on. @returns those whose look is due. */
  turn(): readonly Connection[] {
    this.#tick += 1;
    const at = this.#tick % HORIZON_TICKS;
    const due = (this.#slots[at] ?? []).filter(({ care_tick }) => care_tick === this.#tick);
    this.#slots[at] = [];
    return due;
  }
}
