import { AppError } from '../../../../contract/errors.ts';
import type { Tx } from '../../../platform/db/transaction.ts';
import { type LineRow, type OrderKey, type OrderRow, readLines } from '../selectors/order-rows.ts';
import { ordersTables } from '../tables.ts';

/** Who changes an order. */
export interface By {
  readonly actor: 'buyer' | 'vendor' | 'system';
  readonly actor_id: string | null;
}

/** An order that this transaction has locked, as it was then: whoever changes it, its lines or its places holds this lock. */
export interface OrderWork {
  readonly tx: Tx;
  readonly at: Date;
  readonly by: By;
  readonly order: OrderRow;
  readonly lines: readonly LineRow[];
  /** Of the checkout it came from. */
  readonly group_number: string;
}

/** Locks an order. Take several in the order of their ids. @throws AppError `order_unknown`. */
export async function openOrder(
  tx: Tx,
  key: OrderKey,
  change: { readonly at: Date; readonly by: By },
): Promise<OrderWork> {
  const order = await ordersTables(tx)
    .selectFrom('orders')
    .where('vendor_id', '=', key.vendor_id)
    .where('id', '=', key.id)
    .forUpdate()
    .selectAll()
    .executeTakeFirst();
  if (order === undefined) throw new AppError('order_unknown');
  const lines = await readLines(tx, [order]);
  const group = await ordersTables(tx)
    .selectFrom('order_groups')
    .where('id', '=', order.group_id)
    .select('number')
    .executeTakeFirstOrThrow();
  return { tx, ...change, order, lines, group_number: group.number };
}
