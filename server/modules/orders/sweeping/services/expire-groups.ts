import { sql } from 'kysely';
import { crashPoint } from '../../../../platform/crash-point.ts';
import { closeUnpaid } from '../../checkout/services/close-group.ts';
import type { OrdersContext } from '../../context.ts';
import { inOrders } from '../../services/in-orders.ts';
import type { PassedOver } from '../passed-over.ts';

/** Checkouts that one look ends. */
export const EXPIRED_AT_ONCE_MAX = 50;

/**
 * Ends checkouts that were not paid in time. While a payment may still come, none is: the provider is asked first, and what
 * waits for its buyer is cancelled there (`checkPayment`). One that cannot be ended is passed over for a while.
 *
 * @returns how many were ended.
 */
export async function expireGroups({ platform }: OrdersContext, passed: PassedOver): Promise<number> {
  const at = platform.clock.now();
  const due = await inOrders(platform, { user_id: null }, async (tx) => {
    const { rows } = await sql<{ id: string }>`
      SELECT waiting.id FROM orders.order_groups AS waiting
      WHERE waiting.status = 'pending_payment' AND waiting.pay_until <= ${at}
        AND waiting.id <> ALL (${passed.ids()}::uuid[]) AND NOT EXISTS (
        SELECT FROM orders.payments AS payment WHERE payment.group_id = waiting.id
          AND payment.state NOT IN ('declined', 'cancelled') AND NOT payment.is_surplus)
      ORDER BY waiting.pay_until LIMIT ${EXPIRED_AT_ONCE_MAX}`.execute(tx);
    return rows;
  });
  let ended = 0;
  for (const { id } of due) {
    try {
      if (await closeUnpaid(platform, id, { status: 'expired', reason: 'It was not paid in time.', by: 'system' }))
        ended += 1;
    } catch (err) {
      platform.log.error({ err, group_id: id }, 'a checkout that was not paid could not be ended; it is tried again');
      passed.add(id);
    }
    crashPoint('sweep.group_expired');
  }
  return ended;
}
