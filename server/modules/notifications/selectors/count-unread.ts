import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/db/transaction.ts';
import { notifications } from '../tables.ts';

/** Unread notifications of each of these users; users without any are left out. */
export async function countUnread(handle: Db | Tx, user_ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await notifications(handle)
    .selectFrom('inbox')
    .where(sql<boolean>`user_id = ANY(${user_ids}::uuid[])`)
    .where('in_app', '=', true)
    .where('read_at', 'is', null)
    .groupBy('user_id')
    .select(['user_id', (eb) => eb.fn.countAll<string>().as('unread')])
    .execute();
  return new Map(rows.map(({ user_id, unread }) => [user_id, Number(unread)]));
}
