import { AppError } from '../../../../contract/errors.ts';
import type { Platform } from '../../../platform/platform.ts';
import { createWorkPool } from '../../../platform/work-pool.ts';

/** Each holds one of few connections to the database for seconds: the rest is for everybody else. */
const AT_ONCE_MAX = 3;
const WAITING_MAX = 8;
/** Whoever waited longer might be answered after they were told to come again. */
const WAIT_MS_MAX = 2_000;

/** Runs work on many listings when it is its turn. */
type InTurn = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** @returns a runner that throws AppError `unavailable` where too many are at it, or were for too long. */
export function inTurn({ clock }: Pick<Platform, 'clock'>): InTurn {
  const pool = createWorkPool({ running_max: AT_ONCE_MAX, waiting_max: WAITING_MAX });
  return (work) => {
    const asked_at = clock.ms();
    return pool.run(() => {
      if (clock.ms() - asked_at > WAIT_MS_MAX)
        throw new AppError('unavailable', { detail: 'Many listings are being changed at once', retry_after_s: 5 });
      return work();
    });
  };
}
