/** A look that fails takes so many times fewer the next time; one that works as many times more. */
const STEP = 8;

/** How many listings a look takes: fewer after each that failed, down to one. */
export interface LookSize {
  limit(): number;
  worked(): void;
  /** @returns whether there is something to be gained by looking again at once. */
  failed(): boolean;
}

export function createLookSize(most: number): LookSize {
  let limit = most;
  return {
    limit: () => limit,
    worked: () => {
      limit = Math.min(most, limit * STEP);
    },
    failed: () => {
      const canShrink = limit > 1;
      limit = Math.max(1, Math.floor(limit / STEP));
      return canShrink;
    },
  };
}
