import type { Instrument } from '../../market/index.ts';
import type { WatchlistItemView } from '../../../../contract/watchlists.ts';
import type { Platform } from '../../../platform/platform.ts';
import { watchlists } from '../tables.ts';
import type { MarketDoor } from '../watchlist.ts';

/** One item as it stands, also right after its removal. Only for a list that the caller has just been let into. */
export async function getWatchlistItem(
  platform: Platform,
  market: MarketDoor,
  item: { readonly watchlist_id: string; readonly instrument: Instrument },
): Promise<WatchlistItemView> {
  const row = await watchlists(platform.db)
    .selectFrom('watchlist_items')
    .where('watchlist_id', '=', item.watchlist_id)
    .where('instrument_id', '=', item.instrument.id)
    .select(['position', 'note', 'section', 'flag', 'price_above', 'price_below', 'price_at_add', 'added_at'])
    .executeTakeFirstOrThrow();
  return {
    symbol: item.instrument.symbol,
    ...row,
    added_at: row.added_at.toISOString(),
    instrument: market.view(item.instrument),
    quote: market.quote(item.instrument),
  };
}
