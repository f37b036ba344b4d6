import { type RawBuilder, sql } from 'kysely';
import { fulfilmentStatuses, orderStatuses } from '../../../../contract/orders-terms.ts';
import type { VendorTx } from '../../inventory/index.ts';
import { ordersTables } from '../tables.ts';
import { hasWords, otherConditions, vendorOrderConditions, type VendorOrdersFilter } from './filter-vendor-orders.ts';

/** Orders that a search names; where more have its words they are met soon on the way through any order. */
const NAMED_MAX = 5_000;

/** What a list is ordered by, as which type it compares, and which way; the id breaks ties. */
export interface OrderSort {
  readonly by: RawBuilder<unknown>;
  readonly type: RawBuilder<unknown>;
  readonly way: 'asc' | 'desc';
  /** The index of states has them in this order too. */
  readonly by_state: boolean;
}

/** Where an order stands in a list. */
export interface OrderPlace {
  readonly id: string;
  readonly place: string;
}

interface Asked {
  readonly vendor_id: string;
  readonly filter: VendorOrdersFilter;
  readonly sort: OrderSort;
  /** The sorted value and the id of the last that was shown. */
  readonly after: readonly [string, string] | null;
  readonly most: number;
}

/** The next orders of a vendor that a filter leaves, in order. */
export async function findVendorOrders(tx: VendorTx, asked: Asked): Promise<readonly OrderPlace[]> {
  const { q, status, fulfilment, returns } = asked.filter;
  if (q !== undefined) return pageOf(tx, asked, await searched(tx, asked.filter, q));
  const has_states = status !== undefined || fulfilment !== undefined;
  if (asked.sort.by_state && has_states && returns === undefined) return pageOfStates(tx, asked);
  return pageOf(tx, asked, vendorOrderConditions(asked.filter));
}

async function searched(tx: VendorTx, filter: VendorOrdersFilter, q: string): Promise<RawBuilder<boolean>[]> {
  // As one text, which is only handed on.
  const { rows } = await sql<{ ids: string | null }>`
    SELECT array_to_string(orders.find_orders(${q}, ${NAMED_MAX}), ',') AS ids`.execute(tx);
  const ids = rows[0]?.ids ?? null;
  const found = ids === null ? hasWords(q) : sql<boolean>`id = ANY(string_to_array(${ids}, ',')::uuid[])`;
  return [...vendorOrderConditions({ ...filter, q: undefined }), found];
}

async function pageOf(tx: VendorTx, asked: Asked, conditions: readonly RawBuilder<boolean>[]) {
  const way = sql.raw(asked.sort.way);
  const { rows } = await sql<OrderPlace>`
    SELECT page.id, page.sorted::text AS place FROM ${stretch(tx, asked, conditions)} AS page
    ORDER BY page.sorted ${way}, page.id ${way}
  `.execute(tx);
  return rows;
}

/** Of each state that is asked for so many as a page may need: what is rare among newer ones is not looked for among them. */
async function pageOfStates(tx: VendorTx, asked: Asked) {
  const { status = orderStatuses, fulfilment = fulfilmentStatuses, ...others } = asked.filter;
  const ofState = sql<boolean>`status = state.status AND fulfilment_status = state.fulfilment`;
  const way = sql.raw(asked.sort.way);
  const { rows } = await sql<OrderPlace>`
    SELECT page.id, page.sorted::text AS place
    FROM (SELECT * FROM unnest(${[...status]}::text[]) AS one (status), unnest(${[...fulfilment]}::text[]) AS other (fulfilment)) AS state
    CROSS JOIN LATERAL ${stretch(tx, asked, [ofState, ...otherConditions(others)])} AS page
    ORDER BY page.sorted ${way}, page.id ${way} LIMIT ${asked.most}
  `.execute(tx);
  return rows;
}

function stretch(tx: VendorTx, asked: Asked, conditions: readonly RawBuilder<boolean>[]) {
  const { by, type, way } = asked.sort;
  let query = ordersTables(tx)
    .selectFrom('orders')
    .where('vendor_id', '=', asked.vendor_id)
    .select(['id', sql`${by}`.as('sorted')]);
  for (const condition of conditions) query = query.where(condition);
  if (asked.after !== null) {
    const [place, id] = asked.after;
    const than = sql.raw(way === 'asc' ? '>' : '<');
    query = query.where(sql<boolean>`(${by}, id) ${than} (${place}::${type}, ${id}::uuid)`);
  }
  return query.orderBy(by, way).orderBy('id', way).limit(asked.most);
}
