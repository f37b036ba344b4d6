import type { BuyerCall } from '../../buyer.ts';
import type { OrdersContext } from '../../context.ts';
import { inOrders } from '../../services/in-orders.ts';
import { findGroup } from '../selectors/find-group.ts';
import { lastPayment } from './open-group.ts';
import { settlePayment } from './settle-payment.ts';

/**
 * Lets go, at the provider, of a payment that waits for its buyer: they have gone back from the bank's page and want
 * something else. Of any other payment nothing happens; one that was confirmed meanwhile is settled as paid.
 *
 * @param call.whole false: only a part is to be cancelled, and the payment, which is for all of it, stands.
 * @throws AppError `order_unknown`.
 */
export async function giveUpPayment(
  context: OrdersContext,
  call: BuyerCall & { readonly id: string; readonly whole: boolean },
): Promise<void> {
  if (!call.whole) return;
  const payment = await inOrders(context.platform, { user_id: null }, async (tx) => {
    const group = await findGroup(tx, call, call.id);
    return lastPayment(tx, group.id);
  });
  if (payment === null || payment.state !== 'needs_action' || payment.provider_ref === null) return;
  const { id: key, provider_ref, currency } = payment;
  await settlePayment(context, payment, await context.payments.cancel({ key, provider_ref, currency }));
}
