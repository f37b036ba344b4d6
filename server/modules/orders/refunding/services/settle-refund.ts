import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { minorText } from '../../../../../contract/minor-units.ts';
import { crashPoint } from '../../../../platform/crash-point.ts';
import { type Told, told } from '../../../../platform/facts/record.ts';
import type { OrdersContext } from '../../context.ts';
import { paymentRefunded, refundFailed } from '../../facts.ts';
import { ofOrder } from '../../order-facts.ts';
import type { RefundAnswer } from '../../payments/provider.ts';
import { appendEvent } from '../../services/append-events.ts';
import { inOrders } from '../../services/in-orders.ts';
import { openOrder, type OrderWork } from '../../services/open-order.ts';
import { settleOrder } from '../../services/settle-order.ts';
import { type OrdersTx, ordersTables, type RefundedLine } from '../../tables.ts';
import { ATTEMPTS_MAX, nextAttempt } from '../refund-backoff.ts';
import type { ClaimedRefund } from './claim-refund.ts';

/**
 * Writes down what became of a refund, once, whoever learns it: done, failed (then its amount is left to give back again),
 * or still to be asked about.
 */
export async function settleRefund(
  { platform }: OrdersContext,
  refund: ClaimedRefund,
  answer: RefundAnswer,
): Promise<void> {
  const at = platform.clock.now();
  const stuck = await inOrders(platform, { user_id: null }, async (tx) => {
    const by = { actor: 'system', actor_id: null } as const;
    const work = await openOrder(tx, { vendor_id: refund.vendor_id, id: refund.order_id }, { at, by });
    if (!(await isOpen(tx, refund.id))) return false;
    if (answer.state === 'refunded') await settleOrder(work, [await done(work, refund, answer)]);
    else if (answer.state === 'refused') await settleOrder(work, [await failed(work, refund, answer)]);
    else return askAgain(tx, { refund, answer, at });
    crashPoint('refund.before_commit');
    return false;
  });
  if (stuck)
    platform.log.error({ refund_id: refund.id, attempts: refund.attempts }, 'nobody knows what became of a refund');
}

async function isOpen(tx: OrdersTx, id: string): Promise<boolean> {
  const row = await ordersTables(tx)
    .selectFrom('refunds')
    .where('id', '=', id)
    .forUpdate()
    .select('state')
    .executeTakeFirst();
  return row?.state === 'requested' || row?.state === 'unknown';
}

async function done(work: OrderWork, refund: ClaimedRefund, { refund_ref }: RefundAnswer): Promise<Told> {
  const { tx, order, at, by } = work;
  const amount_minor = Number(refund.amount_minor);
  await ordersTables(tx)
    .updateTable('refunds')
    .where('id', '=', refund.id)
    .set({ state: 'done', provider_ref: refund_ref, next_attempt_at: null, last_error: null, done_at: at })
    .execute();
  assert(refund.payment !== null, 'what was given back was paid');
  await ordersTables(tx)
    .updateTable('payments')
    .where('id', '=', refund.payment.id)
    .set((eb) => ({ refunded_minor: eb('refunded_minor', '+', amount_minor), updated_at: at }))
    .execute();
  await appendEvent(tx, { vendor_id: order.vendor_id, order_id: order.id }, at, {
    type: 'refunded',
    ...by,
    text: `${minorText(amount_minor, order.currency)} ${order.currency} were given back.`,
    data: { refund_id: refund.id, amount_minor },
  });
  const { id: refund_id, reason } = refund;
  return told(paymentRefunded, order.id, { ...ofOrder(work), refund_id, amount_minor, reason });
}

/** The provider will not give it back: amount and pieces count as not given back again. */
async function failed(work: OrderWork, refund: ClaimedRefund, answer: RefundAnswer): Promise<Told> {
  const { tx, order, at, by } = work;
  const amount_minor = Number(refund.amount_minor);
  const error = answer.reason ?? 'The provider refused it.';
  await ordersTables(tx)
    .updateTable('refunds')
    .where('id', '=', refund.id)
    .set({ state: 'failed', provider_ref: answer.refund_ref, next_attempt_at: null, last_error: error, done_at: at })
    .execute();
  await ordersTables(tx)
    .updateTable('orders')
    .where('vendor_id', '=', order.vendor_id)
    .where('id', '=', order.id)
    .set((eb) => ({
      refunded_minor: eb('refunded_minor', '-', amount_minor),
      shipping_refunded_minor: eb('shipping_refunded_minor', '-', Number(refund.shipping_minor)),
    }))
    .execute();
  await takeBackFromLines(work, refund.lines as readonly RefundedLine[]);
  await appendEvent(tx, { vendor_id: order.vendor_id, order_id: order.id }, at, {
    type: 'refund_failed',
    ...by,
    text: `${minorText(amount_minor, order.currency)} ${order.currency} could not be given back: ${error}`,
    data: { refund_id: refund.id, amount_minor },
    is_public: false,
  });
  return told(refundFailed, order.id, { ...ofOrder(work), refund_id: refund.id, amount_minor, error });
}

async function takeBackFromLines({ tx, order }: OrderWork, lines: readonly RefundedLine[]): Promise<void> {
  await sql`
    UPDATE orders.order_lines AS line SET quantity_refunded = line.quantity_refunded - back.quantity,
      refunded_minor = line.refunded_minor - back.amount_minor
    FROM unnest(${lines.map((line) => line.line_id)}::uuid[], ${lines.map((line) => line.quantity)}::int[],
      ${lines.map((line) => line.amount_minor)}::bigint[]) AS back (line_id, quantity, amount_minor)
    WHERE line.vendor_id = ${order.vendor_id} AND line.order_id = ${order.id} AND line.id = back.line_id
  `.execute(tx);
}

/** @returns whether it was asked about for the last time. */
async function askAgain(
  tx: OrdersTx,
  { refund, answer, at }: { readonly refund: ClaimedRefund; readonly answer: RefundAnswer; readonly at: Date },
): Promise<boolean> {
  const stuck = refund.attempts >= ATTEMPTS_MAX;
  const missing = refund.payment === null ? 'There is no payment to give it back of.' : null;
  await ordersTables(tx)
    .updateTable('refunds')
    .where('id', '=', refund.id)
    .set({
      // On its way, it may still be refused: it is done once the provider says so.
      state: 'unknown',
      provider_ref: answer.refund_ref ?? refund.provider_ref,
      last_error: missing ?? (answer.state === 'pending' ? null : 'The provider did not say what became of it.'),
      next_attempt_at: stuck ? null : nextAttempt(answer.state, refund.attempts, at),
    })
    .execute();
  return stuck;
}
