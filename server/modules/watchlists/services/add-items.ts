import type { Instrument } from '../../market/index.ts';
import { AppError } from '../../../../contract/errors.ts';
import type { BodyOf } from '../../../../contract/schemas.ts';
import type { WatchlistItemView, WatchlistView } from '../../../../contract/watchlists.ts';
import type { Member } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { getWatchlist } from '../selectors/get-watchlist.ts';
import { getWatchlistItem } from '../selectors/get-watchlist-item.ts';
import { watchlists } from '../tables.ts';
import { assertMarksOrdered, assertRoomForItems, findAll, findOne, type ListDoors } from '../watchlist.ts';
import { changeItems } from './change-items.ts';
import { insertItems } from './insert-items.ts';
import { placeItem } from './order.ts';

/**
 * Adds one symbol, at the end or at `position`, with its note and marks.
 * @throws AppError `watchlist_unknown`, `instrument_unknown`, `watchlist_item_exists`, `watchlist_items_limit`, `watchlist_marks_crossed`.
 */
export async function addItem(
  platform: Platform,
  doors: ListDoors,
  actor: Member,
  input: { readonly id: string } & BodyOf<'addWatchlistItem'>,
): Promise<WatchlistItemView> {
  const { id, symbol, note = '', section = '', flag = null, price_above = null, price_below = null, position } = input;
  const instrument = findOne(doors, symbol);
  assertMarksOrdered(price_above, price_below);
  await changeItems(platform, doors, actor, id, async (tx, list) => {
    const [present] = await presentOf(tx, id, [instrument]);
    if (present !== undefined) {
      throw new AppError('watchlist_item_exists', { pointer: '/symbol', symbol: present.symbol });
    }
    assertRoomForItems(actor, list.item_count + 1);
    const at = platform.clock.now();
    await insertItems(tx, doors, { watchlist_id: id, instruments: [instrument], first_position: list.item_count, at });
    await watchlists(tx)
      .updateTable('watchlist_items')
      .where('watchlist_id', '=', id)
      .where('instrument_id', '=', instrument.id)
      .set({ note, section, flag, price_above, price_below })
      .execute();
    if (position !== undefined) await placeItem(tx, id, instrument.id, position);
  });
  return getWatchlistItem(platform, doors, { watchlist_id: id, instrument });
}

/**
 * Adds every symbol at the end, or none.
 * @throws AppError `watchlist_unknown`, `symbols_unknown` and `watchlist_items_exist` (each naming every symbol that fails), `watchlist_items_limit`.
 */
export async function addItems(
  platform: Platform,
  doors: ListDoors,
  actor: Member,
  input: { readonly id: string } & BodyOf<'addWatchlistItems'>,
): Promise<WatchlistView> {
  const { id, symbols } = input;
  await changeItems(platform, doors, actor, id, async (tx, list) => {
    const instruments = findAll(doors, symbols);
    const present = await presentOf(tx, id, instruments);
    if (present.length > 0) {
      const named = present.map((instrument) => instrument.symbol);
      throw new AppError('watchlist_items_exist', {
        pointer: '/symbols',
        symbols: named,
        detail: `Already in "${list.name}": ${named.join(', ')}.`,
      });
    }
    assertRoomForItems(actor, list.item_count + instruments.length);
    const at = platform.clock.now();
    await insertItems(tx, doors, { watchlist_id: id, instruments, first_position: list.item_count, at });
  });
  return getWatchlist(platform, doors, actor, id);
}

/** Those of `instruments` that the list has already. */
async function presentOf(tx: Tx, watchlist_id: string, instruments: readonly Instrument[]): Promise<Instrument[]> {
  if (instruments.length === 0) return [];
  const rows = await watchlists(tx)
    .selectFrom('watchlist_items')
    .where('watchlist_id', '=', watchlist_id)
    .where('removed_at', 'is', null)
    .where(
      'instrument_id',
      'in',
      instruments.map((instrument) => instrument.id),
    )
    .select('instrument_id')
    .execute();
  const ids = new Set(rows.map((row) => row.instrument_id));
  return instruments.filter((instrument) => ids.has(instrument.id));
}
