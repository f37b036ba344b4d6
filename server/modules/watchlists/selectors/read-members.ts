import type { Db, Tx } from '../../../platform/db/transaction.ts';
import { watchlists } from '../tables.ts';

/** A member of a list with the marks its owner has set on it. */
export interface ListMember {
  readonly instrument_id: string;
  readonly price_above: string | null;
  readonly price_below: string | null;
}

/**
 * Members of lists as the transaction sees them, by list; a deleted list has none. Not scoped by an actor: for those who
 * follow a change that the list's owner has made.
 */
export async function readMembers(
  handle: Db | Tx,
  watchlist_ids: readonly string[],
): Promise<Map<string, readonly ListMember[]>> {
  const members = new Map<string, ListMember[]>(watchlist_ids.map((id) => [id, []]));
  if (watchlist_ids.length === 0) return members;
  const rows = await watchlists(handle)
    .selectFrom('watchlist_items as item')
    .innerJoin('watchlists as list', 'list.id', 'item.watchlist_id')
    .where('item.watchlist_id', 'in', watchlist_ids)
    .where('item.removed_at', 'is', null)
    .where('list.deleted_at', 'is', null)
    .orderBy('item.position')
    .select(['item.watchlist_id', 'item.instrument_id', 'item.price_above', 'item.price_below'])
    .execute();
  for (const { watchlist_id, ...member } of rows) members.get(watchlist_id)?.push(member);
  return members;
}
