import { AppError } from '../../../../contract/errors.ts';
import type { SharedWatchlistView } from '../../../../contract/watchlists.ts';
import type { Platform } from '../../../platform/platform.ts';
import { watchlists } from '../tables.ts';
import type { MarketDoor } from '../watchlist.ts';

/**
 * The list behind a public link, without what its owner keeps to themself.
 * @throws AppError `share_unknown`, also for a revoked link and a deleted list.
 */
export async function getSharedWatchlist(
  platform: Platform,
  market: MarketDoor,
  token: string,
): Promise<SharedWatchlistView> {
  const list = await watchlists(platform.db)
    .selectFrom('shares as share')
    .innerJoin('watchlists as list', 'list.id', 'share.watchlist_id')
    .where('share.token', '=', token)
    .where('list.deleted_at', 'is', null)
    .select(['list.id', 'list.name', 'list.updated_at'])
    .executeTakeFirst();
  if (list === undefined) throw new AppError('share_unknown');
  const rows = await watchlists(platform.db)
    .selectFrom('watchlist_items')
    .where('watchlist_id', '=', list.id)
    .where('removed_at', 'is', null)
    .orderBy('position')
    .select(['instrument_id', 'section'])
    .execute();
  const items = rows.flatMap(({ instrument_id, section }, position) => {
    const instrument = market.byId(instrument_id);
    if (instrument === undefined) return [];
    const { symbol } = instrument;
    return [{ symbol, position, section, instrument: market.view(instrument), quote: market.quote(instrument) }];
  });
  return { name: list.name, updated_at: list.updated_at.toISOString(), items };
}
