import { sql } from 'kysely';
import { type Db, inTransaction, type Tx } from '../../server/platform/db/transaction.ts';
import { waitFor } from './wait-for.ts';

/**
 * Makes a race happen for certain: `work` is done in a transaction that commits only after `others` wait for its locks.
 * @param waiters how many of the others have to wait before the commit.
 * @returns what the others came to.
 */
export async function holdTransaction<Result>(
  db: Db,
  options: {
    readonly work: (tx: Tx) => Promise<unknown>;
    readonly others: () => Promise<Result>;
    readonly waiters: number;
  },
): Promise<Result> {
  const racing = await inTransaction(db, async (tx) => {
    await options.work(tx);
    const outcome = options.others();
    outcome.catch(() => undefined); // it is the caller's, who awaits it below
    await waitFor(`${options.waiters} to wait for a lock`, async () => {
      const { rows } = await sql<{ waiting: number }>`SELECT count(*)::int AS waiting FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'`.execute(db);
      return (rows[0]?.waiting ?? 0) >= options.waiters;
    });
    return { outcome };
  });
  return racing.outcome;
}
