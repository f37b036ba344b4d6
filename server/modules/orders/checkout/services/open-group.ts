import type { Selectable } from 'kysely';
import { byOrder, readLines } from '../../selectors/order-rows.ts';
import type { By, OrderWork } from '../../services/open-order.ts';
import { type OrdersTx, type OrderTables, ordersTables } from '../../tables.ts';
import type { GroupRow } from '../../selectors/group-view.ts';

export type PaymentRow = Selectable<OrderTables['payments']>;

/** A checkout that this transaction has locked, with its orders in the order of their ids. */
export interface GroupWork {
  readonly tx: OrdersTx;
  readonly at: Date;
  readonly by: By;
  readonly group: GroupRow;
  readonly orders: readonly OrderWork[];
}

/** Locks a checkout and then its orders. @returns null for an unknown one. */
export async function openGroupWork(
  tx: OrdersTx,
  group_id: string,
  { at, by }: { readonly at: Date; readonly by: By },
): Promise<GroupWork | null> {
  const group = await ordersTables(tx)
    .selectFrom('order_groups')
    .where('id', '=', group_id)
    .selectAll()
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (group === undefined) return null;
  const orders = await ordersTables(tx)
    .selectFrom('orders')
    .where('group_id', '=', group_id)
    .orderBy('id')
    .selectAll()
    .forUpdate()
    .execute();
  const lines = byOrder(await readLines(tx, orders));
  const works = orders.map((order) => ({
    tx,
    at,
    by,
    order,
    lines: lines.get(order.id) ?? [],
    group_number: group.number,
  }));
  return { tx, at, by, group, orders: works };
}

/** Nothing is to come of it any more, as far as the provider said. */
export function hasEnded({ state }: Pick<PaymentRow, 'state'>): boolean {
  return state === 'declined' || state === 'cancelled';
}

/** The last try to pay a checkout; locked with the checkout. */
export async function lastPayment(tx: OrdersTx, group_id: string): Promise<PaymentRow | null> {
  const row = await ordersTables(tx)
    .selectFrom('payments')
    .where('group_id', '=', group_id)
    .where('is_surplus', '=', false)
    .orderBy('id', 'desc')
    .limit(1)
    .selectAll()
    .executeTakeFirst();
  return row ?? null;
}
