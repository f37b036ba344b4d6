import { END_SD, LEVEL_SD, LEVELS, midpoint } from './bridge.ts';
import { normal } from './hashing.ts';

/**
 * The highest and lowest price of a path over a range of steps, without walking every step: intervals of the bridge are
 * halved, and those that cannot hold a new extreme are left out. A Brownian bridge whose ends lie `a` and `b` below a line
 * crosses it with the probability exp(-2ab / variance): where ab is FAR variances, once in 500 million intervals, so that
 * what is found is what a walk over every step finds.
 */

/** One instrument's path: the weighted sum of three walks, and the scatter of its prints. */
export interface Path {
  /** Of the market's, the sector's and its own walk. */
  readonly keys: readonly [number, number, number];
  /** Their squares add up to 1. */
  readonly weights: readonly [number, number, number];
  /** Most that a print lies off the sum. */
  readonly scatter_max: number;
  /** Scaled price at a step where the walks' sum is `sum`. */
  priceAt(step: number, sum: number): number;
  /** The sum below which no price is higher than this one, and above which none is lower, scatter left aside. */
  sumOf(price: number): number;
}

export interface PathRange {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

const FAR = 10;
/** Ranges this short are walked through: looking for what can be left out costs more. */
const SHORT = 64;

/** @param first first and last: whole steps, both included. */
export function pathRange(path: Path, first: number, last: number): PathRange {
  return new Search(path, first, last).run();
}

class Search {
  readonly #path: Path;
  readonly #first: number;
  readonly #last: number;
  readonly #is_long: boolean;
  #open = 0;
  #close = 0;
  #high = Number.NEGATIVE_INFINITY;
  #low = Number.POSITIVE_INFINITY;
  #above = Number.NEGATIVE_INFINITY;
  #below = Number.POSITIVE_INFINITY;
  /** Per level, the three walks at the start of an interval and at the start of the next. */
  readonly #ends = new Float64Array(6 * (LEVELS + 1));
  readonly #w0: number;
  readonly #w1: number;
  readonly #w2: number;
  /** FAR times the variance of an interval of each level. */
  readonly #far: Float64Array;

  constructor(path: Path, first: number, last: number) {
    this.#path = path;
    [this.#w0, this.#w1, this.#w2] = path.weights;
    this.#first = first;
    this.#last = last;
    this.#is_long = last - first > SHORT;
    // A level's midpoint deviation is half the root of its parent interval.
    this.#far = Float64Array.from({ length: LEVELS + 1 }, (_, level) => FAR * 4 * (LEVEL_SD[level + 1] ?? 0) ** 2);
  }

  run(): PathRange {
    // The ends come first: they are wanted in any case, and most of the range is left out with their help.
    if (this.#is_long) for (const step of [this.#first, this.#last]) this.#descendTo(step, step);
    this.#descendTo(this.#first, this.#last);
    return { open: this.#open, high: this.#high, low: this.#low, close: this.#close };
  }

  #descendTo(first: number, last: number): void {
    for (let block = first >>> LEVELS; block <= last >>> LEVELS; block += 1) {
      for (let walk = 0; walk < 3; walk += 1) {
        const key = this.#path.keys[walk] ?? 0;
        this.#ends[walk] = END_SD * normal(key, block);
        this.#ends[walk + 3] = END_SD * normal(key, block + 1);
      }
      this.#visit(0, block, first, last);
    }
  }

  #visit(level: number, place: number, first: number, last: number): void {
    const left = this.#sum(6 * level);
    const right = this.#sum(6 * level + 3);
    if (this.#is_long && this.#isInside(level, left, right)) return;
    if (level === LEVELS) return this.#take(place, left);
    // Of two halves the one that lies further out comes first.
    const rises = right > left;
    const outer = this.#above - Math.max(left, right) < Math.min(left, right) - this.#below;
    const first_half = rises === outer ? 1 : 0;
    this.#enter(level + 1, 2 * place + first_half, first, last);
    this.#enter(level + 1, 2 * place + 1 - first_half, first, last);
  }

  #enter(level: number, place: number, first: number, last: number): void {
    const size = 2 ** (LEVELS - level);
    const start = place * size;
    if (start > last || start + size <= first) return;
    const ends = this.#ends;
    const is_right = (place & 1) === 1;
    for (let walk = 0; walk < 3; walk += 1) {
      const parent = 6 * (level - 1) + walk;
      const left = ends[parent] ?? 0;
      const right = ends[parent + 3] ?? 0;
      const key = this.#path.keys[walk] ?? 0;
      const middle = (left + right) / 2 + midpoint(key, level, place | 1);
      ends[parent + 6] = is_right ? middle : left;
      ends[parent + 9] = is_right ? right : middle;
    }
    this.#visit(level, place, first, last);
  }

  /** Nothing between two ends is a new extreme. */
  #isInside(level: number, left: number, right: number): boolean {
    const { scatter_max } = this.#path;
    const far = this.#far[level] ?? 0;
    const up_left = this.#above - scatter_max - left;
    const up_right = this.#above - scatter_max - right;
    if (up_left <= 0 || up_right <= 0 || up_left * up_right < far) return false;
    const down_left = left - this.#below - scatter_max;
    const down_right = right - this.#below - scatter_max;
    return down_left > 0 && down_right > 0 && down_left * down_right >= far;
  }

  #take(step: number, sum: number): void {
    const price = this.#path.priceAt(step, sum);
    if (step === this.#first) this.#open = price;
    if (step === this.#last) this.#close = price;
    if (price > this.#high) {
      this.#high = price;
      this.#above = this.#path.sumOf(price);
    }
    if (price < this.#low) {
      this.#low = price;
      this.#below = this.#path.sumOf(price);
    }
  }

  #sum(cell: number): number {
    const ends = this.#ends;
    return this.#w0 * (ends[cell] ?? 0) + this.#w1 * (ends[cell + 1] ?? 0) + this.#w2 * (ends[cell + 2] ?? 0);
  }
}
