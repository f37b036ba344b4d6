/**
 * Pieces of a US share in a round lot, by its price in dollars: fewer are an odd lot, whose price says little of what the
 * paper is worth and moves no last price on the tape (Regulation NMS, rule 600(b)(93), in force since November 2025).
 * The rule takes the mean price of a month; the current one differs from it only close to a step.
 */
const TIERS = [
  { above: 10_000, pieces: 1 },
  { above: 1_000, pieces: 10 },
  { above: 250, pieces: 40 },
] as const;
const USUAL_PIECES = 100;

/** @param size in pieces; 0 where the source tells none, which is no odd lot. @param price in dollars. */
export function isOddLot(size: number, price: number): boolean {
  const lot = TIERS.find(({ above }) => price > above)?.pieces ?? USUAL_PIECES;
  return size > 0 && size < lot;
}
