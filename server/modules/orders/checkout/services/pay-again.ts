import type { BodyOf } from '../../../../../contract/schemas.ts';
import { AppError } from '../../../../../contract/errors.ts';
import type { OrderGroupView } from '../../../../../contract/orders.ts';
import { crashPoint } from '../../../../platform/crash-point.ts';
import type { Idempotency } from '../../../../platform/http/route.ts';
import { claimKey, keepSubject } from '../../../../platform/once.ts';
import { type Buyer, type BuyerCall, payerOf } from '../../buyer.ts';
import type { OrdersContext } from '../../context.ts';
import { inOrders } from '../../services/in-orders.ts';
import { type OrdersTx, ordersTables } from '../../tables.ts';
import { findGroup } from '../selectors/find-group.ts';
import { answerOnce, withToken } from './answer-once.ts';
import { keyOf } from './check-out.ts';
import { payGroup } from './pay-group.ts';
import { startPayment } from './start-payment.ts';

/** Tries to pay one checkout. */
const TRIES_MAX = 20;

type Call = BuyerCall & { readonly id: string; readonly body: BodyOf<'payAgain'> };

/**
 * Tries once more to pay a checkout that waits for it, by a payment of its own.
 * @throws AppError `order_unknown`, `payment_settled`, `payment_running`, `rate_limited`, `idempotency_key_reused`.
 */
export async function payAgain(context: OrdersContext, call: Call): Promise<OrderGroupView> {
  const buyer = payerOf(call);
  const idempotency = keyOf(call);
  context.attempts.take('payment', buyer);
  const answer = await begin(context, call, { buyer, idempotency });
  if (answer !== null) return withToken(context, buyer.key, answer);
  crashPoint('payment.started');
  await payGroup(context, call.id);
  return answerOnce(context, { scope: buyer.key, idempotency, group_id: call.id });
}

/** @returns the answer that is kept for the key; null where it is to be paid now. */
function begin(
  context: OrdersContext,
  call: Call,
  { buyer, idempotency }: { readonly buyer: Buyer; readonly idempotency: Idempotency },
): Promise<string | null> {
  const at = context.platform.clock.now();
  const named = { scope: buyer.key, idempotency, at };
  return inOrders(context.platform, buyer, async (tx) => {
    const kept = await claimKey(tx, named);
    if (kept?.answer != null) return kept.answer;
    if (kept?.subject != null) return null;
    const group = await findGroup(tx, call, call.id, { lock: true });
    // What was begun with test money is not paid with any other, nor the other way round.
    const is_other = group.is_test !== context.payments.is_test;
    if (group.status !== 'pending_payment' || group.pay_until <= at || is_other) throw new AppError('payment_settled');
    await refuseRunning(tx, group.id);
    const asked = { id: group.id, currency: group.currency, total_minor: Number(group.total_minor) };
    const payment_id = await startPayment(tx, context, { group: asked, method: call.body.payment_method, at });
    await keepSubject(tx, named, payment_id);
    return null;
  });
}

async function refuseRunning(tx: OrdersTx, group_id: string): Promise<void> {
  const tries = await ordersTables(tx)
    .selectFrom('payments')
    .where('group_id', '=', group_id)
    .where('is_surplus', '=', false)
    .select('state')
    .execute();
  if (tries.some(({ state }) => state !== 'declined' && state !== 'cancelled')) throw new AppError('payment_running');
  if (tries.length >= TRIES_MAX || tries.length === 0) throw new AppError('payment_settled');
}
