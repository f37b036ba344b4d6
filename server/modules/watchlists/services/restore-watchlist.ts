import { AppError } from '../../../../contract/errors.ts';
import { RESTORE_WINDOW_MS, type WatchlistView } from '../../../../contract/watchlists.ts';
import type { Member } from '../../../platform/actor.ts';
import { inTransaction } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { watchlistChanged } from '../events.ts';
import { getWatchlist } from '../selectors/get-watchlist.ts';
import { watchlists } from '../tables.ts';
import { assertRoomForList, type ListDoors } from '../watchlist.ts';
import { lockOwner } from './lock-watchlist.ts';
import { placeList } from './order.ts';
import { refuseTakenName } from './refuse-taken-name.ts';

/**
 * Brings a deleted list back with its items, at the place it had.
 * @throws AppError `watchlist_unknown` (also when the window is over or it was never deleted), `watchlist_name_taken`, `watchlist_limit`.
 */
export async function restoreWatchlist(
  platform: Platform,
  doors: ListDoors,
  actor: Member,
  id: string,
): Promise<WatchlistView> {
  const since = new Date(platform.clock.ms() - RESTORE_WINDOW_MS);
  await inTransaction(platform.db, async (tx) => {
    const count = await lockOwner(tx, actor);
    const list = await watchlists(tx)
      .selectFrom('watchlists')
      .where('id', '=', id)
      .where('user_id', '=', actor.user_id)
      .where('deleted_at', '>', since)
      .select(['name', 'position'])
      .executeTakeFirst();
    if (list === undefined) throw new AppError('watchlist_unknown', { id });
    assertRoomForList(actor, count);
    await watchlists(tx)
      .updateTable('watchlists')
      .where('id', '=', id)
      .set({ deleted_at: null, updated_at: platform.clock.now() })
      .execute()
      .catch(refuseTakenName(list.name));
    await placeList(tx, actor.user_id, id, list.position);
    await doors.itemsChanged(tx, { watchlist_id: id, user_id: actor.user_id });
    await platform.signals.send(tx, watchlistChanged, { watchlist_id: id, user_id: actor.user_id });
  });
  return getWatchlist(platform, doors, actor, id);
}
