import type { Db, Tx } from '../../../platform/db/transaction.ts';
import { watchlists } from '../tables.ts';

/** Lists of one owner by name; deleted ones are left out. */
export async function ownLists(
  handle: Db | Tx,
  user_id: string,
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  return watchlists(handle)
    .selectFrom('watchlists')
    .where('user_id', '=', user_id)
    .where('deleted_at', 'is', null)
    .select(['id', 'name'])
    .execute();
}

/** Names of lists, those of deleted ones among them. Not scoped by an actor: for lists that one of theirs names. */
export async function listNames(handle: Db | Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await watchlists(handle)
    .selectFrom('watchlists')
    .where('id', 'in', ids)
    .select(['id', 'name'])
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Lists in which anything is marked with a price, with their owners. */
export async function markedLists(
  handle: Db | Tx,
): Promise<readonly { readonly watchlist_id: string; readonly user_id: string }[]> {
  return watchlists(handle)
    .selectFrom('watchlist_items as item')
    .innerJoin('watchlists as list', 'list.id', 'item.watchlist_id')
    .where('item.removed_at', 'is', null)
    .where('list.deleted_at', 'is', null)
    .where((eb) => eb.or([eb('item.price_above', 'is not', null), eb('item.price_below', 'is not', null)]))
    .distinct()
    .select(['item.watchlist_id', 'list.user_id'])
    .execute();
}
