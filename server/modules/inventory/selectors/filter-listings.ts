import { type RawBuilder, sql } from 'kysely';
import type { CollectibleFilterView, listingStates } from '../../../../contract/inventory-filter.ts';

type State = (typeof listingStates)[number];

/**
 * What a filter asks of a listing, over the aliases of `listingRows` (listing, card, stock); all of it must hold.
 * It narrows a question that is scoped already, and names no vendor itself.
 */
export function filterConditions(filter: CollectibleFilterView): RawBuilder<boolean>[] {
  return [...wordConditions(filter), ...numberConditions(filter)];
}

function wordConditions(filter: CollectibleFilterView): RawBuilder<boolean>[] {
  const { status, kind, game, set, condition, finish, language, grading_company, state, q } = filter;
  const conditions: RawBuilder<boolean>[] = [];
  if (status !== undefined) conditions.push(anyOf(sql`listing.status`, status));
  if (kind !== undefined) conditions.push(anyOf(sql`listing.kind`, kind));
  if (condition !== undefined) conditions.push(anyOf(sql`listing.condition`, condition));
  if (grading_company !== undefined) conditions.push(anyOf(sql`listing.grading_company`, grading_company));
  if (finish !== undefined) conditions.push(anyOf(sql`card.finish`, finish));
  if (game !== undefined) conditions.push(sql<boolean>`coalesce(card.game, listing.details ->> 'game') = ${game}`);
  if (language !== undefined)
    conditions.push(sql<boolean>`lower(coalesce(card.language, listing.details ->> 'language')) = lower(${language})`);
  if (set !== undefined)
    conditions.push(sql<boolean>`lower(${set}) IN (
      lower(coalesce(card.set_code, listing.details ->> 'set_code')),
      lower(coalesce(card.set_name, listing.details ->> 'set_name')))`);
  if (state !== undefined)
    conditions.push(
      sql<boolean>`(${sql.join(
        state.map((one) => states[one]),
        sql` OR `,
      )})`,
    );
  if (q !== undefined) conditions.push(textCondition(q));
  return conditions;
}

function numberConditions(filter: CollectibleFilterView): RawBuilder<boolean>[] {
  const { price_min, price_max, on_hand_min, on_hand_max, location_id } = filter;
  const conditions: RawBuilder<boolean>[] = [];
  if (price_min !== undefined) conditions.push(sql<boolean>`listing.price_minor >= ${price_min}`);
  if (price_max !== undefined) conditions.push(sql<boolean>`listing.price_minor <= ${price_max}`);
  if (on_hand_min !== undefined) conditions.push(sql<boolean>`stock.on_hand >= ${on_hand_min}`);
  if (on_hand_max !== undefined) conditions.push(sql<boolean>`stock.on_hand <= ${on_hand_max}`);
  if (location_id !== undefined)
    conditions.push(sql<boolean>`EXISTS (SELECT FROM inventory.stock_levels AS level
      WHERE level.vendor_id = listing.vendor_id AND level.listing_id = listing.id
        AND level.location_id = ${location_id} AND level.on_hand > 0)`);
  return conditions;
}

const states: Readonly<Record<State, RawBuilder<boolean>>> = {
  no_price: sql<boolean>`listing.price_minor IS NULL`,
  no_cost: sql<boolean>`listing.cost_minor IS NULL`,
  no_photo: sql<boolean>`true`,
  low_stock: sql<boolean>`stock.available < listing.low_stock_at`,
  out_of_stock: sql<boolean>`stock.on_hand = 0`,
  graded: sql<boolean>`listing.grading_company IS NOT NULL`,
  ungraded: sql<boolean>`listing.grading_company IS NULL`,
};

function anyOf(column: RawBuilder<unknown>, values: readonly string[]): RawBuilder<boolean> {
  return sql<boolean>`${column} = ANY(${[...values]}::text[])`;
}

function textCondition(q: string): RawBuilder<boolean> {
  const part = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
  return sql<boolean>`(listing.title ILIKE ${part} OR listing.sku ILIKE ${part}
    OR listing.cert_number ILIKE ${part} OR card.name ILIKE ${part} OR card.set_name ILIKE ${part}
    OR card.collector_number ILIKE ${part})`;
}
