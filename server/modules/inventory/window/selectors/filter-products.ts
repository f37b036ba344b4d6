import { type RawBuilder, sql } from 'kysely';
import type { QueryOf } from '../../../../../contract/schemas.ts';
import type { productFacets } from '../../../../../contract/shop.ts';

export type ProductFilter = QueryOf<'getProductFacets'>;
export type ProductFacet = (typeof productFacets)[number];

/** What is asked of members that are facets, over the alias `product`, by facet. */
export function facetConditions(filter: ProductFilter): Partial<Record<ProductFacet, RawBuilder<boolean>>> {
  const { kind, game, set, condition, finish, language, rarity, vendor_id } = filter;
  const conditions: Partial<Record<ProductFacet, RawBuilder<boolean>>> = {};
  if (kind !== undefined) conditions.kind = anyOf('k', kind);
  if (game !== undefined) conditions.game = tagged('g', sql`${game}::text`);
  if (set !== undefined) conditions.set = tagged('s', sql`lower(${set}::text)`);
  if (condition !== undefined) conditions.condition = anyOf('c', condition);
  if (finish !== undefined) conditions.finish = anyOf('f', finish);
  if (language !== undefined) conditions.language = tagged('l', sql`lower(${language}::text)`);
  if (rarity !== undefined) conditions.rarity = tagged('r', sql`lower(${rarity}::text)`);
  if (vendor_id !== undefined) conditions.vendor = tagged('v', sql`${vendor_id.toLowerCase()}::text`);
  return conditions;
}

/** What is asked besides: of every value of a facet alike. Without `sold_out`, only what is on offer is shown. */
export function otherConditions(filter: ProductFilter): RawBuilder<boolean>[] {
  const { graded, currency, price_min, price_max, sold_out } = filter;
  const conditions: RawBuilder<boolean>[] = [];
  if (sold_out === undefined) conditions.push(onOffer);
  if (graded !== undefined) conditions.push(tagged('x', sql`'graded'`));
  if (currency !== undefined) conditions.push(tagged('u', sql`${currency}::text`));
  if (price_min !== undefined) conditions.push(sql<boolean>`(${lowestPrice} >= ${price_min} AND ${onOffer})`);
  if (price_max !== undefined) conditions.push(sql<boolean>`${lowestPrice} <= ${price_max}`);
  return conditions;
}

/** As its index spells it; what is out of stock is dearer than anything. */
export const lowestPrice = sql`coalesce(product.price_minor, 9000000000000000)`;
export const onOffer = sql<boolean>`product.price_minor IS NOT NULL`;

/** All of them; true of everything where there are none. */
export function all(conditions: readonly RawBuilder<boolean>[]): RawBuilder<boolean> {
  return conditions.length === 0 ? sql<boolean>`true` : sql<boolean>`${sql.join(conditions, sql` AND `)}`;
}

function tagged(letter: string, value: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`product.tags @> ARRAY[${sql.lit(`${letter}:`)} || ${value}]`;
}

function anyOf(letter: string, values: readonly string[]): RawBuilder<boolean> {
  return sql<boolean>`product.tags && ${values.map((value) => `${letter}:${value}`)}::text[]`;
}
