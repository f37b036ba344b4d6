import type { OrdersContext } from '../../context.ts';
import { type RefundAnswer, unknownRefund } from '../../payments/provider.ts';
import type { ClaimedRefund } from './claim-refund.ts';

/** What a provider is asked to give back. */
interface Asked extends Pick<ClaimedRefund, 'id' | 'attempts' | 'amount_minor' | 'currency' | 'provider_ref'> {
  /** Null where it took none: there is nothing to ask. */
  readonly payment: { readonly provider_ref: string } | null;
}

/** One that was asked for before is looked for first: providers forget keys after a day, but not what they gave back. */
export async function askBack({ payments }: OrdersContext, refund: Asked): Promise<RefundAnswer> {
  const { payment, currency } = refund;
  if (payment === null) return unknownRefund;
  const asked = { key: refund.id, provider_ref: payment.provider_ref, currency };
  if (refund.attempts > 1) {
    const found = await payments.findRefund({ ...asked, refund_ref: refund.provider_ref });
    if (found !== null) return found;
  }
  return payments.refund({ ...asked, amount_minor: Number(refund.amount_minor) });
}
