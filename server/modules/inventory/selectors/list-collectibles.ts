import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { CollectibleSummaryView } from '../../../../contract/inventory-collectibles.ts';
import type { ParamsOf, QueryOf } from '../../../../contract/schemas.ts';
import type { Member } from '../../../platform/actor.ts';
import { decodeCursor } from '../../../platform/http/cursor.ts';
import { type PageOf, pageOf } from '../../../platform/http/page.ts';
import type { Platform } from '../../../platform/platform.ts';
import { listingView } from '../listing.ts';
import { asStaff } from '../services/as-staff.ts';
import { filterConditions } from './filter-listings.ts';
import { listingRows } from './listing-rows.ts';

type Query = QueryOf<'listCollectibles'>;

/** What a list is ordered by, as which type it compares, and which way; the id breaks ties. */
interface Sort {
  readonly by: RawBuilder<unknown>;
  readonly type: RawBuilder<unknown>;
  readonly way: 'asc' | 'desc';
}
const byPrice = { by: sql`coalesce(listing.price_minor, -1)`, type: sql`bigint` };
const byNewest: Sort = { by: sql`listing.id`, type: sql`uuid`, way: 'desc' };
const sorts: Partial<Readonly<Record<Query['sort'], Sort>>> = {
  '-created': { by: sql`listing.id`, type: sql`uuid`, way: 'desc' },
  '-updated': { by: sql`listing.updated_at`, type: sql`timestamptz`, way: 'desc' },
  // The beginning of a title is enough to go on from: a cursor has a bound.
  title: { by: sql`lower(left(listing.title, 60))`, type: sql`text`, way: 'asc' },
  price: { ...byPrice, way: 'asc' },
  '-price': { ...byPrice, way: 'desc' },
};

const Place = z.tuple([z.string(), z.uuid()]);

/** @throws AppError `cursor_invalid`, also for a cursor of another vendor or sort; those of `asStaff`. */
export async function listCollectibles(
  platform: Platform,
  actor: Member,
  input: ParamsOf<'listCollectibles'> & Query,
): Promise<PageOf<CollectibleSummaryView>> {
  const { vendor_id, limit, cursor } = input;
  const { by, type, way } = sorts[input.sort] ?? byNewest;
  const key = platform.secrets.derive(`cursor.inventory.collectibles.${vendor_id}.${input.sort}`);
  const found = await asStaff(platform, { actor, vendor_id, route: 'listCollectibles' }, (tx) => {
    // Read behind the walls, so that a stranger's cursor tells them nothing.
    const after = cursor === undefined ? null : decodeCursor(key, cursor, Place);
    let query = listingRows(tx, vendor_id).select(sql<string>`(${by})::text`.as('place'));
    if (after !== null) {
      const than = sql.raw(way === 'asc' ? '>' : '<');
      query = query.where(sql<boolean>`(${by}, listing.id) ${than} (${after[0]}::${type}, ${after[1]}::uuid)`);
    }
    for (const condition of filterConditions(input)) query = query.where(condition);
    return query
      .orderBy(by, way)
      .orderBy('listing.id', way)
      .limit(limit + 1)
      .execute();
  });
  const { rows, meta } = pageOf(found, { limit, key, place: (last) => [last.place, last.id] });
  return { rows: rows.map(listingView), meta };
}
