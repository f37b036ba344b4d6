import type { BodyOf } from '../../../../contract/schemas.ts';
import type { WatchlistView } from '../../../../contract/watchlists.ts';
import type { Member } from '../../../platform/actor.ts';
import { inTransaction } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { watchlistChanged } from '../events.ts';
import { getWatchlist } from '../selectors/get-watchlist.ts';
import { watchlists } from '../tables.ts';
import type { MarketDoor } from '../watchlist.ts';
import { lockOwner, lockWatchlist } from './lock-watchlist.ts';
import { placeList } from './order.ts';
import { refuseTakenName } from './refuse-taken-name.ts';

/**
 * Renames a list, moves it among its owner's lists, or both.
 * @throws AppError `watchlist_unknown`, `watchlist_name_taken`.
 */
export async function updateWatchlist(
  platform: Platform,
  market: MarketDoor,
  actor: Member,
  input: { readonly id: string } & BodyOf<'updateWatchlist'>,
): Promise<WatchlistView> {
  const { id, name, position } = input;
  await inTransaction(platform.db, async (tx) => {
    await lockOwner(tx, actor);
    await lockWatchlist(tx, actor, id);
    await watchlists(tx)
      .updateTable('watchlists')
      .where('id', '=', id)
      .set({ updated_at: platform.clock.now(), ...(name === undefined ? {} : { name }) })
      .execute()
      .catch(refuseTakenName(name ?? ''));
    if (position !== undefined) await placeList(tx, actor.user_id, id, position);
    await platform.signals.send(tx, watchlistChanged, { watchlist_id: id, user_id: actor.user_id });
  });
  return getWatchlist(platform, market, actor, id);
}
