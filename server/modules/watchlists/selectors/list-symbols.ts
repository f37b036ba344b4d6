import { Id } from '../../../../contract/fields.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Platform } from '../../../platform/platform.ts';
import { watchlists } from '../tables.ts';
import type { MarketDoor } from '../watchlist.ts';

/**
 * Symbols of one of the actor's lists in their order, or null when the actor has no such list.
 * @param id as a socket's client sends it: any text. Another spelling than ours would never hear of a change.
 */
export async function listSymbols(
  platform: Platform,
  market: Pick<MarketDoor, 'byId'>,
  actor: Actor,
  id: string,
): Promise<readonly string[] | null> {
  if (actor.kind !== 'member' || Id.safeParse(id).data !== id) return null;
  const rows = await watchlists(platform.db)
    .selectFrom('watchlists as list')
    .leftJoin('watchlist_items as item', (join) =>
      join.onRef('item.watchlist_id', '=', 'list.id').on('item.removed_at', 'is', null),
    )
    .where('list.id', '=', id)
    .where('list.user_id', '=', actor.user_id)
    .where('list.deleted_at', 'is', null)
    .orderBy('item.position')
    .select('item.instrument_id')
    .execute();
  if (rows.length === 0) return null;
  return rows.flatMap((row) => (row.instrument_id === null ? [] : (market.byId(row.instrument_id)?.symbol ?? [])));
}
