import { assertOutsideTransaction } from '../../../../platform/db/transaction.ts';
import { crashPoint } from '../../../../platform/crash-point.ts';
import type { OrdersContext } from '../../context.ts';
import type { FindInput } from '../../payments/provider.ts';
import { inOrders } from '../../services/in-orders.ts';
import { ordersTables } from '../../tables.ts';
import { finaliseFree } from './finalise-free.ts';
import type { PaymentRow } from './open-group.ts';
import { settlePayment } from './settle-payment.ts';
import { PAY_CALL_MS_MAX } from './start-payment.ts';

/**
 * Pays what was begun, with no transaction open, and settles what the provider answers. Called again, by whoever repeats
 * the call or after a crash, it goes on from where it was: the provider knows the payment by its id.
 */
export async function payGroup(context: OrdersContext, group_id: string): Promise<void> {
  const payment = await takeStarted(context, group_id);
  if (payment === null) return finaliseFree(context, group_id);
  assertOutsideTransaction();
  const answer = await context.payments.pay({ ...askedOf(payment), return_url: returnUrl(context, group_id) });
  crashPoint('checkout.paid');
  await settlePayment(context, payment, answer);
}

function returnUrl({ platform }: OrdersContext, group_id: string): string {
  return `${platform.config.public_url}/orders/${group_id}`;
}

/** What the provider is asked under a payment's key: the same at every call. */
export function askedOf(payment: PaymentRow & { readonly number: string }): FindInput {
  return {
    key: payment.id,
    provider_ref: payment.provider_ref,
    amount_minor: Number(payment.amount_minor),
    currency: payment.currency,
    capture: true,
    method: payment.method,
    group_id: payment.group_id,
    description: `Order ${payment.number}`,
    begun_at: payment.created_at,
  };
}

/** The try to pay that nobody has settled, kept from others while it is asked for. */
async function takeStarted(
  { platform }: OrdersContext,
  group_id: string,
): Promise<(PaymentRow & { readonly number: string }) | null> {
  const at = platform.clock.now();
  return inOrders(platform, { user_id: null }, async (tx) => {
    const taken = await ordersTables(tx)
      .updateTable('payments')
      .from('order_groups as group')
      .whereRef('group.id', '=', 'payments.group_id')
      .where('payments.group_id', '=', group_id)
      .where('payments.state', '=', 'started')
      .set((eb) => ({
        attempts: eb('payments.attempts', '+', 1),
        next_check_at: new Date(at.getTime() + PAY_CALL_MS_MAX),
      }))
      .returningAll('payments')
      .returning('group.number')
      .executeTakeFirst();
    return taken ?? null;
  });
}
