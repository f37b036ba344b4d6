import { AppError } from '../../../../contract/errors.ts';
import type { BodyOf } from '../../../../contract/schemas.ts';
import type { WatchlistItemView } from '../../../../contract/watchlists.ts';
import type { Member } from '../../../platform/actor.ts';
import type { Platform } from '../../../platform/platform.ts';
import { getWatchlistItem } from '../selectors/get-watchlist-item.ts';
import { watchlists } from '../tables.ts';
import { assertMarksOrdered, findOne, type ListDoors } from '../watchlist.ts';
import { changeItems } from './change-items.ts';
import { placeItem } from './order.ts';

/**
 * Changes what is sent of note, marks and place; null clears a mark.
 * @throws AppError `watchlist_unknown`, `watchlist_item_unknown`, `watchlist_marks_crossed`.
 */
export async function updateItem(
  platform: Platform,
  doors: ListDoors,
  actor: Member,
  input: { readonly id: string; readonly symbol: string } & BodyOf<'updateWatchlistItem'>,
): Promise<WatchlistItemView> {
  const { id, symbol, position, note, section, flag, price_above, price_below } = input;
  const instrument = findOne(doors, symbol);
  await changeItems(platform, doors, actor, id, async (tx) => {
    const item = await watchlists(tx)
      .selectFrom('watchlist_items')
      .where('watchlist_id', '=', id)
      .where('instrument_id', '=', instrument.id)
      .where('removed_at', 'is', null)
      .select(['note', 'section', 'flag', 'price_above', 'price_below'])
      .executeTakeFirst();
    if (item === undefined) throw new AppError('watchlist_item_unknown', { symbol: instrument.symbol });
    const changed = {
      note: note ?? item.note,
      section: section ?? item.section,
      flag: flag === undefined ? item.flag : flag,
      price_above: price_above === undefined ? item.price_above : price_above,
      price_below: price_below === undefined ? item.price_below : price_below,
    };
    assertMarksOrdered(changed.price_above, changed.price_below);
    await watchlists(tx)
      .updateTable('watchlist_items')
      .where('watchlist_id', '=', id)
      .where('instrument_id', '=', instrument.id)
      .set(changed)
      .execute();
    if (position !== undefined) await placeItem(tx, id, instrument.id, position);
  });
  return getWatchlistItem(platform, doors, { watchlist_id: id, instrument });
}
