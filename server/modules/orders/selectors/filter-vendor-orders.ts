import { type RawBuilder, sql } from 'kysely';
import type { QueryOf } from '../../../../contract/schemas.ts';

type Filter = Omit<QueryOf<'listVendorOrders'>, 'limit' | 'cursor' | 'sort'>;

/** What a filter asks of a vendor's order, over `orders`; all of it must hold. It narrows a question that is scoped already. */
export function vendorOrderConditions(filter: Filter): RawBuilder<boolean>[] {
  const { status, fulfilment, returns, q, from, to } = filter;
  const conditions: RawBuilder<boolean>[] = [];
  if (status !== undefined) conditions.push(sql<boolean>`status = ANY(${[...status]}::text[])`);
  if (fulfilment !== undefined) conditions.push(sql<boolean>`fulfilment_status = ANY(${[...fulfilment]}::text[])`);
  if (returns !== undefined)
    conditions.push(sql<boolean>`id IN (SELECT one.order_id FROM orders.returns AS one
      WHERE one.vendor_id = inventory.current_vendor() AND one.status IN ('requested', 'approved'))`);
  if (from !== undefined) conditions.push(sql<boolean>`coalesce(placed_at, created_at) >= ${from}::timestamptz`);
  if (to !== undefined) conditions.push(sql<boolean>`coalesce(placed_at, created_at) <= ${to}::timestamptz`);
  if (q !== undefined) conditions.push(found(q.toLowerCase()));
  return conditions;
}

/** Number, name or e-mail of the buyer, SKU or title of a piece: each in part. */
function found(q: string): RawBuilder<boolean> {
  return sql<boolean>`(strpos(lower(number), ${q}) > 0 OR strpos(lower(email), ${q}) > 0
    OR strpos(lower(shipping_address ->> 'name'), ${q}) > 0
    OR id IN (SELECT line.order_id FROM orders.order_lines AS line WHERE line.vendor_id = inventory.current_vendor()
      AND (strpos(lower(line.sku), ${q}) > 0 OR strpos(lower(line.title), ${q}) > 0)))`;
}
