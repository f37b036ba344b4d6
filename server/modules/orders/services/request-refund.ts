import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { AppError } from '../../../../contract/errors.ts';
import { minorText } from '../../../../contract/minor-units.ts';
import { type Told, told } from '../../../platform/facts/record.ts';
import { newId } from '../../../platform/ids.ts';
import { refundRequested } from '../facts.ts';
import { ofOrder } from '../order-facts.ts';
import { leftOf, type RefundPlan } from '../plan-refund.ts';
import { ordersTables } from '../tables.ts';
import { appendEvent } from './append-events.ts';
import type { OrderWork } from './open-order.ts';

/**
 * Asks for money to be given back: it counts as given back from now on, and a worker sends it. What is left is compared in
 * the statement that takes it.
 *
 * @param why.cause one cause, one refund: "cancellation:…", "return:…", "shortfall:…", "by hand:…".
 * @returns the fact to record; null where there is nothing to give back.
 * @throws AppError `refund_too_high` `{ allowed_minor }`.
 */
export async function requestRefund(
  work: OrderWork,
  plan: RefundPlan,
  why: { readonly reason: string; readonly cause: string },
): Promise<Told | null> {
  const { amount_minor, shipping_minor, lines } = plan;
  const { tx, order, by, at } = work;
  if (plan.lines.length > 0) await countPieces(work, plan);
  if (amount_minor === 0) return null;
  await countAmount(work, plan);
  const id = newId();
  await ordersTables(tx)
    .insertInto('refunds')
    .values({
      id,
      vendor_id: order.vendor_id,
      order_id: order.id,
      group_id: order.group_id,
      state: 'requested',
      amount_minor,
      shipping_minor,
      currency: order.currency,
      lines: JSON.stringify(lines),
      ...why,
      actor_id: by.actor_id,
      attempts: 0,
      next_attempt_at: at,
      created_at: at,
    })
    .execute();
  const money = `${minorText(amount_minor, order.currency)} ${order.currency}`;
  await appendEvent(tx, { vendor_id: order.vendor_id, order_id: order.id }, at, {
    type: 'refund_requested',
    ...by,
    text: `${money} are given back${why.reason === '' ? '' : `: ${why.reason}`}`,
    data: { refund_id: id, amount_minor },
  });
  return told(refundRequested, order.id, { ...ofOrder(work), refund_id: id, amount_minor, reason: why.reason });
}

async function countAmount({ tx, order }: OrderWork, plan: RefundPlan): Promise<void> {
  const { amount_minor, shipping_minor } = plan;
  const counted = await sql`
    UPDATE orders.orders SET refunded_minor = refunded_minor + ${amount_minor},
      shipping_refunded_minor = shipping_refunded_minor + ${shipping_minor}
    WHERE vendor_id = ${order.vendor_id} AND id = ${order.id} AND refunded_minor + ${amount_minor} <= paid_minor
      AND shipping_refunded_minor + ${shipping_minor} <= shipping_minor + CASE tax_mode WHEN 'exclusive' THEN shipping_tax_minor ELSE 0 END
  `.execute(tx);
  if (counted.numAffectedRows !== 1n) throw new AppError('refund_too_high', { allowed_minor: leftOf(order) });
}

async function countPieces({ tx, order }: OrderWork, { lines }: RefundPlan): Promise<void> {
  const counted = await sql`
    UPDATE orders.order_lines AS line SET quantity_refunded = line.quantity_refunded + back.quantity,
      refunded_minor = line.refunded_minor + back.amount_minor
    FROM unnest(${lines.map((line) => line.line_id)}::uuid[], ${lines.map((line) => line.quantity)}::int[],
      ${lines.map((line) => line.amount_minor)}::bigint[]) AS back (line_id, quantity, amount_minor)
    WHERE line.vendor_id = ${order.vendor_id} AND line.order_id = ${order.id} AND line.id = back.line_id
      AND line.quantity_refunded + back.quantity <= line.quantity
      AND line.refunded_minor + back.amount_minor <= line.total_minor
  `.execute(tx);
  assert(counted.numAffectedRows === BigInt(lines.length), 'what is planned for lines is left of them');
}
