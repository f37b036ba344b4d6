import { AppError } from '../../contract/errors.ts';

/**
 * How many pieces of costly work run at once, and how many may wait. A flood of them then costs bounded memory, and
 * leaves threads for everything else; what does not fit is refused at once instead of timing out later.
 */
export interface WorkPool {
  /**
   * Runs `work` when there is room.
   * @throws AppError `unavailable` `{ retry_after_s }` when the queue is full.
   */
  run<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Pieces of work that wait. */
  waiting(): number;
}

/** A client that was refused comes back after this long: a full queue is through by then. */
const RETRY_AFTER_S = 3;

export function createWorkPool(limits: { readonly running_max: number; readonly waiting_max: number }): WorkPool {
  const queue: (() => void)[] = [];
  let running = 0;

  async function enter(): Promise<void> {
    if (running < limits.running_max) {
      running += 1;
      return;
    }
    if (queue.length >= limits.waiting_max) throw new AppError('unavailable', { retry_after_s: RETRY_AFTER_S });
    await new Promise<void>((resolve) => queue.push(resolve));
  }

  /** Hands the place on to whoever waits longest. */
  function leave(): void {
    const next = queue.shift();
    if (next === undefined) running -= 1;
    else next();
  }

  return {
    async run(work) {
      await enter();
      try {
        return await work();
      } finally {
        leave();
      }
    },
    waiting: () => queue.length,
  };
}
