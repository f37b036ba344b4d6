import { newId } from '../../../../platform/ids.ts';
import { ordersTables } from '../../tables.ts';
import { type GroupWork, hasEnded, type PaymentRow } from './open-group.ts';

/** Whether another try pays for the checkout, or has paid for it: money that comes by this one is taken twice. */
export async function isPaidElsewhere({ tx, group }: GroupWork, payment: PaymentRow): Promise<boolean> {
  const others = await ordersTables(tx)
    .selectFrom('payments')
    .where('group_id', '=', group.id)
    .where('id', '<>', payment.id)
    .where('is_surplus', '=', false)
    .select('state')
    .execute();
  return others.some((one) => !hasEnded(one));
}

/** Asks for all of a payment to be given back that was taken twice: no order has it, and no vendor. A worker sends it. */
export async function requestSurplusRefund({ tx, at, group }: GroupWork, payment: PaymentRow): Promise<void> {
  await ordersTables(tx)
    .insertInto('surplus_refunds')
    .values({
      id: newId(),
      payment_id: payment.id,
      group_id: group.id,
      state: 'requested',
      amount_minor: payment.amount_minor,
      currency: payment.currency,
      next_attempt_at: at,
      created_at: at,
    })
    .execute();
}
