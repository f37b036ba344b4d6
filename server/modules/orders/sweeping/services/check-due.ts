import { crashPoint } from '../../../../platform/crash-point.ts';
import { checkPayment } from '../../checkout/services/check-payment.ts';
import { PAY_CALL_MS_MAX } from '../../checkout/services/start-payment.ts';
import { nextCheck } from '../../checkout/services/payment-backoff.ts';
import type { OrdersContext } from '../../context.ts';
import { inOrders } from '../../services/in-orders.ts';
import { ordersTables } from '../../tables.ts';

/**
 * Asks the provider about one payment whose time has come: of a call that never answered, a buyer who never came back, an
 * amount that waits to be taken. Others leave it alone meanwhile.
 *
 * @returns whether there was one.
 */
export async function checkDuePayment(context: OrdersContext): Promise<boolean> {
  const payment = await claimDue(context);
  if (payment === null) return false;
  await checkPayment(context, payment.id, { claimed: true });
  crashPoint('sweep.payment_checked');
  return true;
}

async function claimDue({ platform, payments }: OrdersContext): Promise<{ readonly id: string } | null> {
  const at = platform.clock.now();
  return inOrders(platform, { user_id: null }, async (tx) => {
    const due = await ordersTables(tx)
      .selectFrom('payments')
      .where('next_check_at', '<=', at)
      .where('provider', '=', payments.name)
      .orderBy('next_check_at')
      .limit(1)
      .select(['id', 'state', 'attempts'])
      .forUpdate()
      .skipLocked()
      .executeTakeFirst();
    if (due === undefined) return null;
    const until =
      due.state === 'started'
        ? PAY_CALL_MS_MAX
        : Math.max(PAY_CALL_MS_MAX, nextCheck('unknown', due.attempts, at).getTime() - at.getTime());
    await ordersTables(tx)
      .updateTable('payments')
      .where('id', '=', due.id)
      .set({ attempts: due.attempts + 1, next_check_at: new Date(at.getTime() + until) })
      .execute();
    return due;
  });
}
