import { crashPoint } from '../../../../platform/crash-point.ts';
import type { OrdersContext } from '../../context.ts';
import { type RefundAnswer, unknownRefund } from '../../payments/provider.ts';
import { type ClaimedRefund, claimRefund } from './claim-refund.ts';
import { settleRefund } from './settle-refund.ts';

/**
 * Works off one refund that is due: the provider is asked with no transaction of ours open, under the refund's id, so that
 * whoever asks again after a death moves no money twice.
 *
 * @returns whether there was one.
 */
export async function giveBackNext(context: OrdersContext): Promise<boolean> {
  const refund = await claimRefund(context);
  if (refund === null) return false;
  crashPoint('refund.before_call');
  const answer = await ask(context, refund);
  crashPoint('refund.called');
  await settleRefund(context, refund, answer);
  return true;
}

/** One that was asked for before is looked for first: providers forget keys after a day, but not what they gave back. */
async function ask({ payments }: OrdersContext, refund: ClaimedRefund): Promise<RefundAnswer> {
  const { payment, currency } = refund;
  if (payment === null) return unknownRefund;
  const asked = { key: refund.id, provider_ref: payment.provider_ref, currency };
  if (refund.attempts > 1) {
    const found = await payments.findRefund({ ...asked, refund_ref: refund.provider_ref });
    if (found !== null) return found;
  }
  return payments.refund({ ...asked, amount_minor: Number(refund.amount_minor) });
}
