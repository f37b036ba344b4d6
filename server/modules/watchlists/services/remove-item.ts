import { AppError } from '../../../../contract/errors.ts';
import { RESTORE_WINDOW_MS, type WatchlistItemView } from '../../../../contract/watchlists.ts';
import type { Member } from '../../../platform/actor.ts';
import type { Platform } from '../../../platform/platform.ts';
import { getWatchlistItem } from '../selectors/get-watchlist-item.ts';
import { watchlists } from '../tables.ts';
import { assertRoomForItems, findOne, type ListDoors } from '../watchlist.ts';
import { changeItems } from './change-items.ts';
import { closeItemGaps, placeItem } from './order.ts';

/**
 * Takes a symbol out; `restoreItem` puts it back for RESTORE_WINDOW_MS.
 * @returns the item as it was.
 * @throws AppError `watchlist_unknown`, `watchlist_item_unknown`.
 */
export async function removeItem(
  platform: Platform,
  doors: ListDoors,
  actor: Member,
  input: { readonly id: string; readonly symbol: string },
): Promise<WatchlistItemView> {
  const instrument = findOne(doors, input.symbol);
  await changeItems(platform, doors, actor, input.id, async (tx) => {
    const removed = await watchlists(tx)
      .updateTable('watchlist_items')
      .where('watchlist_id', '=', input.id)
      .where('instrument_id', '=', instrument.id)
      .where('removed_at', 'is', null)
      .set({ removed_at: platform.clock.now() })
      .executeTakeFirst();
    if (removed.numUpdatedRows === 0n) throw new AppError('watchlist_item_unknown', { symbol: instrument.symbol });
    await closeItemGaps(tx, input.id);
  });
  return getWatchlistItem(platform, doors, { watchlist_id: input.id, instrument });
}

/**
 * Undoes a removal: note, marks, price at add and place come back.
 * @throws AppError `watchlist_unknown`, `watchlist_item_unknown` (also when the window is over), `watchlist_item_exists`, `watchlist_items_limit`.
 */
export async function restoreItem(
  platform: Platform,
  doors: ListDoors,
  actor: Member,
  input: { readonly id: string; readonly symbol: string },
): Promise<WatchlistItemView> {
  const instrument = findOne(doors, input.symbol);
  const since = platform.clock.ms() - RESTORE_WINDOW_MS;
  await changeItems(platform, doors, actor, input.id, async (tx, list) => {
    const item = await watchlists(tx)
      .selectFrom('watchlist_items')
      .where('watchlist_id', '=', input.id)
      .where('instrument_id', '=', instrument.id)
      .select(['position', 'removed_at'])
      .executeTakeFirst();
    if (item === undefined) throw new AppError('watchlist_item_unknown', { symbol: instrument.symbol });
    if (item.removed_at === null) throw new AppError('watchlist_item_exists', { symbol: instrument.symbol });
    if (item.removed_at.getTime() < since) throw new AppError('watchlist_item_unknown', { symbol: instrument.symbol });
    assertRoomForItems(actor, list.item_count + 1);
    await watchlists(tx)
      .updateTable('watchlist_items')
      .where('watchlist_id', '=', input.id)
      .where('instrument_id', '=', instrument.id)
      .set({ removed_at: null })
      .execute();
    await placeItem(tx, input.id, instrument.id, item.position);
  });
  return getWatchlistItem(platform, doors, { watchlist_id: input.id, instrument });
}
