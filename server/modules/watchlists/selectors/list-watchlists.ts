import { sql } from 'kysely';
import { z } from 'zod';
import type { QueryOf } from '../../../../contract/schemas.ts';
import type { WatchlistSummaryView } from '../../../../contract/watchlists.ts';
import type { Meta } from '../../../../contract/envelope.ts';
import type { Member } from '../../../platform/actor.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import type { Platform } from '../../../platform/platform.ts';
import { watchlists } from '../tables.ts';

const Place = z.tuple([z.int(), z.uuid()]);

/** The actor's lists in their order, with how many items each has. */
export async function listWatchlists(
  platform: Platform,
  actor: Member,
  page: QueryOf<'listWatchlists'>,
): Promise<{ readonly data: WatchlistSummaryView[]; readonly meta: Meta }> {
  const key = platform.secrets.derive('cursors');
  const after = page.cursor === undefined ? null : decodeCursor(key, page.cursor, Place);
  const rows = await watchlists(platform.db)
    .selectFrom('watchlists as list')
    .where('user_id', '=', actor.user_id)
    .where('deleted_at', 'is', null)
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(list.position, list.id) > (${after?.[0]}::int, ${after?.[1]}::uuid)`),
    )
    .orderBy('position')
    .orderBy('id')
    .limit(page.limit + 1)
    .select((eb) => [
      'id',
      'name',
      'position',
      'created_at',
      'updated_at',
      eb
        .selectFrom('watchlist_items as item')
        .whereRef('item.watchlist_id', '=', 'list.id')
        .where('item.removed_at', 'is', null)
        .select(sql<number>`count(*)::int`.as('count'))
        .$asScalar()
        .as('item_count'),
    ])
    .execute();
  const has_more = rows.length > page.limit;
  const data = rows.slice(0, page.limit).map((row) => ({
    id: row.id,
    name: row.name,
    position: row.position,
    item_count: row.item_count ?? 0,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  }));
  const last = data.at(-1);
  const next_cursor = has_more && last !== undefined ? encodeCursor(key, [last.position, last.id]) : null;
  return { data, meta: { limit: page.limit, has_more, next_cursor } };
}
