const DAY_MS = 86_400_000;
/** Without a speed of the user's, a recording of dates passes one date in this time, */
const AUTOMATIC_DATE_MS = 2_000;
/** and no pause of a recording lasts longer than this. */
const AUTOMATIC_PAUSE_MS_MAX = 2_000;

/**
 * When each print of a recording is due. A recorded pause longer than a day, as over a weekend, counts as a day.
 * Without a speed, a recording of dates passes a date in two seconds; one of times passes as it was, with long pauses cut.
 */
export class ReplayPace {
  readonly #speed: number | null;
  #recorded_ms: number | null = null;
  #due_ms = 0;

  /** @param speed recorded seconds in one real second, or null. */
  constructor(speed: number | null) {
    this.#speed = speed;
  }

  /** When a print is due, on the real clock. Prints come in the order of their times. */
  due(print: { readonly at_ms: number; readonly date_only: boolean }, now_ms: number): number {
    if (this.#recorded_ms === null) this.#due_ms = now_ms;
    else if (print.at_ms > this.#recorded_ms)
      this.#due_ms += this.#pause(print.at_ms - this.#recorded_ms, print.date_only);
    this.#recorded_ms = print.at_ms;
    return this.#due_ms;
  }

  #pause(recorded_ms: number, date_only: boolean): number {
    const counted_ms = Math.min(recorded_ms, DAY_MS);
    if (this.#speed !== null) return counted_ms / this.#speed;
    if (date_only) return (counted_ms / DAY_MS) * AUTOMATIC_DATE_MS;
    return Math.min(counted_ms, AUTOMATIC_PAUSE_MS_MAX);
  }
}
