import { type RawBuilder, sql } from 'kysely';
import { FACET_VALUES_MAX } from '../../../../../contract/inventory-filter.ts';
import { type ProductFacetsView, productFacets } from '../../../../../contract/shop.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { all, facetConditions, otherConditions, type ProductFacet, type ProductFilter } from './filter-products.ts';
import { inWindow, type WindowTx } from './in-window.ts';
import { searchFor } from './search-products.ts';

/** How long counts are told again to whoever asks the same, and of how many questions. */
const KEPT_MS = 10_000;
const KEPT_MAX = 500;

/** Of each facet: rows it counts besides the product, what its values are called, and how they are shown. */
interface Facet {
  readonly from?: RawBuilder<unknown>;
  readonly value: RawBuilder<unknown>;
  readonly label?: RawBuilder<unknown>;
}
const facets: Readonly<Record<ProductFacet, Facet>> = {
  kind: { value: sql`product.kind` },
  game: { value: sql`product.game` },
  set: {
    value: sql`coalesce(product.set_code, product.set_name)`,
    label: sql`coalesce(product.set_name, product.set_code)`,
  },
  condition: { from: sql`, unnest(product.conditions) AS one (value)`, value: sql`one.value` },
  finish: { value: sql`product.finish` },
  language: { value: sql`product.language` },
  rarity: { value: sql`product.rarity` },
  vendor: { from: sql`, unnest(product.vendor_ids) AS one (value)`, value: sql`one.value` },
};

type Ask = (filter: ProductFilter) => Promise<ProductFacetsView>;

/**
 * How many products there are of each value under a filter; the most frequent first, FACET_VALUES_MAX at most. A value of a
 * member that the filter names is counted as if the filter did not name it. Who asks what was asked just now is told the
 * same, and who asks while it is counted waits for that count.
 */
export function getProductFacets(platform: Pick<Platform, 'db' | 'clock'>): Ask {
  const kept = new Map<string, { readonly at_ms: number; readonly answer: Promise<ProductFacetsView> }>();
  return (filter) => {
    const now_ms = platform.clock.ms();
    const key = JSON.stringify(Object.entries(filter).toSorted(([a], [b]) => (a < b ? -1 : 1)));
    const known = kept.get(key);
    if (known !== undefined && now_ms - known.at_ms < KEPT_MS) return known.answer;
    const answer = inWindow(platform, (tx) => countFacets(tx, filter));
    kept.delete(key);
    kept.set(key, { at_ms: now_ms, answer });
    const [oldest] = kept.keys();
    if (kept.size > KEPT_MAX && oldest !== undefined) kept.delete(oldest);
    answer.catch(() => kept.delete(key));
    return answer;
  };
}

async function countFacets(tx: WindowTx, filter: ProductFilter): Promise<ProductFacetsView> {
  const words = filter.q === undefined ? undefined : await searchFor(tx, filter.q);
  if (words === null) return { total: 0, facets: {} };
  const common = all([...otherConditions(filter), ...(words === undefined ? [] : [words])]);
  const chosen = facetConditions(filter);
  const { rows } = await sql<ProductFacetsView>`
    WITH product AS MATERIALIZED (
      SELECT kind, game, set_code, set_name, conditions, finish, language, rarity, vendor_ids, tags
      FROM inventory.products AS product WHERE ${common} AND ${all(alwaysChosen(chosen))}
    )
    SELECT (SELECT count(*)::int FROM product WHERE ${all(Object.values(chosen))}) AS total,
      jsonb_build_object(${sql.join(productFacets.flatMap((name) => [sql.lit(name), valuesOf(name, chosen)]))}) AS facets`.execute(
    tx,
  );
  return rows[0] ?? { total: 0, facets: {} };
}

type Chosen = ReturnType<typeof facetConditions>;

/** One member alone narrows every facet but its own, so that only two of them leave nothing out. */
function alwaysChosen(chosen: Chosen): RawBuilder<boolean>[] {
  const conditions = Object.values(chosen);
  if (conditions.length < 2) return [];
  return [
    sql<boolean>`(${sql.join(
      conditions.map((_, left_out) => sql`(${all(conditions.filter((__, place) => place !== left_out))})`),
      sql` OR `,
    )})`,
  ];
}

/** The values of one facet as JSON, counted under every member but its own. */
function valuesOf(name: ProductFacet, chosen: Chosen): RawBuilder<unknown> {
  const { from = sql``, value, label = value } = facets[name];
  const others = Object.entries(chosen).flatMap(([one, condition]) => (one === name ? [] : [condition]));
  const counted = sql`SELECT ${value}::text AS value, max((${label})::text) AS label, count(*) AS count
    FROM product${from} WHERE ${value} IS NOT NULL AND ${all(others)}
    GROUP BY 1 ORDER BY 3 DESC, 1 LIMIT ${sql.lit(FACET_VALUES_MAX)}`;
  const shown =
    name === 'vendor'
      ? sql`SELECT counted.value, vendor.name AS label, counted.count FROM (${counted}) AS counted
          JOIN inventory.vendors AS vendor ON vendor.id = counted.value::uuid`
      : counted;
  return sql`(SELECT coalesce(jsonb_agg(jsonb_build_object('value', shown.value, 'label', shown.label, 'count', shown.count)
      ORDER BY shown.count DESC, shown.value), '[]') FROM (${shown}) AS shown)`;
}
