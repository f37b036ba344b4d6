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
import type { VendorTx } from '../tables.ts';
import { finding } from '../tables-finding.ts';
import { summaryConditions } from './filter-listings.ts';
import { gatherFew, gatherSet, oneOf } from './gather-few.ts';
import { listingRows } from './listing-rows.ts';
import { asked, type Hits, searchFor } from './search-listings.ts';

type Query = QueryOf<'listCollectibles'>;

/** What a list is ordered by, as which type it compares, and which way; the id breaks ties. */
interface Sort {
  readonly by: RawBuilder<unknown>;
  readonly type: RawBuilder<unknown>;
  readonly way: 'asc' | 'desc';
}
const byTitle = { by: sql`summary.title_key`, type: sql`text` };
const byPrice = { by: sql`summary.price_key`, type: sql`bigint` };
const byStock = { by: sql`summary.on_hand`, type: sql`bigint` };
const sorts: Readonly<Record<Query['sort'], Sort>> = {
  '-created': { by: sql`summary.listing_id`, type: sql`uuid`, way: 'desc' },
  '-updated': { by: sql`summary.updated_at`, type: sql`timestamptz`, way: 'desc' },
  title: { ...byTitle, way: 'asc' },
  '-title': { ...byTitle, way: 'desc' },
  price: { ...byPrice, way: 'asc' },
  '-price': { ...byPrice, way: 'desc' },
  on_hand: { ...byStock, way: 'asc' },
  '-on_hand': { ...byStock, way: 'desc' },
  sku: { by: sql`summary.sku_key`, type: sql`text`, way: 'asc' },
  set: { by: sql`summary.set_key`, type: sql`text`, way: 'asc' },
};

/** Where a page ended: before or after the exact hits, the sorted value, the id. */
const Place = z.tuple([z.int(), z.string(), z.uuid()]);

/**
 * One page of a vendor's collectibles. With `q`, those whose SKU, barcode, certificate or collector number is the whole
 * of it come first.
 *
 * @throws AppError `cursor_invalid`, also for a cursor of another vendor, sort or search; those of `asStaff`.
 */
export async function listCollectibles(
  platform: Platform,
  actor: Member,
  input: ParamsOf<'listCollectibles'> & Query,
): Promise<PageOf<CollectibleSummaryView>> {
  const { vendor_id, limit, cursor, sort, q = '' } = input;
  const key = platform.secrets.derive(`cursor.inventory.collectibles.${vendor_id}.${sort}.${q}`);
  return asStaff(platform, { actor, vendor_id, route: 'listCollectibles' }, async (tx) => {
    // Read behind the walls, so that a stranger's cursor tells them nothing.
    const after = cursor === undefined ? null : decodeCursor(key, cursor, Place);
    const found = await places(tx, input, after);
    const { rows, meta } = pageOf(found, { limit, key, place: (last) => [last.rank, last.place, last.listing_id] });
    const ids = rows.map((row) => row.listing_id);
    const listings = await listingRows(tx, vendor_id)
      .where((eb) => eb('listing.id', '=', eb.fn.any(eb.val(ids))))
      .execute();
    const views = new Map(listings.map((row) => [row.id, listingView(row)]));
    return { rows: ids.flatMap((id) => views.get(id) ?? []), meta };
  });
}

/** What the search and the filter ask for: the listings themselves where they are few, conditions where they are many. */
async function narrowing(
  tx: VendorTx,
  input: ParamsOf<'listCollectibles'> & Query,
  hits: Hits | null,
): Promise<RawBuilder<boolean>[]> {
  const filter = summaryConditions({ ...input, q: undefined });
  const { vendor_id, q: text = '' } = input;
  const found = hits === null ? [] : [hits.named ?? (await asked(tx, { vendor_id, text, codes: hits.codes }))];
  if (filter.length === 0 || (hits !== null && hits.named !== null)) return [...found, ...filter];
  const ofSet = input.set === undefined ? null : await gatherSet(tx, input.set);
  if (ofSet !== null) return [oneOf(ofSet), ...filter, ...found];
  const few = await gatherFew(tx, vendor_id, filter);
  return few === null ? [...found, ...filter] : [...found, oneOf(few)];
}

/** The page and one more, in order: of each where it stands. */
async function places(tx: VendorTx, input: ParamsOf<'listCollectibles'> & Query, after: z.output<typeof Place> | null) {
  const { by, type, way } = sorts[input.sort];
  const { vendor_id, limit, q } = input;
  const hits = q === undefined ? null : await searchFor(tx, q);
  const rank =
    hits === null
      ? sql<number>`1`
      : sql<number>`CASE WHEN summary.listing_id = ANY(${hits.codes}::uuid[]) THEN 0 ELSE 1 END`;
  let query = finding(tx)
    .selectFrom('listing_summaries as summary')
    .where('summary.vendor_id', '=', vendor_id)
    .select(['summary.listing_id', sql<string>`(${by})::text`.as('place'), rank.as('rank')]);
  for (const condition of await narrowing(tx, input, hits)) query = query.where(condition);
  if (after !== null) {
    const [lastRank, place, id] = after;
    const than = sql.raw(way === 'asc' ? '>' : '<');
    const behind = sql<boolean>`(${by}, summary.listing_id) ${than} (${place}::${type}, ${id}::uuid)`;
    query = query.where(
      hits === null ? behind : sql<boolean>`(${rank} > ${lastRank} OR (${rank} = ${lastRank} AND ${behind}))`,
    );
  }
  // Without exact hits all are of one rank, and an index has them in order.
  if (hits !== null && hits.codes.length > 0) query = query.orderBy(rank);
  return query
    .orderBy(by, way)
    .orderBy('summary.listing_id', way)
    .limit(limit + 1)
    .execute();
}
