import { type RawBuilder, sql } from 'kysely';
import {
  type CollectibleFacetsView,
  type CollectibleFilterView,
  FACET_VALUES_MAX,
  facetNames,
} from '../../../../contract/inventory-filter.ts';
import type { ParamsOf } from '../../../../contract/schemas.ts';
import type { Member } from '../../../platform/actor.ts';
import type { Platform } from '../../../platform/platform.ts';
import { asStaff } from '../services/as-staff.ts';
import type { VendorTx } from '../tables.ts';
import { finding } from '../tables-finding.ts';
import { all, facetConditions, type FacetName, otherConditions } from './filter-listings.ts';
import { searchFor } from './search-listings.ts';

type FacetValue = NonNullable<CollectibleFacetsView['facets'][FacetName]>[number];
type Facets = Partial<Record<FacetName, FacetValue[]>>;

interface Counted {
  readonly total: number;
  readonly on_hand: number;
  readonly facets: Facets;
}

/** Of each facet, what its values are called and shown as, over a group of `summary`. */
const plain = (column: string) => ({ value: sql.ref(`summary.${column}`), label: sql.ref(`summary.${column}`) });
const facets: Readonly<
  Record<FacetName, { readonly value: RawBuilder<unknown>; readonly label: RawBuilder<unknown> }>
> = {
  status: plain('status'),
  kind: plain('kind'),
  game: plain('game'),
  set: {
    value: sql`coalesce(summary.set_code, summary.set_name)`,
    label: sql`coalesce(summary.set_name, summary.set_code)`,
  },
  condition: plain('condition'),
  finish: plain('finish'),
  language: plain('language'),
  grading_company: plain('grading_company'),
  location: { value: sql`place.id::text`, label: sql`place.name` },
};

/**
 * How many listings there are of each value under a filter; the most frequent first, FACET_VALUES_MAX at most. A value
 * of a member that the filter names is counted as if the filter did not name it.
 *
 * @throws AppError those of `asStaff`.
 */
export function getFacets(
  platform: Platform,
  actor: Member,
  { vendor_id, ...filter }: ParamsOf<'getCollectibleFacets'> & CollectibleFilterView,
): Promise<CollectibleFacetsView> {
  return asStaff(platform, { actor, vendor_id, route: 'getCollectibleFacets' }, (tx) =>
    countFacets(tx, vendor_id, filter),
  );
}

type Chosen = ReturnType<typeof facetConditions>;

/** Enough to count the groups of 100,000 listings in memory: with less, the planner would rather sort their texts. */
const WORK_MEM = '32MB';

const setColumns = ['set_code', 'set_name'] as const;
const otherColumns = [
  'status',
  'kind',
  'condition',
  'grading_company',
  'game',
  'finish',
  'language',
  'places',
] as const;

/**
 * One scan in the order of `facet_key` puts listings that no facet tells apart into groups, for the price of comparing
 * numbers; one pass over these leaves a few hundred rows, of which each facet is counted.
 */
async function countFacets(tx: VendorTx, vendor_id: string, filter: CollectibleFilterView): Promise<Counted> {
  const chosen = facetConditions(filter);
  let groups = finding(tx)
    .selectFrom('listing_summaries as summary')
    .where('summary.vendor_id', '=', vendor_id)
    .groupBy('summary.facet_key')
    .select([
      sql<number>`count(*)`.as('listings'),
      sql<number>`sum(summary.on_hand)`.as('on_hand'),
      ...[...setColumns, ...otherColumns].map((column) => sql`any_value(${sql.ref(`summary.${column}`)})`.as(column)),
    ]);
  for (const condition of await narrowing(tx, vendor_id, filter)) groups = groups.where(condition);
  await sql`SELECT set_config('work_mem', ${WORK_MEM}, true)`.execute(tx);
  const { rows } = await sql<Counted>`WITH counted AS MATERIALIZED (${putTogether(sql`${groups}`, chosen)})
    SELECT coalesce(sum(summary.listings), 0)::float8 AS total, coalesce(sum(summary.on_hand), 0)::float8 AS on_hand,
      jsonb_build_object(${sql.join(facetNames.flatMap((name) => [sql.lit(name), valuesOf(name, chosen)]))}) AS facets
    FROM counted AS summary WHERE NOT summary.is_set AND ${allBut(['set'], chosen)}`.execute(tx);
  return rows[0] ?? { total: 0, on_hand: 0, facets: {} };
}

/** What is asked of each listing; a search that finds little names it, so that nothing else is read. */
async function narrowing(tx: VendorTx, vendor_id: string, { q, ...filter }: CollectibleFilterView) {
  const conditions = otherConditions(filter);
  if (q === undefined) return conditions;
  const { named, compared } = await searchFor(tx, vendor_id, q);
  return [named ?? compared, ...conditions];
}

/**
 * The groups put together twice: by the set, which has most values, counted where all else that is chosen holds; and by
 * all else, counted where the chosen set holds.
 */
function putTogether(groups: RawBuilder<unknown>, chosen: Chosen): RawBuilder<unknown> {
  const listed = (columns: readonly string[]) => sql.join(columns.map((column) => sql.ref(`summary.${column}`)));
  const ofSet = chosen.set ?? sql<boolean>`true`;
  return sql`SELECT grouping(summary.status) = 1 AS is_set, ${listed([...setColumns, ...otherColumns])},
      CASE grouping(summary.status) WHEN 1 THEN sum(summary.listings) FILTER (WHERE ${allBut(['set'], chosen)})
        ELSE sum(summary.listings) FILTER (WHERE ${ofSet}) END AS listings,
      sum(summary.on_hand) FILTER (WHERE ${ofSet}) AS on_hand
    FROM (${groups}) AS summary GROUP BY GROUPING SETS ((${listed(setColumns)}), (${listed(otherColumns)}))`;
}

/** The values of one facet as JSON, counted under every member but its own. */
function valuesOf(name: FacetName, chosen: Chosen): RawBuilder<FacetValue[]> {
  const { value, label } = facets[name];
  const rows =
    name === 'set'
      ? sql<boolean>`summary.is_set`
      : sql<boolean>`NOT summary.is_set AND ${allBut(['set', name], chosen)}`;
  const places =
    name === 'location'
      ? sql`, LATERAL unnest(summary.places) AS lies (id)
        JOIN inventory.locations AS place ON place.id = lies.id AND place.vendor_id = inventory.current_vendor()`
      : sql``;
  return sql`(SELECT coalesce(jsonb_agg(counted ORDER BY counted.count DESC, counted.value), '[]') FROM (
      SELECT ${value} AS value, max(${label}) AS label, sum(summary.listings) AS count
      FROM counted AS summary${places} WHERE ${value} IS NOT NULL AND summary.listings > 0 AND ${rows}
      GROUP BY 1 ORDER BY 3 DESC, 1 LIMIT ${sql.lit(FACET_VALUES_MAX)}) AS counted)`;
}

function allBut(names: readonly FacetName[], chosen: Chosen): RawBuilder<boolean> {
  return all(
    Object.entries(chosen).flatMap(([name, condition]) => (names.some((one) => one === name) ? [] : [condition])),
  );
}
