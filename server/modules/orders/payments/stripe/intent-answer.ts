import type { Stripe } from 'stripe';
import type { PaymentAnswer, PaymentState } from '../provider.ts';
import { fromStripeAmount } from './amounts.ts';
import { declineOf, PAYMENT_FAILED } from './faults.ts';

/** Metadata of every intent of ours: the key by which it is found again, and who confirms it. */
export interface IntentMetadata {
  readonly payment_id: string;
  readonly group_id: string;
  /** `shop`: by us, with a token; `buyer`: in the browser, with the client secret. */
  readonly confirmed_by: 'shop' | 'buyer';
}

/** With the charge inside, which alone says what was given back. */
export const WITH_CHARGE = { expand: ['latest_charge'] };

/** An intent of ours that was never sent to the buyer's bank. */
export function isUnsent(intent: Stripe.PaymentIntent): boolean {
  const { status, last_payment_error, latest_charge } = intent;
  return (
    (status === 'requires_payment_method' || status === 'requires_confirmation') &&
    !last_payment_error &&
    !latest_charge
  );
}

/** We gave it up before it was sent: as if it had never been. */
export function isGivenUp(intent: Stripe.PaymentIntent): boolean {
  return intent.status === 'canceled' && intent.cancellation_reason === 'abandoned';
}

export function intentAnswer(intent: Stripe.PaymentIntent): PaymentAnswer {
  const byBuyer = intent.metadata['confirmed_by'] === 'buyer';
  const currency = intent.currency.toUpperCase();
  const minor = (amount: number): number => fromStripeAmount(amount, currency);
  const state = stateOf(intent, byBuyer);
  const url = intent.next_action?.redirect_to_url?.url;
  const failed = failureOf(intent);
  return {
    state,
    provider_ref: intent.id,
    authorised_minor: state === 'captured' ? minor(intent.amount) : minor(intent.amount_capturable),
    captured_minor: minor(intent.amount_received),
    refunded_minor: minor(chargeOf(intent)?.amount_refunded ?? 0),
    ...(state === 'needs_action' && url && { action: { url } }),
    ...(state === 'needs_action' && byBuyer && intent.client_secret && { client_secret: intent.client_secret }),
    ...(state === 'declined' && { decline: failed ?? PAYMENT_FAILED }),
  };
}

/**
 * Where the buyer confirms in the browser, a card that was declined is no end: another may be entered there. Where we
 * confirm, with one key, it is.
 */
function stateOf(intent: Stripe.PaymentIntent, byBuyer: boolean): PaymentState {
  switch (intent.status) {
    case 'succeeded':
      return 'captured';
    case 'requires_capture':
      return 'authorised';
    case 'requires_action':
      return 'needs_action';
    case 'canceled':
      return 'cancelled';
    case 'requires_payment_method':
    case 'requires_confirmation':
      if (byBuyer) return 'needs_action';
      return isUnsent(intent) ? 'unknown' : 'declined';
    case 'processing':
    default:
      return 'unknown';
  }
}

function chargeOf({ latest_charge }: Stripe.PaymentIntent): Stripe.Charge | null {
  return typeof latest_charge === 'string' ? null : latest_charge;
}

function failureOf(intent: Stripe.PaymentIntent): PaymentAnswer['decline'] | null {
  if (intent.last_payment_error) return declineOf(intent.last_payment_error);
  const charge = chargeOf(intent);
  return charge?.status === 'failed' ? declineOf({ code: charge.failure_code, message: charge.failure_message }) : null;
}
