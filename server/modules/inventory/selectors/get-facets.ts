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
 * One scan of numbers puts listings together by their set, and by all else: a few hundred kinds of either, shown as one of
 * them says, of which each facet is counted. Where a facet is chosen, each side is counted under what is chosen of the
 * other, so that the scan puts together what is alike in both.
 */
async function countFacets(tx: VendorTx, vendor_id: string, filter: CollectibleFilterView): Promise<Counted> {
  const chosen = facetConditions(filter);
  const pairs = await groupsOf(tx, vendor_id, filter, Object.keys(chosen).length === 0);
  await sql`SELECT set_config('work_mem', ${WORK_MEM}, true)`.execute(tx);
  const { rows } = await sql<Counted>`WITH pairs AS MATERIALIZED (${pairs}),
      sets AS MATERIALIZED (${shownBy('set_part', setColumns, vendor_id)}),
      rests AS MATERIALIZED (${shownBy('rest_part', otherColumns, vendor_id)}),
      counted AS MATERIALIZED (${ofSets(chosen)} UNION ALL ${ofRests(chosen)})
    SELECT coalesce(sum(summary.listings), 0)::float8 AS total, coalesce(sum(summary.on_hand), 0)::float8 AS on_hand,
      jsonb_build_object(${sql.join(facetNames.flatMap((name) => [sql.lit(name), valuesOf(name, chosen)]))}) AS facets
    FROM counted AS summary WHERE NOT summary.is_set AND ${allBut(['set'], chosen)}`.execute(tx);
  return rows[0] ?? { total: 0, on_hand: 0, facets: {} };
}

/**
 * The listings in groups of what is alike: by set and by all else, each for itself where they are counted `apart`. What a
 * search finds is counted where its words are, unless something else is asked of each listing.
 */
async function groupsOf(
  tx: VendorTx,
  vendor_id: string,
  { q, ...filter }: CollectibleFilterView,
  apart: boolean,
): Promise<RawBuilder<unknown>> {
  const conditions = otherConditions(filter);
  if (q !== undefined) {
    if (conditions.length === 0) return sql`SELECT * FROM inventory.count_found(${q}, ${apart})`;
    const { named, compared } = await searchFor(tx, q);
    conditions.push(named ?? compared);
  }
  const groups = finding(tx)
    .selectFrom('listing_summaries as summary')
    .where('summary.vendor_id', '=', vendor_id)
    .where(all(conditions))
    .groupBy(
      apart ? sql`GROUPING SETS ((summary.rest_part), (summary.set_part))` : ['summary.rest_part', 'summary.set_part'],
    )
    .select([
      'summary.rest_part',
      'summary.set_part',
      sql<number>`count(*)`.as('listings'),
      sql<number>`sum(summary.on_hand)`.as('on_hand'),
      sql<string>`inventory.any_one(summary.listing_id)`.as('one'),
    ]);
  return sql`${groups}`;
}

/** What each part of the pairs stands for, as any listing of it says: looked up one by one, since they are few. */
function shownBy(part: 'set_part' | 'rest_part', columns: readonly string[], vendor_id: string): RawBuilder<unknown> {
  return sql`SELECT part.key AS ${sql.ref(part)}, shown.*
    FROM (SELECT ${sql.ref(part)} AS key, inventory.any_one(one) AS one FROM pairs
      WHERE ${sql.ref(part)} IS NOT NULL GROUP BY 1) AS part
    CROSS JOIN LATERAL (SELECT ${listed(columns)} FROM inventory.listing_summaries AS summary
      WHERE summary.vendor_id = ${vendor_id} AND summary.listing_id = part.one LIMIT 1) AS shown`;
}

/** Sets have most values: counted by themselves, where all else that is chosen holds. */
function ofSets(chosen: Chosen): RawBuilder<unknown> {
  const { set: _, ...rest } = chosen;
  const fitting = sql`pairs.rest_part IN (SELECT rest_part FROM rests AS summary WHERE ${all(Object.values(rest))})`;
  return sql`SELECT true AS is_set, ${listed(setColumns)}, ${listed(otherColumns, 'none')}, summed.listings, NULL AS on_hand
    FROM (SELECT set_part, sum(listings) AS listings FROM pairs
      WHERE set_part IS NOT NULL AND ${Object.keys(rest).length === 0 ? sql`true` : fitting} GROUP BY 1) AS summed JOIN sets AS summary USING (set_part)`;
}

/** All else, counted where the chosen set holds. */
function ofRests({ set }: Chosen): RawBuilder<unknown> {
  const fitting = sql`pairs.set_part IN (SELECT set_part FROM sets AS summary WHERE ${set})`;
  return sql`SELECT false, ${listed(setColumns, 'none')}, ${listed(otherColumns)}, summed.listings, summed.on_hand
    FROM (SELECT rest_part, sum(listings) AS listings, sum(on_hand) AS on_hand FROM pairs
      WHERE rest_part IS NOT NULL AND ${set === undefined ? sql`true` : fitting} GROUP BY 1) AS summed JOIN rests AS summary USING (rest_part)`;
}

function listed(columns: readonly string[], as: 'summary' | 'none' = 'summary'): RawBuilder<unknown> {
  return sql.join(
    columns.map((column) => (as === 'none' ? sql`NULL AS ${sql.ref(column)}` : sql.ref(`summary.${column}`))),
  );
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
