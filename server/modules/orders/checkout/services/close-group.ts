import { sql } from 'kysely';
import { recordMany, type Told, told } from '../../../../platform/facts/record.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { orderCancelled, orderExpired } from '../../facts.ts';
import { linesOf, ofOrder } from '../../order-facts.ts';
import { appendEvent } from '../../services/append-events.ts';
import { releaseStock } from '../../services/hold-stock.ts';
import { inOrders } from '../../services/in-orders.ts';
import type { OrderWork } from '../../services/open-order.ts';
import { assertTransition, paymentStatusOf } from '../../statuses.ts';
import { type OrdersTx, ordersTables } from '../../tables.ts';
import { type GroupWork, lastPayment, openGroupWork } from './open-group.ts';

export interface Closing {
  readonly status: 'cancelled' | 'expired';
  /** For the timeline and for mail. */
  readonly reason: string;
}

/**
 * Ends a checkout that waits for its payment: what is held for it is free again, codes are given back, and its basket may
 * be changed and checked out anew. The caller records the facts, last.
 */
export async function closeGroup(work: GroupWork, closing: Closing): Promise<Told[]> {
  const { tx, at, group, orders } = work;
  assertTransition(group.status, closing.status);
  await releaseStock(tx, { group_id: group.id }, { status: closing.status === 'expired' ? 'expired' : 'released', at });
  await giveCodesBack(tx, orders);
  for (const order of orders) await closeOrder(order, closing);
  await ordersTables(tx)
    .updateTable('order_groups')
    .where('id', '=', group.id)
    .set({ status: closing.status, version: group.version + 1, updated_at: at })
    .execute();
  // The same basket is another version: it may become another checkout.
  await sql`
    UPDATE orders.baskets SET version = version + 1, updated_at = ${at}, held_from = NULL WHERE id = ${group.basket_id}
  `.execute(tx);
  return orders.map((order) => closedFact(order, closing));
}

async function closeOrder({ tx, at, by, order }: OrderWork, { status, reason }: Closing): Promise<void> {
  await ordersTables(tx)
    .updateTable('orders')
    .where('vendor_id', '=', order.vendor_id)
    .where('id', '=', order.id)
    .set({
      status,
      payment_status: paymentStatusOf({
        status,
        total_minor: Number(order.total_minor),
        paid_minor: 0,
        refunded_minor: 0,
      }),
      version: order.version + 1,
      updated_at: at,
      ...(status === 'cancelled' && { cancelled_at: at }),
    })
    .execute();
  await appendEvent(tx, { vendor_id: order.vendor_id, order_id: order.id }, at, {
    type: status,
    ...by,
    text: status === 'expired' ? 'It was not paid in time.' : `The order was cancelled: ${reason}`,
    from_status: order.status,
    to_status: status,
  });
}

function closedFact(work: OrderWork, { status, reason }: Closing): Told {
  const { order, by, lines } = work;
  if (status === 'expired') return told(orderExpired, order.id, ofOrder(work));
  const pieces = new Map(lines.map((line) => [line.id, line.quantity]));
  const cancelled = { ...ofOrder(work), whole: true, by: by.actor, reason, lines: linesOf(lines, pieces) };
  return told(orderCancelled, order.id, cancelled);
}

async function giveCodesBack(tx: OrdersTx, orders: readonly OrderWork[]): Promise<void> {
  const used = orders.flatMap(({ order }) => order.discount_codes.map((code) => [order.vendor_id, code] as const));
  if (used.length === 0) return;
  await sql`
    WITH used AS MATERIALIZED (
      SELECT discount.vendor_id, discount.id FROM orders.discounts AS discount
      JOIN unnest(${used.map(([vendor]) => vendor)}::uuid[], ${used.map(([, code]) => code)}::text[]) AS one (vendor_id, code)
        ON one.vendor_id = discount.vendor_id AND one.code = discount.code
      ORDER BY discount.id FOR UPDATE OF discount)
    UPDATE orders.discounts AS discount SET uses = greatest(discount.uses - 1, 0)
    FROM used WHERE used.vendor_id = discount.vendor_id AND used.id = discount.id`.execute(tx);
}

/**
 * Cancels a checkout that nobody is paying; where it was paid or ended meanwhile, or a payment is under way, nothing happens.
 * @returns whether it is cancelled now.
 */
export function cancelUnpaid(
  platform: Platform,
  group_id: string,
  { by, reason }: { readonly by: 'buyer' | 'system'; readonly reason: string },
): Promise<boolean> {
  return closeUnpaid(platform, group_id, { status: 'cancelled', reason, by });
}

/** As `cancelUnpaid`, for either end. */
export function closeUnpaid(
  platform: Platform,
  group_id: string,
  closing: Closing & { readonly by: 'buyer' | 'system' },
): Promise<boolean> {
  const at = platform.clock.now();
  return inOrders(platform, { user_id: null }, async (tx) => {
    const work = await openGroupWork(tx, group_id, { at, by: { actor: closing.by, actor_id: null } });
    if (work === null || work.group.status !== 'pending_payment') return work?.group.status === closing.status;
    const payment = await lastPayment(tx, group_id);
    if (payment !== null && payment.state !== 'declined' && payment.state !== 'cancelled') return false;
    await recordMany(tx, await closeGroup(work, closing));
    return true;
  });
}
