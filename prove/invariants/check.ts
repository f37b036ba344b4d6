import { sql } from 'kysely';
import type { Db } from '../../server/platform/db/transaction.ts';
import { factInvariants } from './facts.ts';
import { historyInvariants } from './history.ts';
import type { Invariant } from './invariant.ts';
import { moneyInvariants } from './money.ts';
import { stockInvariants } from './stock.ts';

export const invariants: readonly Invariant[] = [
  ...stockInvariants,
  ...moneyInvariants,
  ...historyInvariants,
  ...factInvariants,
];
/** Rows that are shown of one that is broken. */
const SHOWN_MAX = 3;

/** @returns what is broken, by the invariant's id; empty: everything holds. */
export async function checkInvariants(db: Db): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const { id, promise, broken } of invariants) {
    const { rows } = await broken.execute(db);
    if (rows.length === 0) continue;
    const shown = rows.slice(0, SHOWN_MAX).map((row) => JSON.stringify(row));
    found.set(id, `${id} is broken in ${rows.length} rows (${promise}): ${shown.join(' ')}`);
  }
  return found;
}

/** Deadlocks of this database so far, as PostgreSQL counts them. */
export async function deadlocks(db: Db): Promise<number> {
  // Counts of a connection are added up when it has been idle for a moment, at the latest within a minute.
  const { rows } = await sql<{ deadlocks: number }>`SELECT deadlocks::int AS deadlocks FROM pg_stat_database
    WHERE datname = current_database()`.execute(db);
  return rows[0]?.deadlocks ?? 0;
}
