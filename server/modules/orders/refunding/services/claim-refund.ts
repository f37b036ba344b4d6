import type { OrdersContext } from '../../context.ts';
import { PAYMENT_CALL_MS_MAX } from '../../payments/provider.ts';
import type { RefundRow } from '../../selectors/order-rows.ts';
import { inOrders } from '../../services/in-orders.ts';
import { ordersTables } from '../../tables.ts';

/** Whoever claimed a refund is believed dead after this long: a look, a call and what is written afterwards fit in. */
export const LEASE_MS = 3 * PAYMENT_CALL_MS_MAX;

/** A refund that this process works off now. */
export interface ClaimedRefund extends RefundRow {
  /** Of the payment that it gives back; null where none was captured by the provider that is set. */
  readonly payment: { readonly id: string; readonly provider_ref: string } | null;
}

/** Takes the refund that waits longest; others leave it alone until the lease ends. @returns null where none is due. */
export function claimRefund({ platform, payments }: OrdersContext): Promise<ClaimedRefund | null> {
  const at = platform.clock.now();
  return inOrders(platform, { user_id: null }, async (tx) => {
    const refund = await ordersTables(tx)
      .selectFrom('refunds')
      .where('next_attempt_at', '<=', at)
      .orderBy('next_attempt_at')
      .limit(1)
      .forUpdate()
      .skipLocked()
      .selectAll()
      .executeTakeFirst();
    if (refund === undefined) return null;
    const attempts = refund.attempts + 1;
    await ordersTables(tx)
      .updateTable('refunds')
      .where('id', '=', refund.id)
      .set({ attempts, next_attempt_at: new Date(at.getTime() + LEASE_MS) })
      .execute();
    const payment = await ordersTables(tx)
      .selectFrom('payments')
      .where('group_id', '=', refund.group_id)
      .where('state', '=', 'captured')
      .where('is_surplus', '=', false)
      .where('provider', '=', payments.name)
      .select(['id', 'provider_ref'])
      .executeTakeFirst();
    const provider_ref = payment?.provider_ref ?? null;
    const found = payment === undefined || provider_ref === null ? null : { id: payment.id, provider_ref };
    return { ...refund, attempts, payment: found };
  });
}
