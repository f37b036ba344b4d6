import { Stripe } from 'stripe';
import type { Logger } from '../../../../platform/log.ts';
import type { PaymentDecline } from '../provider.ts';

/**
 * What an error of a call means for the money:
 * - `declined`: the buyer's bank said no;
 * - `refused`: Stripe did nothing, as it never will with this request;
 * - `reused`: the idempotency key stands for another request: what became of that one is another question;
 * - `misconfigured`: Stripe did nothing now, as our API key may not;
 * - `unknown`: the request may have arrived (timeouts, broken connections, 409, 429, 5xx, answers that make no sense).
 */
export type Fault =
  | { readonly kind: 'declined'; readonly decline: PaymentDecline }
  | { readonly kind: 'refused' | 'reused' | 'misconfigured' | 'unknown'; readonly reason: string };

export function faultOf(err: unknown): Fault {
  const { errors } = Stripe;
  const reason = err instanceof Error ? err.message : String(err);
  if (err instanceof errors.StripeCardError)
    return {
      kind: 'declined',
      decline: declineOf({ code: err.code, decline_code: err.decline_code, message: err.message }),
    };
  if (err instanceof errors.StripeInvalidRequestError) return { kind: 'refused', reason };
  if (err instanceof errors.StripeIdempotencyError) return { kind: 'reused', reason };
  if (err instanceof errors.StripeAuthenticationError || err instanceof errors.StripePermissionError)
    return { kind: 'misconfigured', reason };
  return { kind: 'unknown', reason };
}

/** What a payment became could not be read: whatever the reason, its outcome is not known. */
export class UnreadError extends Error {
  override readonly name = 'UnreadError';
}

/** Stripe writes messages of declines for the buyer, in sentences. */
export function declineOf(error: {
  readonly code?: string | null | undefined;
  readonly decline_code?: string | null | undefined;
  readonly message?: string | null | undefined;
}): PaymentDecline {
  return {
    code: error.decline_code ?? error.code ?? 'card_declined',
    message: error.message || 'The card was declined. Nothing was charged; pay another way.',
  };
}

/** The fault is the shop's, and its log says which. */
export const PAYMENT_FAILED: PaymentDecline = {
  code: 'payment_failed',
  message: 'The payment could not be made. Nothing was charged; try again later.',
};

/** Only named fields: an error of the SDK carries headers and whole payments with their client secrets. */
export function logFault(log: Logger, call: string, thrown: unknown): void {
  const err = thrown instanceof UnreadError ? thrown.cause : thrown;
  const { kind } = faultOf(err);
  const told =
    err instanceof Stripe.errors.StripeError
      ? {
          type: err.type,
          code: err.code ?? null,
          status: err.statusCode ?? null,
          request_id: err.requestId ?? null,
          reason: err.message,
        }
      : { reason: err instanceof Error ? err.message : String(err) };
  if (kind === 'declined') log.info({ call, stripe: told }, 'a payment was declined');
  else if (kind === 'unknown') log.warn({ call, stripe: told }, 'Stripe gave no answer to go by');
  else log.error({ call, stripe: told }, 'Stripe refused a call: its keys or this shop need a change');
}
