import type { Stripe } from 'stripe';
import type { RefundAnswer, RefundInput } from '../provider.ts';
import { fromStripeAmount, toStripeAmount } from './amounts.ts';

/** Refunds of one payment that are looked through for ours. */
const REFUNDS_MAX = 1_000;
const PAGE = 100;

/**
 * Looks before it leaps: Stripe forgets keys after a day, and a refund that is asked for again later must not be made
 * again.
 */
export async function makeRefund(
  stripe: Stripe,
  { key, provider_ref, amount_minor, currency }: RefundInput,
): Promise<RefundAnswer> {
  const amount = toStripeAmount(amount_minor, currency);
  if (amount === null) return refused(`Stripe cannot give back exactly this amount of ${currency}.`);
  const made = await findOne(stripe, { key, provider_ref });
  if (made !== null) return answerOf(made);
  const refund = await stripe.refunds.create(
    { payment_intent: provider_ref, amount, metadata: { refund_id: key } },
    { idempotencyKey: `refund-${key}` },
  );
  return answerOf(refund);
}

export async function lookForRefund(
  stripe: Stripe,
  { key, provider_ref, refund_ref }: { key: string; provider_ref: string; refund_ref: string | null },
): Promise<RefundAnswer | null> {
  if (refund_ref !== null) return answerOf(await stripe.refunds.retrieve(refund_ref));
  const refund = await findOne(stripe, { key, provider_ref });
  return refund && answerOf(refund);
}

export function refused(reason: string): RefundAnswer {
  return { state: 'refused', refund_ref: null, amount_minor: 0, reason };
}

async function findOne(
  stripe: Stripe,
  { key, provider_ref }: { key: string; provider_ref: string },
): Promise<Stripe.Refund | null> {
  const all = await stripe.refunds
    .list({ payment_intent: provider_ref, limit: PAGE })
    .autoPagingToArray({ limit: REFUNDS_MAX });
  return all.find(({ metadata }) => metadata?.['refund_id'] === key) ?? null;
}

function answerOf(refund: Stripe.Refund): RefundAnswer {
  const amount_minor = fromStripeAmount(refund.amount, refund.currency.toUpperCase());
  if (refund.status === 'succeeded') return { state: 'refunded', refund_ref: refund.id, amount_minor };
  if (refund.status === 'failed' || refund.status === 'canceled')
    return {
      ...refused(`The bank did not take it back: ${refund.failure_reason ?? refund.status}.`),
      refund_ref: refund.id,
    };
  return { state: 'pending', refund_ref: refund.id, amount_minor };
}
