import { sql } from 'kysely';
import { AppError } from '../../../../contract/errors.ts';
import type { Member } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/transaction.ts';
import { watchlists } from '../tables.ts';

export interface LockedWatchlist {
  readonly id: string;
  readonly name: string;
  readonly position: number;
  readonly item_count: number;
}

/**
 * Locks one of the actor's lists until the transaction ends, so that changes to its order happen one after another.
 * @throws AppError `watchlist_unknown`, also for another's list and a deleted one.
 */
export async function lockWatchlist(tx: Tx, actor: Member, id: string): Promise<LockedWatchlist> {
  const list = await watchlists(tx)
    .selectFrom('watchlists')
    .where('id', '=', id)
    .where('user_id', '=', actor.user_id)
    .where('deleted_at', 'is', null)
    .select(['id', 'name', 'position'])
    .forUpdate()
    .executeTakeFirst();
  if (list === undefined) throw new AppError('watchlist_unknown', { id });
  const { item_count } = await watchlists(tx)
    .selectFrom('watchlist_items')
    .where('watchlist_id', '=', id)
    .where('removed_at', 'is', null)
    .select(sql<number>`count(*)::int`.as('item_count'))
    .executeTakeFirstOrThrow();
  return { ...list, item_count };
}

/**
 * Queues every change to the set of one owner's lists: their number, names and order.
 * @returns how many lists the owner has.
 */
export async function lockOwner(tx: Tx, actor: Member): Promise<number> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('watchlists:' || ${actor.user_id}, 0))`.execute(tx);
  const { count } = await watchlists(tx)
    .selectFrom('watchlists')
    .where('user_id', '=', actor.user_id)
    .where('deleted_at', 'is', null)
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow();
  return count;
}
