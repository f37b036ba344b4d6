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
/** Steps in an interval of each level. */
const SIZE_OF_LEVEL = Float64Array.from({ length: LEVELS + 1 }, (_, level) => 2 ** (LEVELS - level));
/** FAR times the variance of an interval of each level, whose midpoint's deviation is half the root of it. */
const FAR_OF_LEVEL = Float64Array.from({ length: LEVELS + 1 }, (_, level) => FAR * 4 * (LEVEL_SD[level + 1] ?? 0) ** 2);

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
  /** Steps that are looked for now: the whole range, or one of its ends. */
  #from = 0;
  #to = 0;

  constructor(path: Path, first: number, last: number) {
    this.#path = path;
    this.#first = first;
    this.#last = last;
    this.#is_long = last - first > SHORT;
  }

  run(): PathRange {
    // The ends come first: they are wanted in any case, and most of the range is left out with their help.
    if (this.#is_long) for (const step of [this.#first, this.#last]) this.#descendTo(step, step);
    this.#descendTo(this.#first, this.#last);
    return { open: this.#open, high: this.#high, low: this.#low, close: this.#close };
  }

  #descendTo(from: number, to: number): void {
    this.#from = from;
    this.#to = to;
    for (let block = from >>> LEVELS; block <= to >>> LEVELS; block += 1) {
      this.#visit(0, block, this.#blockEnd(block), this.#blockEnd(block + 1));
    }
  }

  /** Looks through the interval `place` of a level, between whose ends the walks' sum goes from `left` to `right`. */
  #visit(level: number, place: number, left: number, right: number): void {
    const size = SIZE_OF_LEVEL[level] ?? 0;
    const start = place * size;
    if (start > this.#to || start + size <= this.#from) return;
    if (this.#is_long && this.#isInside(level, left, right)) return;
    if (level === LEVELS) return this.#take(place, left);
    const middle = (left + right) / 2 + this.#midpoint(level + 1, 2 * place + 1);
    // Of two halves the one that lies further out comes first.
    const rises = right > left;
    const outer = this.#above - Math.max(left, right) < Math.min(left, right) - this.#below;
    if (rises === outer) {
      this.#visit(level + 1, 2 * place + 1, middle, right);
      this.#visit(level + 1, 2 * place, left, middle);
    } else {
      this.#visit(level + 1, 2 * place, left, middle);
      this.#visit(level + 1, 2 * place + 1, middle, right);
    }
  }

  /** Nothing between two ends is a new extreme. */
  #isInside(level: number, left: number, right: number): boolean {
    const { scatter_max } = this.#path;
    const far = FAR_OF_LEVEL[level] ?? 0;
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

  /** The sum of walks is a walk: their midpoints are added up, and halved together. */
  #midpoint(level: number, place: number): number {
    const { keys, weights } = this.#path;
    return (
      weights[0] * midpoint(keys[0], level, place) +
      weights[1] * midpoint(keys[1], level, place) +
      weights[2] * midpoint(keys[2], level, place)
    );
  }

  #blockEnd(block: number): number {
    const { keys, weights } = this.#path;
    const sum =
      weights[0] * normal(keys[0], block) + weights[1] * normal(keys[1], block) + weights[2] * normal(keys[2], block);
    return END_SD * sum;
  }
}
