import { crashPoint } from '../../../../platform/crash-point.ts';
import type { OrdersContext } from '../../context.ts';
import { askBack } from './ask-back.ts';
import { claimRefund } from './claim-refund.ts';
import { returnSurplusNext } from './return-surplus.ts';
import { settleRefund } from './settle-refund.ts';

/**
 * Works off one refund that is due: the provider is asked with no transaction of ours open, under the refund's id, so that
 * whoever asks again after a death moves no money twice. Where no order's is due, it is one of what was paid twice.
 *
 * @returns whether there was one.
 */
export async function giveBackNext(context: OrdersContext): Promise<boolean> {
  const refund = await claimRefund(context);
  if (refund === null) return returnSurplusNext(context);
  crashPoint('refund.before_call');
  const answer = await askBack(context, refund);
  crashPoint('refund.called');
  await settleRefund(context, refund, answer);
  return true;
}
