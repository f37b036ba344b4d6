import type { Member } from '../../../platform/actor.ts';
import { inTransaction, type Tx } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { watchlistChanged } from '../events.ts';
import { watchlists } from '../tables.ts';
import type { ListDoors } from '../watchlist.ts';
import { type LockedWatchlist, lockWatchlist } from './lock-watchlist.ts';

/**
 * The frame every change to a list's items shares: the list locked, the change made, the list stamped, those who follow
 * it brought in step, the news sent, in one transaction.
 * @throws AppError `watchlist_unknown`.
 */
export async function changeItems<Result>(
  platform: Platform,
  doors: Pick<ListDoors, 'itemsChanged'>,
  actor: Member,
  watchlist_id: string,
  change: (tx: Tx, list: LockedWatchlist) => Promise<Result>,
): Promise<Result> {
  return inTransaction(platform.db, async (tx) => {
    const list = await lockWatchlist(tx, actor, watchlist_id);
    const result = await change(tx, list);
    await watchlists(tx)
      .updateTable('watchlists')
      .where('id', '=', watchlist_id)
      .set({ updated_at: platform.clock.now() })
      .execute();
    await doors.itemsChanged(tx, { watchlist_id, user_id: actor.user_id });
    await platform.signals.send(tx, watchlistChanged, { watchlist_id, user_id: actor.user_id });
    return result;
  });
}
