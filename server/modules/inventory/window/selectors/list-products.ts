import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { type ProductSort, productSorts } from '../../../../../contract/orders-terms.ts';
import type { QueryOf } from '../../../../../contract/schemas.ts';
import type { ProductSummaryView } from '../../../../../contract/shop.ts';
import { decodeCursor } from '../../../../platform/http/cursor.ts';
import { type PageOf, pageOf } from '../../../../platform/http/page.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { all, facetConditions, lowestPrice, otherConditions } from './filter-products.ts';
import { inWindow, type WindowTx } from './in-window.ts';
import { productSummary, readProducts } from './product-rows.ts';
import { NAMED_MAX, searchFor } from './search-products.ts';

type Query = QueryOf<'listProducts'>;
/** `likeness`: of few that a text finds, those first whose title is most like it. */
type Order = ProductSort | 'likeness';

/** What a list is ordered by, as which type it compares, and which way; the id breaks ties. */
interface Sort {
  readonly by: RawBuilder<unknown>;
  readonly type: RawBuilder<unknown>;
  readonly way: 'asc' | 'desc';
}
const byTitle = { by: sql`product.title_key`, type: sql`text` };
/** As the indexes of the table spell them; what is out of stock comes last either way. */
const sorts: Readonly<Record<ProductSort, Sort>> = {
  newest: { by: sql`product.newest_at`, type: sql`timestamptz`, way: 'desc' },
  title: { ...byTitle, way: 'asc' },
  '-title': { ...byTitle, way: 'desc' },
  price: { by: lowestPrice, type: sql`bigint`, way: 'asc' },
  '-price': { by: sql`coalesce(product.price_minor, -1)`, type: sql`bigint`, way: 'desc' },
  set: { by: sql`product.set_key`, type: sql`text`, way: 'asc' },
  last_sale: { by: sql`coalesce(product.last_sale_at, '-infinity')`, type: sql`timestamptz`, way: 'desc' },
};

/** Where a page ended: in which order, the sorted value, the id. */
const Place = z.tuple([z.enum([...productSorts, 'likeness']), z.string(), z.uuid()]);

/**
 * One page of what is on sale, for anybody. Without `sort` the newest come first, or what a search finds by likeness where
 * it finds few; prices are compared in minor units, so that `currency` makes the list one of prices.
 *
 * @throws AppError `cursor_invalid`, also for a cursor of another sort or search.
 */
export async function listProducts(
  platform: Pick<Platform, 'db' | 'secrets'>,
  query: Query,
): Promise<PageOf<ProductSummaryView>> {
  const { limit, cursor, sort, q } = query;
  const key = platform.secrets.derive(`cursor.window.products.${sort ?? ''}.${q ?? ''}`);
  const after = cursor === undefined ? null : decodeCursor(key, cursor, Place);
  return inWindow(platform, async (tx) => {
    const found = await places(tx, query, after);
    const { rows, meta } = pageOf(found, { limit, key, place: (last) => [last.order, last.place, last.id] });
    const products = await readProducts(
      tx,
      rows.map(({ id }) => id),
    );
    return { rows: products.map(productSummary), meta };
  });
}

interface Found {
  readonly order: Order;
  readonly place: string;
  readonly id: string;
}

/** The page and one more, in order: of each where it stands. */
async function places(tx: WindowTx, query: Query, after: z.output<typeof Place> | null): Promise<readonly Found[]> {
  const { q, limit } = query;
  const hits = q === undefined ? null : await searchFor(tx, q);
  if (hits === 'nothing') return [];
  const asked = Object.values(facetConditions(query));
  const conditions = [...otherConditions(query), ...asked];
  const { graded, currency, price_min, price_max } = query;
  const isNarrow = asked.length > 0 || [graded, currency, price_min, price_max].some((one) => one !== undefined);
  const gathered = hits?.gathered ?? null;
  const named = hits?.ids ?? (isNarrow && gathered === null ? await fewOf(tx, conditions) : null);
  const order = after?.[0] ?? query.sort ?? (q !== undefined && named !== null ? 'likeness' : 'newest');
  const { by, type, way } = order === 'likeness' ? likeness(q ?? '') : sorts[order];
  const where = [...conditions];
  if (named !== null) where.push(sql<boolean>`product.id = ANY(${[...named]}::uuid[])`);
  if (hits !== null && hits.ids === null) where.push(gathered ?? hits.met);
  if (after !== null) {
    const than = sql.raw(way === 'asc' ? '>' : '<');
    where.push(sql<boolean>`(${by}, product.id) ${than} (${after[1]}::${type}, ${after[2]}::uuid)`);
  }
  const direction = sql.raw(way);
  const { rows } = await sql<Omit<Found, 'order'>>`
    SELECT product.id, (${by})::text AS place FROM inventory.products AS product WHERE ${all(where)}
    ORDER BY ${by} ${direction}, product.id ${direction} LIMIT ${limit + 1}`.execute(tx);
  return rows.map(({ id, place }) => ({ id, place, order }));
}

/** The products for which all conditions hold, or null where they are more than NAMED_MAX. */
async function fewOf(tx: WindowTx, conditions: readonly RawBuilder<boolean>[]): Promise<readonly string[] | null> {
  const { rows } = await sql<{ ids: string[] | null }>`
    SELECT CASE WHEN cardinality(ids) <= ${NAMED_MAX} THEN ids END AS ids FROM (SELECT array(
      SELECT product.id FROM inventory.products AS product WHERE ${all(conditions)} LIMIT ${NAMED_MAX + 1}) AS ids) AS found`.execute(
    tx,
  );
  return rows[0]?.ids ?? null;
}

/** In steps of a thousandth, so that a place in it reads back as what it was. */
function likeness(text: string): Sort {
  return {
    by: sql`round(similarity(product.title_key, lower(${text})) * 1000)::integer`,
    type: sql`integer`,
    way: 'desc',
  };
}
