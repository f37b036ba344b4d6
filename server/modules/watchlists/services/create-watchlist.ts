import type { BodyOf } from '../../../../contract/schemas.ts';
import type { WatchlistView } from '../../../../contract/watchlists.ts';
import type { Member } from '../../../platform/actor.ts';
import { inTransaction, type Tx } from '../../../platform/db/transaction.ts';
import { newId } from '../../../platform/ids.ts';
import type { Platform } from '../../../platform/platform.ts';
import { watchlistChanged } from '../events.ts';
import { getWatchlist } from '../selectors/get-watchlist.ts';
import { watchlists } from '../tables.ts';
import { assertRoomForItems, assertRoomForList, findAll, type ListDoors } from '../watchlist.ts';
import { insertItems } from './insert-items.ts';
import { lockOwner } from './lock-watchlist.ts';
import { refuseTakenName } from './refuse-taken-name.ts';

/**
 * Makes a list at the end of the owner's lists, with its first symbols if any are named: all of it or nothing.
 * @throws AppError `watchlist_limit`, `watchlist_items_limit`, `watchlist_name_taken`, `symbols_unknown`.
 */
export async function createWatchlist(
  platform: Platform,
  doors: ListDoors,
  actor: Member,
  input: BodyOf<'createWatchlist'>,
): Promise<WatchlistView> {
  const instruments = findAll(doors, input.symbols ?? []);
  assertRoomForItems(actor, instruments.length);
  const id = newId();
  await inTransaction(platform.db, async (tx) => {
    const position = await lockOwner(tx, actor);
    assertRoomForList(actor, position);
    await insertList(tx, actor, { id, name: input.name, position, at: platform.clock.now() });
    await insertItems(tx, doors, { watchlist_id: id, instruments, first_position: 0, at: platform.clock.now() });
    await platform.signals.send(tx, watchlistChanged, { watchlist_id: id, user_id: actor.user_id });
  });
  return getWatchlist(platform, doors, actor, id);
}

async function insertList(
  tx: Tx,
  actor: Member,
  list: { readonly id: string; readonly name: string; readonly position: number; readonly at: Date },
): Promise<void> {
  const { id, name, position, at } = list;
  await watchlists(tx)
    .insertInto('watchlists')
    .values({ id, user_id: actor.user_id, name, position, created_at: at, updated_at: at, deleted_at: null })
    .execute()
    .catch(refuseTakenName(name));
}
