import type { IncomingHttpHeaders } from 'node:http';
import type { Stripe } from 'stripe';
import type { PaymentWebhook } from '../provider.ts';

/** A webhook that was signed longer ago is refused: whoever recorded it cannot send it later. */
const TOLERANCE_S = 300;

export function readStripeWebhook(
  stripe: Stripe,
  { secret, now_ms }: { readonly secret: string; readonly now_ms: number },
  { headers, body }: { readonly headers: IncomingHttpHeaders; readonly body: Buffer },
): PaymentWebhook | 'refused' | 'ignored' {
  let event: Stripe.Event;
  try {
    const header = headers['stripe-signature'] ?? '';
    event = stripe.webhooks.constructEvent(body, header, secret, TOLERANCE_S, undefined, now_ms);
  } catch {
    return 'refused';
  }
  const about = subjectOf(event.data.object as unknown as Subject);
  return about === null ? 'ignored' : { event_id: event.id, type: event.type, ...about };
}

/** What is read of whatever an event is about. */
interface Subject {
  readonly object: string;
  readonly id: string;
  readonly payment_intent?: string | { readonly id: string } | null;
  readonly metadata?: Readonly<Record<string, string>> | null;
}

/** An account may take other money besides ours: what does not name a payment of ours is none of our business. */
function subjectOf(subject: Subject): Omit<PaymentWebhook, 'event_id' | 'type'> | null {
  const { object, id, payment_intent, metadata } = subject;
  const key = metadata?.['payment_id'] ?? null;
  if (object === 'payment_intent') return key === null ? null : { provider_ref: id, key, refund_key: null };
  const provider_ref = typeof payment_intent === 'object' ? (payment_intent?.id ?? null) : (payment_intent ?? null);
  if (provider_ref === null || (object !== 'charge' && object !== 'refund')) return null;
  return { provider_ref, key, refund_key: metadata?.['refund_id'] ?? null };
}
