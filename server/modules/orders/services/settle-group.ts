import { sql } from 'kysely';
import { type Consumer, consumer, on } from '../../../platform/facts/consumer.ts';
import { orderStatusChanged } from '../facts.ts';
import type { OrdersTx } from '../tables.ts';
import { asOrders } from './in-orders.ts';

/**
 * Lets a checkout follow its orders: cancelled once all of them are, completed once all are completed or cancelled. What
 * is not paid yet is not touched. Locks the checkout: call it with none of its orders locked, or with it locked before them.
 */
export async function settleGroup(tx: OrdersTx, group_id: string, at: Date): Promise<void> {
  await sql`
    WITH locked AS MATERIALIZED (SELECT id FROM orders.order_groups WHERE id = ${group_id} AND status = 'placed' FOR NO KEY UPDATE)
    UPDATE orders.order_groups AS bought SET updated_at = ${at}, version = bought.version + 1,
      status = CASE WHEN EXISTS (SELECT FROM orders.orders AS part WHERE part.group_id = bought.id AND part.status = 'completed')
        THEN 'completed' ELSE 'cancelled' END
    FROM locked WHERE bought.id = locked.id AND NOT EXISTS (
      SELECT FROM orders.orders AS part WHERE part.group_id = bought.id AND part.status NOT IN ('completed', 'cancelled'))
  `.execute(tx);
}

/** A vendor does not see other vendors' orders of a checkout: what they do to theirs reaches it as a fact. */
export function groupKeeper(): Consumer {
  return consumer('order-groups', [
    on(orderStatusChanged, (tx, { payload, occurred_at }) =>
      asOrders(tx, (ordersTx) => settleGroup(ordersTx, payload.group_id, occurred_at)),
    ),
  ]);
}
