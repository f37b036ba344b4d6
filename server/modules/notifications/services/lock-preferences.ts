import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/transaction.ts';
import type { Preference } from '../preference.ts';
import { notifications } from '../tables.ts';

/**
 * Locks the preferences of existing users until the transaction ends, and makes those that are not there yet. While
 * they are locked nobody else writes notices of these users or marks them as read, so that what is counted is exact.
 * They are locked in the order of their ids: two bursts of the same users queue and never deadlock.
 */
export async function lockPreferences(tx: Tx, user_ids: readonly string[]): Promise<Map<string, Preference>> {
  const users = [...new Set(user_ids)].sort();
  await notifications(tx)
    .insertInto('preferences')
    .columns(['user_id'])
    .expression(sql`SELECT u FROM unnest(${users}::uuid[]) WITH ORDINALITY AS one (u, place) ORDER BY place`)
    .onConflict((conflict) => conflict.column('user_id').doNothing())
    .execute();
  const rows = await notifications(tx)
    .selectFrom('preferences')
    .where(sql<boolean>`user_id = ANY(${users}::uuid[])`)
    .orderBy('user_id')
    .forUpdate()
    .selectAll()
    .execute();
  return new Map(rows.map((row) => [row.user_id, row]));
}
