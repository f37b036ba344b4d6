import type { BodyOf } from '../../../../../contract/schemas.ts';
import { AppError } from '../../../../../contract/errors.ts';
import type { OrderGroupView } from '../../../../../contract/orders.ts';
import { crashPoint } from '../../../../platform/crash-point.ts';
import { claimKey, keepSubject } from '../../../../platform/once.ts';
import type { Idempotency } from '../../../../platform/http/route.ts';
import { accountEmail } from '../../basket/selectors/get-basket.ts';
import { type Buyer, buyerOf, type BuyerCall } from '../../buyer.ts';
import type { OrdersContext } from '../../context.ts';
import { inOrders } from '../../services/in-orders.ts';
import { answerOnce, withToken } from './answer-once.ts';
import { payGroup } from './pay-group.ts';
import { prepareCheckout } from './prepare-checkout.ts';

/**
 * Checks a basket out: it is held and frozen in one transaction, paid with none open, and placed in another; docs/orders.md
 * tells what a death between any two of them leaves, and who goes on from there. The same key goes on from where the first
 * call was.
 *
 * @throws AppError as `prepareCheckout`, `rate_limited`, `idempotency_key_reused`.
 */
export async function checkOut(
  context: OrdersContext,
  call: BuyerCall & { readonly body: BodyOf<'checkOut'> },
): Promise<OrderGroupView> {
  const buyer = buyerOf(call);
  if (buyer === null) throw new AppError('basket_unknown');
  const idempotency = keyOf(call);
  const begun = await begin(context, { buyer, idempotency, body: call.body });
  if (begun.answer !== null) return withToken(context, buyer.key, begun.answer);
  crashPoint('checkout.prepared');
  await payGroup(context, begun.group_id);
  crashPoint('checkout.finalised');
  const view = await answerOnce(context, { scope: buyer.key, idempotency, group_id: begun.group_id });
  crashPoint('checkout.before_reply');
  return view;
}

export function keyOf({ request }: BuyerCall): Idempotency {
  if (request.idempotency === null) throw new AppError('idempotency_key_required');
  return request.idempotency;
}

type Begun = { readonly answer: string } | { readonly answer: null; readonly group_id: string };

async function begin(
  context: OrdersContext,
  { buyer, idempotency, body }: { buyer: Buyer; idempotency: Idempotency; body: BodyOf<'checkOut'> },
): Promise<Begun> {
  const { platform } = context;
  const account_email = await accountEmail(platform, buyer);
  const at = platform.clock.now();
  const named = { scope: buyer.key, idempotency, at };
  return inOrders(platform, buyer, async (tx): Promise<Begun> => {
    const kept = await claimKey(tx, named);
    if (kept?.answer != null) return { answer: kept.answer };
    if (kept?.subject != null) return { answer: null, group_id: kept.subject };
    // Whoever asks again with a key that is known tries nothing new.
    context.attempts.take('checkout', buyer);
    const group_id = await prepareCheckout(tx, context, { buyer, account_email, body, at });
    await keepSubject(tx, named, group_id);
    crashPoint('checkout.before_prepare_commit');
    return { answer: null, group_id };
  });
}
