import { type RawBuilder, sql } from 'kysely';
import type { QueryOf } from '../../../../contract/schemas.ts';

export type VendorOrdersFilter = Omit<QueryOf<'listVendorOrders'>, 'limit' | 'cursor' | 'sort'>;

/** What a filter asks of a vendor's order, over `orders`; all of it must hold. It narrows a question that is scoped already. */
export function vendorOrderConditions({ q, ...filter }: VendorOrdersFilter): RawBuilder<boolean>[] {
  const { status, fulfilment } = filter;
  const conditions = otherConditions(filter);
  if (status !== undefined) conditions.push(sql<boolean>`status = ANY(${[...status]}::text[])`);
  if (fulfilment !== undefined) conditions.push(sql<boolean>`fulfilment_status = ANY(${[...fulfilment]}::text[])`);
  if (q !== undefined) conditions.push(hasWords(q));
  return conditions;
}

/** The same without states and words. */
export function otherConditions({ returns, from, to }: VendorOrdersFilter): RawBuilder<boolean>[] {
  const conditions: RawBuilder<boolean>[] = [];
  if (returns !== undefined)
    // As a list, which is read once: few orders have an open return.
    conditions.push(sql<boolean>`id = ANY(ARRAY(SELECT one.order_id FROM orders.returns AS one
      WHERE one.vendor_id = inventory.current_vendor() AND one.status IN ('requested', 'approved')))`);
  if (from !== undefined) conditions.push(sql<boolean>`came_at >= ${from}::timestamptz`);
  if (to !== undefined) conditions.push(sql<boolean>`came_at <= ${to}::timestamptz`);
  return conditions;
}

/** Every word of it in number, name or e-mail of the buyer, SKU or title of a piece: read of each order that is met, in turn. */
export function hasWords(q: string): RawBuilder<boolean> {
  return sql<boolean>`EXISTS (SELECT FROM orders.order_search AS search WHERE search.vendor_id = inventory.current_vendor()
    AND search.order_id = orders.id AND search.words LIKE ALL (orders.search_patterns(${q})) OFFSET 0)`;
}
