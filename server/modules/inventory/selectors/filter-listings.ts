import { type RawBuilder, sql } from 'kysely';
import type { CollectibleFilterView, facetNames, listingStates } from '../../../../contract/inventory-filter.ts';

type State = (typeof listingStates)[number];
export type FacetName = (typeof facetNames)[number];

/**
 * What a filter asks of a listing, over the alias `listing` of `listingRows`; all of it must hold. It narrows a question
 * that is scoped already, and answers for the vendor of the transaction alone.
 */
export function filterConditions(filter: CollectibleFilterView): RawBuilder<boolean>[] {
  const conditions = summaryConditions(filter);
  if (conditions.length === 0) return [];
  return [
    sql<boolean>`listing.id IN (SELECT summary.listing_id FROM inventory.listing_summaries AS summary
      WHERE summary.vendor_id = inventory.current_vendor() AND ${all(conditions)})`,
  ];
}

/** The same over the alias `summary` of `listing_summaries`. */
export function summaryConditions(filter: CollectibleFilterView): RawBuilder<boolean>[] {
  return [...Object.values(facetConditions(filter)), ...otherConditions(filter)];
}

/** What is asked of members that are facets, which can be told of a group of listings as well. */
export function facetConditions(filter: CollectibleFilterView): Partial<Record<FacetName, RawBuilder<boolean>>> {
  const { status, kind, game, set, condition, finish, language, grading_company, location_id } = filter;
  const conditions: Partial<Record<FacetName, RawBuilder<boolean>>> = {};
  if (status !== undefined) conditions.status = anyOf('status', status);
  if (kind !== undefined) conditions.kind = anyOf('kind', kind);
  if (game !== undefined) conditions.game = anyOf('game', [game]);
  if (condition !== undefined) conditions.condition = anyOf('condition', condition);
  if (finish !== undefined) conditions.finish = anyOf('finish', finish);
  if (grading_company !== undefined) conditions.grading_company = anyOf('grading_company', grading_company);
  if (language !== undefined) conditions.language = sql<boolean>`lower(summary.language) = lower(${language}::text)`;
  if (set !== undefined)
    // Without a collation they are lowered as plain ASCII: "École" would be no set.
    conditions.set = sql<boolean>`(lower(summary.set_code COLLATE "default") = lower(${set}::text)
      OR lower(summary.set_name COLLATE "default") = lower(${set}::text))`;
  if (location_id !== undefined) conditions.location = sql<boolean>`summary.places @> ARRAY[${location_id}::uuid]`;
  return conditions;
}

/** What is asked of each listing by itself. */
export function otherConditions(filter: CollectibleFilterView): RawBuilder<boolean>[] {
  const { state, price_min, price_max, on_hand_min, on_hand_max, import_id, q } = filter;
  const conditions: RawBuilder<boolean>[] = [];
  if (state !== undefined)
    conditions.push(
      sql<boolean>`(${sql.join(
        state.map((one) => states[one]),
        sql` OR `,
      )})`,
    );
  if (price_min !== undefined) conditions.push(sql<boolean>`summary.price_minor >= ${price_min}`);
  if (price_max !== undefined) conditions.push(sql<boolean>`summary.price_minor <= ${price_max}`);
  if (on_hand_min !== undefined) conditions.push(sql<boolean>`summary.on_hand >= ${on_hand_min}`);
  if (on_hand_max !== undefined) conditions.push(sql<boolean>`summary.on_hand <= ${on_hand_max}`);
  if (import_id !== undefined)
    conditions.push(sql<boolean>`summary.listing_id IN (SELECT made.listing_id FROM inventory.import_rows AS made
      WHERE made.vendor_id = inventory.current_vendor() AND made.import_id = ${import_id} AND made.outcome = 'created')`);
  if (q !== undefined)
    conditions.push(sql<boolean>`summary.listing_id IN (
      SELECT inventory.find_by_words(${q}) UNION ALL SELECT unnest(inventory.find_by_code(${q})))`);
  return conditions;
}

const states: Readonly<Record<State, RawBuilder<boolean>>> = {
  no_price: sql<boolean>`summary.price_minor IS NULL`,
  no_cost: sql<boolean>`NOT summary.has_cost`,
  no_photo: sql<boolean>`NOT EXISTS (SELECT FROM inventory.photos AS photo
    WHERE photo.vendor_id = inventory.current_vendor() AND photo.listing_id = summary.listing_id)`,
  low_stock: sql<boolean>`summary.available < summary.low_stock_at`,
  out_of_stock: sql<boolean>`summary.on_hand = 0`,
  graded: sql<boolean>`summary.grading_company IS NOT NULL`,
  ungraded: sql<boolean>`summary.grading_company IS NULL`,
};

/** All of them; true of everything where there are none. */
export function all(conditions: readonly RawBuilder<boolean>[]): RawBuilder<boolean> {
  return conditions.length === 0 ? sql<boolean>`true` : sql<boolean>`${sql.join(conditions, sql` AND `)}`;
}

function anyOf(column: string, values: readonly string[]): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(`summary.${column}`)} = ANY(${[...values]}::text[])`;
}
