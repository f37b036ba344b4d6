import { type RawBuilder, sql } from 'kysely';
import { FACET_VALUES_MAX } from '../../../../../contract/inventory-filter.ts';
import type { ProductFacetsView } from '../../../../../contract/shop.ts';
import { all, facetConditions, otherConditions, type ProductFacet, type ProductFilter } from './filter-products.ts';
import type { WindowTx } from './in-window.ts';
import { searchFor } from './search-products.ts';

/** Enough to count a quarter of a million products in memory: with less, they are sorted on the disk. */
const WORK_MEM = '64MB';

/** Where products of one set are alike, and where those are that no other facet tells apart; vendors are counted apart. */
const parts = {
  set_part: ['set_code', 'set_name'],
  rest_part: ['kind', 'game', 'conditions', 'finish', 'language', 'rarity'],
} as const;
type Part = keyof typeof parts;

/**
 * How many products a filter leaves, and how many of them have each value of these facets: the most frequent first,
 * FACET_VALUES_MAX at most. One scan of numbers puts them together by their set, and by all else: a few hundred kinds of
 * either, shown as one of them says.
 */
export async function countProducts(
  tx: WindowTx,
  filter: ProductFilter,
  names: readonly ProductFacet[],
): Promise<ProductFacetsView> {
  const hits = filter.q === undefined ? null : await searchFor(tx, filter.q);
  if (hits === 'nothing') return { total: 0, facets: {} };
  const where = [...otherConditions(filter), ...Object.values(facetConditions(filter))];
  if (hits !== null) where.push(hits.compared);
  // What a search finds is found once.
  const kept = sql.raw(hits === null ? 'NOT MATERIALIZED' : 'MATERIALIZED');
  await sql`SELECT set_config('work_mem', ${WORK_MEM}, true)`.execute(tx);
  const { rows } = await sql<ProductFacetsView>`
    WITH product AS ${kept} (
      SELECT id, set_part, rest_part, vendor_ids FROM inventory.products AS product WHERE ${all(where)}
    ), counted AS MATERIALIZED (
      SELECT set_part, rest_part, count(*) AS count, inventory.any_one(id) AS one FROM product
      GROUP BY GROUPING SETS ((rest_part), (set_part))
    ), sets AS MATERIALIZED (${shownBy('set_part')}), rests AS MATERIALIZED (${shownBy('rest_part')})
    SELECT (SELECT coalesce(sum(count), 0)::int FROM rests) AS total,
      jsonb_build_object(${sql.join(names.flatMap((name) => [sql.lit(name), valuesOf(name)]))}) AS facets`.execute(tx);
  return rows[0] ?? { total: 0, facets: {} };
}

/** What the groups of one kind stand for, as any product of each says: looked up one by one, since they are few. */
function shownBy(part: Part): RawBuilder<unknown> {
  return sql`SELECT shown.*, counted.count FROM counted CROSS JOIN LATERAL (
      SELECT ${sql.join(parts[part].map((column) => sql.ref(column)))} FROM inventory.products WHERE id = counted.one LIMIT 1
    ) AS shown WHERE counted.${sql.ref(part)} IS NOT NULL`;
}

/** The values of one facet as JSON. */
function valuesOf(name: ProductFacet): RawBuilder<unknown> {
  return sql`(SELECT coalesce(jsonb_agg(jsonb_build_object('value', shown.value, 'label', shown.label, 'count', shown.count)
    ORDER BY shown.count DESC, shown.value), '[]') FROM (${countedBy(name)}) AS shown)`;
}

const most = sql`GROUP BY 1 ORDER BY 3 DESC, 1 LIMIT ${sql.lit(FACET_VALUES_MAX)}`;

function countedBy(name: ProductFacet): RawBuilder<unknown> {
  if (name === 'vendor')
    return sql`SELECT most.value::text AS value, vendor.name AS label, most.count FROM (
        SELECT one.value, NULL AS label, count(*) AS count
        FROM (SELECT unnest(vendor_ids) AS value FROM product) AS one ${most}) AS most
      JOIN inventory.vendors AS vendor ON vendor.id = most.value`;
  if (name === 'set')
    return sql`SELECT coalesce(set_code, set_name) AS value, max(coalesce(set_name, set_code)) AS label, sum(count) AS count
      FROM sets WHERE coalesce(set_code, set_name) IS NOT NULL ${most}`;
  if (name === 'condition')
    return sql`SELECT one.value, max(one.value) AS label, sum(count) AS count
      FROM rests, unnest(conditions) AS one (value) ${most}`;
  const value = sql.ref(name);
  return sql`SELECT ${value} AS value, max(${value}) AS label, sum(count) AS count FROM rests WHERE ${value} IS NOT NULL ${most}`;
}
