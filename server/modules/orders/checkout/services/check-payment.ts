import { assertOutsideTransaction } from '../../../../platform/db/transaction.ts';
import type { OrdersContext } from '../../context.ts';
import type { PaymentAnswer } from '../../payments/provider.ts';
import type { GroupRow } from '../../selectors/group-view.ts';
import { inOrders } from '../../services/in-orders.ts';
import { ordersTables } from '../../tables.ts';
import { hasEnded, type PaymentRow } from './open-group.ts';
import { askedOf } from './pay-group.ts';
import { settlePayment } from './settle-payment.ts';

type Asked = PaymentRow & { readonly number: string; readonly status: GroupRow['status']; readonly pay_until: Date };

/**
 * Asks the provider for the truth about a payment and settles it; one that is settled, or whose call to pay is still under
 * way, is left alone. Nothing is paid any more after the time of its checkout: what the buyer has not confirmed by then is
 * cancelled at the provider.
 *
 * @param claimed whether the caller found its time come, and keeps others from it.
 * @param ended_too whether one that was declined or cancelled is asked about: of a notice, or for a look back. Money that
 * came after all is found so; what could still be paid is cancelled.
 * @returns how it stands at the provider; null where it was not asked, or knows nothing of it.
 */
export async function checkPayment(
  context: OrdersContext,
  payment_id: string,
  { claimed = false, ended_too = false }: { readonly claimed?: boolean; readonly ended_too?: boolean } = {},
): Promise<PaymentAnswer | null> {
  const { payments, platform } = context;
  const payment = await readPayment(context, payment_id);
  const at_ms = platform.clock.ms();
  if (
    payment === null ||
    payment.provider !== payments.name ||
    payment.state === 'captured' ||
    (hasEnded(payment) && !ended_too)
  )
    return null;
  // To be asked may end a payment at the provider that was begun and not sent on yet.
  if (payment.state === 'started' && (payment.next_check_at?.getTime() ?? 0) > at_ms && !claimed) return null;
  assertOutsideTransaction();
  const found = await payments.find(askedOf(payment));
  const is_over = hasEnded(payment) || payment.status !== 'pending_payment' || payment.pay_until.getTime() <= at_ms;
  const answer = is_over ? await letGo(context, payment, found) : found;
  await settlePayment(context, payment, answer);
  return answer;
}

/** What waits for its buyer is cancelled; what was taken meanwhile stays taken. */
async function letGo(
  { payments }: OrdersContext,
  payment: Asked,
  found: PaymentAnswer | null,
): Promise<PaymentAnswer | null> {
  if (found === null || found.provider_ref === null) return found;
  if (found.state !== 'needs_action' && found.state !== 'authorised') return found;
  return payments.cancel({ key: payment.id, provider_ref: found.provider_ref, currency: payment.currency });
}

async function readPayment({ platform }: OrdersContext, id: string): Promise<Asked | null> {
  const row = await inOrders(platform, { user_id: null }, (tx) =>
    ordersTables(tx)
      .selectFrom('payments')
      .innerJoin('order_groups as group', 'group.id', 'payments.group_id')
      .where('payments.id', '=', id)
      .selectAll('payments')
      .select(['group.number', 'group.status', 'group.pay_until'])
      .executeTakeFirst(),
  );
  return row ?? null;
}
