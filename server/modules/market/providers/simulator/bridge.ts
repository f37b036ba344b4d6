import { normal } from './hashing.ts';

/**
 * A random walk that can be asked for any moment. Time is cut into blocks of about a year. The ends of a block are drawn
 * on their own, and between them the midpoint of every interval is the mean of its ends plus a normal whose size is that
 * of a Brownian bridge, down to single steps (Lévy and Ciesielski). Every draw is a hash of where it stands, so that the
 * walk is a pure function of key and time: the past is computed when it is asked for, and today continues it.
 *
 * Ends have half the variance of a block's walk, so that increments over a block are as wide as the walk's own, while
 * the walk itself stays around zero for ever.
 */

/** The walk moves once per step. */
export const STEP_MS = 4096;
export const LEVELS = 23;
const BLOCK_STEPS = 2 ** LEVELS;
const YEAR_MS = 365.25 * 86_400_000;
/** A block is 398 days; the walk's deviation is 1 over a year. */
const BLOCK_YEARS = (BLOCK_STEPS * STEP_MS) / YEAR_MS;
/** Deviation of a block's end. */
export const END_SD = Math.sqrt(BLOCK_YEARS / 2);
/** Deviation of the midpoint that level `n` adds: half the root of its parent interval. */
export const LEVEL_SD = Float64Array.from({ length: LEVELS + 1 }, (_, level) =>
  level === 0 ? 0 : Math.sqrt(BLOCK_YEARS / 2 ** (level - 1)) / 2,
);

/** The walk of `key` at a step, from nothing. Costs LEVELS + 2 draws. @param step whole steps since 1970, from 0 to below 2 ** 32. */
export function walkAt(key: number, step: number): number {
  const block = step >>> LEVELS;
  let left = END_SD * normal(key, block);
  let right = END_SD * normal(key, block + 1);
  for (let level = 1; level <= LEVELS; level += 1) {
    const place = step >>> (LEVELS - level);
    const middle = (left + right) / 2 + midpoint(key, level, place | 1);
    if (place & 1) left = middle;
    else right = middle;
  }
  return left;
}

/** How far the middle of an interval lies from the mean of its ends: the draw at an odd place of a level. */
export function midpoint(key: number, level: number, place: number): number {
  return (LEVEL_SD[level] ?? 0) * normal(key ^ Math.imul(level, 0x2545f491), place);
}

/**
 * Many walks that go forward together: the ends of the current interval are kept per level, so that one step costs about
 * one draw instead of LEVELS + 2. Gives exactly what `walkAt` gives.
 */
export class Walks {
  readonly #keys: Uint32Array;
  readonly #count: number;
  /** Ends of the interval at `level * count + walk`. */
  readonly #left: Float64Array;
  readonly #right: Float64Array;
  /** Step each walk stands at; -1: nowhere yet. */
  readonly #step: Float64Array;

  constructor(keys: Uint32Array) {
    this.#keys = keys;
    this.#count = keys.length;
    this.#left = new Float64Array(keys.length * (LEVELS + 1));
    this.#right = new Float64Array(keys.length * (LEVELS + 1));
    this.#step = new Float64Array(keys.length).fill(-1);
  }

  /** The walk's value at a step; forward or backward, near or far. */
  at(walk: number, step: number): number {
    const before = this.#step[walk] ?? -1;
    this.#step[walk] = step;
    if (before !== step) this.#descend(walk, step, firstDifference(before, step));
    return this.#left[LEVELS * this.#count + walk] ?? 0;
  }

  /** Computes the levels from the first one on which the path to `step` leaves the kept path. */
  #descend(walk: number, step: number, from_level: number): void {
    const key = this.#keys[walk] ?? 0;
    const lefts = this.#left;
    const rights = this.#right;
    if (from_level === 0) {
      const block = step >>> LEVELS;
      lefts[walk] = END_SD * normal(key, block);
      rights[walk] = END_SD * normal(key, block + 1);
    }
    for (let level = Math.max(1, from_level); level <= LEVELS; level += 1) {
      const parent = (level - 1) * this.#count + walk;
      const cell = parent + this.#count;
      const left = lefts[parent] ?? 0;
      const right = rights[parent] ?? 0;
      const place = step >>> (LEVELS - level);
      const middle = (left + right) / 2 + midpoint(key, level, place | 1);
      lefts[cell] = place & 1 ? middle : left;
      rights[cell] = place & 1 ? right : middle;
    }
  }
}

/** The first level whose intervals at the two steps differ; 0 when even the blocks do. */
function firstDifference(before: number, step: number): number {
  if (before < 0 || before >>> LEVELS !== step >>> LEVELS) return 0;
  const difference = before ^ step;
  return LEVELS - (31 - Math.clz32(difference));
}
