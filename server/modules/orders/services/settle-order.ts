import assert from 'node:assert/strict';
import { sql } from 'kysely';
import type { OrderStatus } from '../../../../contract/orders-terms.ts';
import { recordMany, type Told, told } from '../../../platform/facts/record.ts';
import { orderCompleted, orderStatusChanged } from '../facts.ts';
import { ofOrder } from '../order-facts.ts';
import { readLines } from '../selectors/order-rows.ts';
import { assertTransition, fulfilmentStatusOf, type LinePieces, paymentStatusOf } from '../statuses.ts';
import { ordersTables } from '../tables.ts';
import { appendEvent } from './append-events.ts';
import type { OrderWork } from './open-order.ts';

/**
 * Ends every change of an order that is paid: its statuses are derived from what its rows say now, its version rises, and
 * the facts are written down, which has to be last.
 *
 * @param facts of the change, in their order; what its statuses tell comes after them.
 */
export async function settleOrder(work: OrderWork, facts: readonly Told[]): Promise<void> {
  await recordMany(work.tx, [...facts, ...(await deriveStatuses(work))]);
}

/** The same for several orders that one transaction has changed. */
export async function settleOrders(works: readonly OrderWork[], facts: readonly Told[]): Promise<void> {
  const [first] = works;
  if (first === undefined) return;
  const all = [...facts];
  for (const work of works) all.push(...(await deriveStatuses(work)));
  await recordMany(first.tx, all);
}

async function deriveStatuses(work: OrderWork): Promise<Told[]> {
  const { tx, at, order } = work;
  const lines = await readLines(tx, [order]);
  const now = await amountsNow(work);
  const fulfilment_status = fulfilmentStatusOf(lines, now.all_delivered);
  const status = statusOf(order.status, lines, now.all_delivered);
  const payment_status = paymentStatusOf({ ...now, status, total_minor: Number(order.total_minor) });
  const arrived = now.all_delivered && fulfilment_status !== 'unfulfilled' && fulfilment_status !== 'partial';
  const saved = await ordersTables(tx)
    .updateTable('orders')
    .where('vendor_id', '=', order.vendor_id)
    .where('id', '=', order.id)
    .where('status', '=', order.status)
    .set({
      status,
      payment_status,
      fulfilment_status,
      version: order.version + 1,
      updated_at: at,
      delivered_at: order.delivered_at ?? (arrived ? at : null),
      completed_at: order.completed_at ?? (status === 'completed' ? at : null),
      cancelled_at: order.cancelled_at ?? (status === 'cancelled' ? at : null),
    })
    .executeTakeFirst();
  assert(saved.numUpdatedRows === 1n, 'nobody changes an order that is locked');
  return status === order.status ? [] : tellStatus(work, status);
}

/** Cancelled once nothing of it is wanted, completed once nothing is left to send or to arrive. */
function statusOf(from: OrderStatus, lines: readonly LinePieces[], all_delivered: boolean): OrderStatus {
  if (from !== 'placed') return from;
  const sum = (of: (line: LinePieces) => number): number => lines.reduce((total, line) => total + of(line), 0);
  const wanted = sum((line) => line.quantity - line.quantity_cancelled);
  if (wanted === 0) return 'cancelled';
  return all_delivered && sum((line) => line.quantity_shipped) === wanted ? 'completed' : 'placed';
}

async function amountsNow({ tx, order }: OrderWork) {
  const { rows } = await sql<{ paid: string; refunded: string; all_delivered: boolean }>`
    SELECT paid_minor::text AS paid, refunded_minor::text AS refunded, NOT EXISTS (
      SELECT FROM orders.shipments AS parcel WHERE parcel.vendor_id = ${order.vendor_id}
        AND parcel.order_id = ${order.id} AND parcel.delivered_at IS NULL) AS all_delivered
    FROM orders.orders WHERE vendor_id = ${order.vendor_id} AND id = ${order.id}
  `.execute(tx);
  const [row] = rows;
  assert(row !== undefined, 'an order that is locked is there');
  return { paid_minor: Number(row.paid), refunded_minor: Number(row.refunded), all_delivered: row.all_delivered };
}

async function tellStatus(work: OrderWork, to: OrderStatus): Promise<Told[]> {
  const { order } = work;
  const from = order.status;
  assertTransition(from, to);
  const text = to === 'completed' ? 'The order is complete.' : 'Nothing is left of the order.';
  const event = { type: to, actor: 'system', actor_id: null, text, from_status: from, to_status: to } as const;
  await appendEvent(work.tx, { vendor_id: order.vendor_id, order_id: order.id }, work.at, event);
  const changed = told(orderStatusChanged, order.id, { ...ofOrder(work), from, to });
  return to === 'completed' ? [changed, told(orderCompleted, order.id, ofOrder(work))] : [changed];
}
