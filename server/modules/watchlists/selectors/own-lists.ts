import type { Db, Tx } from '../../../platform/db/transaction.ts';
import { watchlists } from '../tables.ts';

/** All lists of one owner by id and name, those that can still be restored among them. */
export async function ownLists(
  handle: Db | Tx,
  user_id: string,
): Promise<readonly { readonly id: string; readonly name: string; readonly deleted: boolean }[]> {
  const rows = await watchlists(handle)
    .selectFrom('watchlists')
    .where('user_id', '=', user_id)
    .select(['id', 'name', 'deleted_at'])
    .execute();
  return rows.map(({ id, name, deleted_at }) => ({ id, name, deleted: deleted_at !== null }));
}
