import type { Instrument } from '../../instrument.ts';
import { hash } from './hashing.ts';

/** From `at_ms` on, one old piece is `ratio` new ones. */
export interface PlannedSplit {
  readonly at_ms: number;
  readonly ratio: number;
}

/** One of these splits, once. */
const CANDIDATES = ['COST', 'LLY', 'META', 'NFLX', 'AVGO', 'MSFT', 'GS', 'CAT'];
const FIRST_MS = Date.UTC(2026, 11, 7);
const DAY_MS = 86_400_000;
const DAYS = 20;
const RATIO = 4;

/** The one instrument of this seed that splits. */
export function splitSymbol(seed: number): string {
  return CANDIDATES[hash(seed, 11) % CANDIDATES.length] ?? '';
}

/** The split of this instrument, or null: the seed picks one instrument and one midnight (UTC). */
export function splitOf({ symbol }: Pick<Instrument, 'symbol'>, seed: number): PlannedSplit | null {
  if (symbol !== splitSymbol(seed)) return null;
  return { at_ms: FIRST_MS + (hash(seed, 12) % DAYS) * DAY_MS, ratio: RATIO };
}
