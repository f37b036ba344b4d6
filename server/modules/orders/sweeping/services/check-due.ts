import { crashPoint } from '../../../../platform/crash-point.ts';
import { checkPayment } from '../../checkout/services/check-payment.ts';
import { PAY_CALL_MS_MAX } from '../../checkout/services/start-payment.ts';
import { hasEnded, type PaymentRow } from '../../checkout/services/open-group.ts';
import { nextCheck, nextLookBack } from '../../checkout/services/payment-backoff.ts';
import type { OrdersContext } from '../../context.ts';
import { inOrders } from '../../services/in-orders.ts';
import { ordersTables } from '../../tables.ts';

/**
 * Asks the provider about one payment whose time has come: of a call that never answered, a buyer who never came back, an
 * amount that waits to be taken, a try that has ended and might have been taken after all. Others leave it alone meanwhile.
 *
 * @returns whether there was one.
 */
export async function checkDuePayment(context: OrdersContext): Promise<boolean> {
  const payment = await claimDue(context);
  if (payment === null) return false;
  await checkPayment(context, payment.id, { claimed: true, ended_too: true });
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
      .select(['id', 'state', 'attempts', 'updated_at'])
      .forUpdate()
      .skipLocked()
      .executeTakeFirst();
    if (due === undefined) return null;
    await ordersTables(tx)
      .updateTable('payments')
      .where('id', '=', due.id)
      .set({ attempts: due.attempts + 1, next_check_at: nextOf(due, at) })
      .execute();
    return due;
  });
}

function nextOf(due: Pick<PaymentRow, 'state' | 'attempts' | 'updated_at'>, at: Date): Date | null {
  if (hasEnded(due)) return nextLookBack(due.updated_at, at);
  const later = new Date(at.getTime() + PAY_CALL_MS_MAX);
  if (due.state === 'started') return later;
  const next = nextCheck('unknown', due.attempts, at);
  return next > later ? next : later;
}
