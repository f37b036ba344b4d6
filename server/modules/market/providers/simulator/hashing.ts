/** Hashed randomness: the same numbers in, the same number out, in any order and any process. */

const GOLDEN = 0x9e3779b1;

/** 32 well-mixed bits of two whole numbers (the finalizer of MurmurHash3). */
export function hash(a: number, b: number): number {
  let mixed = Math.imul(a ^ Math.imul(b, GOLDEN), 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed ^ (b >>> 16), 0xc2b2ae35);
  mixed ^= mixed >>> 16;
  mixed = Math.imul(mixed, GOLDEN);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

/** 32 bits of a text (FNV-1a, mixed). */
export function hashText(text: string, seed: number): number {
  let value = 0x811c9dc5 ^ seed;
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return hash(value, seed);
}

/** Even in [0, 1). */
export function uniform(a: number, b: number): number {
  return hash(a, b) / 2 ** 32;
}

/** The sum of four even numbers of 16 bits has this deviation; it is a normal but for its tails, which end at 3.5. */
const SUM_SD = 2 ** 16 / Math.sqrt(3);
const SUM_MEAN = 2 * (2 ** 16 - 1);

/** No draw of `normal` lies further from 0. */
export const NORMAL_MAX = SUM_MEAN / SUM_SD;

/** Nearly normal with mean 0 and deviation 1, at the price of two hashes. */
export function normal(a: number, b: number): number {
  const first = hash(a, b);
  const second = hash(first, b ^ 0x51ed27);
  return ((first & 0xffff) + (first >>> 16) + (second & 0xffff) + (second >>> 16) - SUM_MEAN) / SUM_SD;
}
