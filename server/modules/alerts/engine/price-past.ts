const MINUTE_MS = 60_000;
/** A day of one print a second, and room to spare. */
const PRINTS_MAX = 120_000;

/** The past of an instrument before the first print was heard; prices are scaled. */
export interface LoadedPast {
  /** Oldest first: the close of each minute, at its end. */
  readonly prints: readonly { readonly at_ms: number; readonly price: number }[];
  /** Trading days before today. */
  readonly days: readonly { readonly day: number; readonly high: number; readonly low: number }[];
}

interface DayRange {
  high: number;
  low: number;
}

/** What rolling windows look back on. Kept only where a rule has one. */
export class PricePast {
  #at_ms: number[] = [];
  #prices: number[] = [];
  readonly #days = new Map<number, DayRange>();
  readonly #window_ms: number;
  #loaded = false;

  /** How far it reaches back: the longest windows. */
  readonly minutes: number;
  readonly days: number;

  constructor({ minutes, days }: { readonly minutes: number; readonly days: number }) {
    this.minutes = minutes;
    this.days = days;
    this.#window_ms = minutes * MINUTE_MS;
  }

  /** Puts what was before in front of what was heard since. */
  prepend({ prints, days }: LoadedPast): void {
    this.#loaded = true;
    const first_ms = this.#at_ms[0] ?? Number.POSITIVE_INFINITY;
    const earlier = prints.filter(({ at_ms }) => at_ms < first_ms);
    this.#at_ms = [...earlier.map(({ at_ms }) => at_ms), ...this.#at_ms];
    this.#prices = [...earlier.map(({ price }) => price), ...this.#prices];
    for (const { day, high, low } of days) this.#widen(day, high, low);
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
