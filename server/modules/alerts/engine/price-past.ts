const MINUTE_MS = 60_000;
/** A day of one print a second, and room to spare. */
const PRINTS_MAX = 120_000;

/** Up to where the past is to be read: what comes after it is heard. */
export interface PastEnd {
  /** False: nothing was before. */
  readonly is_any: boolean;
  readonly to_ms: number;
  /** The day's range so far; `day` is -1 where there is none. */
  readonly day: number;
  readonly high: number;
  readonly low: number;
}

/** The past of an instrument before the first print was heard; prices are scaled. */
export interface LoadedPast {
  /** Oldest first: the close of each minute, at its end. */
  readonly prints: readonly { readonly at_ms: number; readonly price: number }[];
  /** Trading days before today. */
  readonly days: readonly { readonly day: number; readonly high: number; readonly low: number }[];
}

/** What came before the past was loaded, by numbers of the journal. */
interface Missed {
  readonly heard_from: number;
  readonly of_target: ReadonlyMap<number, number>;
}

interface DayRange {
  high: number;
  low: number;
}

/**
 * What rolling windows look back on. Kept only where a rule has one. Until what was before is loaded, no window is looked
 * at: the prints that come meanwhile are met once it is.
 */
export class PricePast {
  #at_ms: number[] = [];
  #prices: number[] = [];
  readonly #days = new Map<number, DayRange>();
  readonly #window_ms: number;
  #loaded = false;
  /** Number of the first print that came before the past was loaded; null: none. */
  #heard_from: number | null = null;
  /** Of each target, the first print that it has not met for want of a past. */
  readonly #missed = new Map<number, number>();

  /** How far it reaches back: the longest windows. */
  readonly minutes: number;
  readonly days: number;
  readonly end: PastEnd;

  constructor({ minutes, days }: { readonly minutes: number; readonly days: number }, end: PastEnd) {
    this.minutes = minutes;
    this.days = days;
    this.end = end;
    this.#window_ms = minutes * MINUTE_MS;
  }

  get loaded(): boolean {
    return this.#loaded;
  }

  /** A print that came before the past was loaded. */
  hear(seq: number): void {
    this.#heard_from ??= seq;
  }

  /** A print that a target would have met. */
  miss(no: number, seq: number): void {
    this.#missed.set(no, Math.min(this.#missed.get(no) ?? seq, seq));
  }

  /** Takes what was before. @returns what is to be heard and met now. */
  load({ prints, days }: LoadedPast): Missed {
    this.#loaded = true;
    this.#at_ms = prints.map(({ at_ms }) => at_ms);
    this.#prices = prints.map(({ price }) => price);
    for (const { day, high, low } of days) this.#widen(day, high, low);
    return { heard_from: this.#heard_from ?? Number.POSITIVE_INFINITY, of_target: this.#missed };
  }

  add(price: number, at_ms: number, day: number): void {
    this.#widen(day, price, price);
    if (this.#window_ms === 0) return;
    this.#at_ms.push(at_ms);
    this.#prices.push(price);
    if (this.#at_ms.length > PRINTS_MAX || this.#at_ms.length % 1_024 === 0) this.#drop(at_ms - this.#window_ms);
  }

  /** The newest price at or before so many minutes before a time; null where none is known. */
  before(at_ms: number, minutes: number): number | null {
    const until_ms = at_ms - minutes * MINUTE_MS;
    const after = this.#firstAfter(until_ms);
    return after === 0 ? null : (this.#prices[after - 1] ?? null);
  }

  /** The highest or lowest price of the last trading days before today and of today so far; null before the past is known. */
  extreme(side: 'high' | 'low', { days, today }: { readonly days: number; readonly today: number }): number | null {
    const known = [...this.#days.keys()].filter((day) => day <= today).sort((a, b) => b - a);
    const counted = known.slice(0, known[0] === today ? days + 1 : days);
    const ranges = counted.map((day) => this.#days.get(day)?.[side] ?? Number.NaN);
    if (!this.#loaded || ranges.length === 0) return null;
    return side === 'high' ? Math.max(...ranges) : Math.min(...ranges);
  }

  #widen(day: number, high: number, low: number): void {
    const range = this.#days.get(day);
    if (range === undefined) this.#days.set(day, { high, low });
    else {
      range.high = Math.max(range.high, high);
      range.low = Math.min(range.low, low);
    }
  }

  /** Drops what no window reaches; the newest price before the window stays, for it is the price at its start. */
  #drop(before_ms: number): void {
    const unneeded = Math.max(this.#firstAfter(before_ms) - 1, this.#at_ms.length - PRINTS_MAX, 0);
    this.#at_ms = this.#at_ms.slice(unneeded);
    this.#prices = this.#prices.slice(unneeded);
  }

  #firstAfter(at_ms: number): number {
    let low = 0;
    let high = this.#at_ms.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#at_ms[middle] ?? 0) <= at_ms) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
