import type { OrderGroupView } from '../../../../../contract/orders.ts';
import { type BuyerCall, payerOf } from '../../buyer.ts';
import type { OrdersContext } from '../../context.ts';
import { inOrders } from '../../services/in-orders.ts';
import { findGroup, getOrderGroup } from '../selectors/find-group.ts';
import { checkPayment } from './check-payment.ts';
import { hasEnded, lastPayment } from './open-group.ts';

/**
 * Asks the provider how the payment of a checkout stands, and settles it: for a browser that comes back from its page. One
 * that has ended is not asked about, and counts for nothing.
 * @throws AppError `order_unknown`, `rate_limited` `{ retry_after_s }`.
 */
export async function confirmPayment(
  context: OrdersContext,
  call: BuyerCall & { readonly id: string },
): Promise<OrderGroupView> {
  const { platform } = context;
  const payment = await inOrders(platform, { user_id: null }, async (tx) => {
    const group = await findGroup(tx, call, call.id);
    return lastPayment(tx, group.id);
  });
  if (payment !== null && payment.state !== 'captured' && !hasEnded(payment)) {
    context.attempts.take('confirmation', payerOf(call));
    await checkPayment(context, payment.id);
  }
  return getOrderGroup(platform, call);
}
