import type { Instrument, Quotes } from '../../market/index.ts';

/** A split of the prices that an instrument is shown at, as the market knows it. */
export type KnownSplit = Awaited<ReturnType<Quotes['splitsSince']>>[number];

export interface MetSplit {
  readonly instrument: Instrument;
  /** New pieces per old one. */
  readonly ratio: number;
  /** The venue's day of the first print after it, or the day it was told for. */
  readonly day: number;
  /** What owners changed later was said in new pieces already. */
  readonly met_at: Date;
}

/** Relative: sources and a jump of prices tell the same ratio. */
const RATIO_TOLERANCE = 0.001;

export function isSameRatio(one: number, other: number): boolean {
  return Math.abs(one / other - 1) < RATIO_TOLERANCE;
}
