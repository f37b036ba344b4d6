/** Amounts are whole minor units of a currency; in between they are exact fractions, and rounded once. */

const WHOLE_BP = 10_000n;

/** `amount * numerator / denominator`, halves up. All of it at least 0. */
export function portionOf(amount: number, numerator: number | bigint, denominator: number | bigint): number {
  const below = BigInt(denominator);
  return Number((2n * BigInt(amount) * BigInt(numerator) + below) / (2n * below));
}

/** A share in hundredths of a percent, halves up: 1999 at 1900 is 380. */
export function shareOf(amount: number, bp: number): number {
  return portionOf(amount, bp, WHOLE_BP);
}

/** What of an amount that includes it is a share of what is left: 11900 with 1900 inside is 1900. */
export function shareWithin(amount: number, bp: number): number {
  return portionOf(amount, bp, WHOLE_BP + BigInt(bp));
}

/**
 * Deals an amount out by weight, to the last unit: each gets its share rounded down, and what is left goes one by one to
 * those who lost most by that; among equals the first. Nobody gets more than their weight where the amount is at most
 * all weights together.
 *
 * @returns as many parts as weights; their sum is the amount, or 0 where all weights are 0.
 */
export function allocate(amount: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (whole === 0n) return weights.map(() => 0);
  const parts = weights.map((weight, place) => {
    const exact = BigInt(amount) * BigInt(weight);
    return { place, floor: exact / whole, lost: exact % whole };
  });
  const left = Number(BigInt(amount) - parts.reduce((sum, { floor }) => sum + floor, 0n));
  const luckier = parts
    .toSorted((a, b) => (a.lost === b.lost ? a.place - b.place : a.lost > b.lost ? -1 : 1))
    .slice(0, left);
  const lucky = new Set(luckier.map(({ place }) => place));
  return parts.map(({ place, floor }) => Number(floor) + (lucky.has(place) ? 1 : 0));
}

export function sumOf(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}
