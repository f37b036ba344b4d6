/**
 * What an entry waits for. Edges ask that the price stood on the other side before; levels and armings hold for any price
 * at or beyond theirs. `arm_*`: of a waiting target.
 */
export const LEVEL_KINDS = {
  edge_up: 0,
  edge_down: 1,
  edge_both: 2,
  level_up: 3,
  level_down: 4,
  arm_up: 5,
  arm_down: 6,
} as const;
export type LevelKind = (typeof LEVEL_KINDS)[keyof typeof LEVEL_KINDS];

/** A reference is the target's number with the kind in its lowest bits. */
export const KIND_BITS = 3;
export const KIND_MASK = 7;
/** Targets with a higher number do not fit a reference: they are watched one by one. */
export const TARGET_NO_MAX = 2 ** 29 - 1;

/** One threshold in a book. `level` is scaled: whole, or a half where it stands between two prices. */
export interface Entry {
  readonly book: number;
  readonly level: number;
  readonly kind: LevelKind;
  readonly no: number;
}

export function refOf(no: number, kind: LevelKind): number {
  return ((no << KIND_BITS) | kind) >>> 0;
}

/** Whether a price has what an arming waits for. */
export function isAt(kind: LevelKind, level: number, price: number): boolean {
  if (kind === LEVEL_KINDS.arm_up) return price >= level;
  return kind === LEVEL_KINDS.arm_down && price <= level;
}
