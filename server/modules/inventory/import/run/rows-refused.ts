import type { Trouble } from './row-error.ts';

/** Chunks that are tried again: each time at least one more row is left out. */
const TRIES_MAX = 20;

/** What the database refuses of some rows, found while they were written: the transaction is to be run again without. */
export class RowsRefused extends Error {
  override readonly name = 'RowsRefused';
  /** By line. */
  readonly troubles: ReadonlyMap<number, Trouble>;
  constructor(troubles: ReadonlyMap<number, Trouble>) {
    super(`${troubles.size} rows were refused`);
    this.troubles = troubles;
  }
}

/** Runs `work` until no row of it is refused, each time without those that were. */
export async function retryRefused<Result>(
  work: (refused: ReadonlyMap<number, Trouble>) => Promise<Result>,
): Promise<Result> {
  const refused = new Map<number, Trouble>();
  for (let tries = 1; ; tries += 1)
    try {
      return await work(refused);
    } catch (error) {
      if (!(error instanceof RowsRefused) || tries === TRIES_MAX) throw error;
      for (const [line, trouble] of error.troubles) refused.set(line, trouble);
    }
}
