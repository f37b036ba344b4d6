import type { Member } from '../../../platform/actor.ts';
import { inTransaction, type Tx } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { watchlistChanged } from '../events.ts';
import { watchlists } from '../tables.ts';
import { AT_THE_END, type ListDoors } from '../watchlist.ts';
import { lockOwner, lockWatchlist } from './lock-watchlist.ts';
import { placeList } from './order.ts';

/** Deleted lists of one owner that can be restored: as many as the largest plan holds. Older ones are erased at once. */
const RESTORABLE_MAX = 50;

/**
 * Deletes a list; `restoreWatchlist` brings it back with its items for RESTORE_WINDOW_MS, unless RESTORABLE_MAX others
 * were deleted after it: making and deleting lists without end fills no table.
 * @returns the name it had.
 * @throws AppError `watchlist_unknown`.
 */
export async function deleteWatchlist(
  platform: Platform,
  doors: Pick<ListDoors, 'itemsChanged'>,
  actor: Member,
  id: string,
): Promise<string> {
  return inTransaction(platform.db, async (tx) => {
    await lockOwner(tx, actor);
    const list = await lockWatchlist(tx, actor, id);
    await watchlists(tx)
      .updateTable('watchlists')
      .where('id', '=', id)
      .set({ deleted_at: platform.clock.now() })
      .execute();
    await eraseOldest(tx, actor);
    await placeList(tx, actor.user_id, null, AT_THE_END);
    await doors.itemsChanged(tx, { watchlist_id: id, user_id: actor.user_id });
    await platform.signals.send(tx, watchlistChanged, { watchlist_id: id, user_id: actor.user_id });
    return list.name;
  });
}

async function eraseOldest(tx: Tx, actor: Member): Promise<void> {
  await watchlists(tx)
    .deleteFrom('watchlists')
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('watchlists')
        .where('user_id', '=', actor.user_id)
        .where('deleted_at', 'is not', null)
        .orderBy('deleted_at', 'desc')
        .orderBy('id', 'desc')
        .offset(RESTORABLE_MAX)
        .select('id'),
    )
    .execute();
}
