import { sql } from 'kysely';
import type { CollectibleKind } from '../../../../../contract/inventory-terms.ts';
import { type ProductStateView, type ProductSummaryView, STATES_MAX } from '../../../../../contract/shop.ts';
import type { CardDetailsTable } from '../../tables.ts';
import type { WindowTx } from './in-window.ts';

export interface ProductRow {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly kind: CollectibleKind;
  readonly game: string | null;
  readonly set_code: string | null;
  readonly set_name: string | null;
  readonly collector_number: string | null;
  readonly rarity: string | null;
  readonly language: string | null;
  readonly finish: CardDetailsTable['finish'] | null;
  readonly image_url: string | null;
  readonly currency: string;
  readonly price_minor: number | null;
  readonly available: number;
  readonly offers: number;
  readonly last_sale_minor: number | null;
  readonly last_sale_at: Date | null;
  readonly states: readonly ProductStateView[];
}

/** The columns of a row over the alias `product`, its states with it; numbers as JavaScript has them. */
export const productColumns = sql`product.id, product.slug, product.title, product.kind, product.game, product.set_code,
  product.set_name, product.collector_number, product.rarity, product.language, product.finish, product.image_url,
  product.currency, product.price_minor::float8 AS price_minor, product.available::float8 AS available, product.offers,
  product.last_sale_minor::float8 AS last_sale_minor, product.last_sale_at, ${statesOf()} AS states`;

/** What is on offer first: conditions from the best to the worst, then grades by what they cost. */
function statesOf() {
  return sql`(SELECT coalesce(jsonb_agg(jsonb_build_object('state', one.state, 'instrument_symbol', one.instrument_symbol,
      'price_minor', one.price_minor, 'available', one.available, 'offers', one.offers,
      'last_sale_minor', one.last_sale_minor, 'last_sale_at', one.last_sale_at) ORDER BY one.rank, one.price_minor DESC NULLS LAST,
      one.state), '[]')
    FROM (SELECT state.*, coalesce(array_position(ARRAY['NM', 'LP', 'MP', 'HP', 'Sealed'], state.state), 9) AS rank
      FROM inventory.product_states AS state WHERE state.product_id = product.id
      ORDER BY state.price_minor IS NULL, rank, state.price_minor DESC NULLS LAST, state.state LIMIT ${sql.lit(STATES_MAX)}) AS one)`;
}

export function productSummary(row: ProductRow): ProductSummaryView {
  const { slug, title, kind, game, set_code, set_name, collector_number, rarity, language, finish, image_url } = row;
  const { currency, price_minor, available, offers, last_sale_minor } = row;
  return {
    slug,
    title,
    kind,
    game,
    set_code,
    set_name,
    collector_number,
    rarity,
    language,
    finish,
    image_url,
    currency,
    price_minor,
    available,
    offers,
    last_sale_minor,
    last_sale_at: row.last_sale_at?.toISOString() ?? null,
    states: row.states.map(stateView),
  };
}

function stateView({ last_sale_at, ...state }: ProductStateView): ProductStateView {
  return { ...state, last_sale_at: last_sale_at === null ? null : new Date(last_sale_at).toISOString() };
}

/** Products by their ids, in the order that is asked for. */
export async function readProducts(tx: WindowTx, ids: readonly string[]): Promise<ProductRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<ProductRow>`
    SELECT ${productColumns} FROM unnest(${[...ids]}::uuid[]) WITH ORDINALITY AS asked (id, place)
    JOIN inventory.products AS product ON product.id = asked.id ORDER BY asked.place`.execute(tx);
  return rows;
}
