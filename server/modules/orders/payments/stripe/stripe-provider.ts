import Stripe from 'stripe';
import type { StripeConfig } from '../../../../config-payments.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { within } from '../deadline.ts';
import {
  PAYMENT_CALL_MS_MAX,
  type PaymentAnswer,
  type PaymentProvider,
  type PayInput,
  unknownPayment,
  unknownRefund,
} from '../provider.ts';
import { toStripeAmount } from './amounts.ts';
import { faultOf, logFault } from './faults.ts';
import { intentAnswer, WITH_CHARGE } from './intent-answer.ts';
import { changeIntent, failed, findIntent, payIntent } from './intents.ts';
import { lookForRefund, makeRefund, refused } from './refunds.ts';
import { readStripeWebhook } from './webhooks.ts';

/**
 * Stripe by its SDK, pinned to the SDK's API version. Nothing is retried but a connection that closed at once, by the SDK
 * and with the same key.
 *
 * @param options.timeout_ms bound of a call.
 */
export function createStripeProvider(
  platform: Platform,
  { secret_key, publishable_key, webhook_secret, api }: StripeConfig,
  { timeout_ms = PAYMENT_CALL_MS_MAX }: { readonly timeout_ms?: number } = {},
): PaymentProvider {
  const { log, clock } = platform;
  const stripe = new Stripe(secret_key, { ...api, maxNetworkRetries: 0, timeout: timeout_ms, telemetry: false });

  /** The answer, or what `otherwise` makes of an error that is no answer. */
  async function asked<Answer>(
    call: string,
    work: () => Promise<Answer>,
    otherwise: (err: unknown) => Answer,
  ): Promise<Answer> {
    try {
      return await within(timeout_ms, work());
    } catch (err) {
      logFault(log, call, err);
      return otherwise(err);
    }
  }

  /**
   * Where Stripe did nothing the payment failed for good, and another key may try again. That our API key is refused says it
   * of a payment that began just now; an older one may have been taken when the key was still good.
   */
  function unpaid(err: unknown, { begun_at }: PayInput): PaymentAnswer {
    const { kind } = faultOf(err);
    const young = clock.ms() - begun_at.getTime() < timeout_ms;
    return kind === 'refused' || (kind === 'misconfigured' && young) ? failed(null) : unknownPayment(null);
  }

  async function pay(input: PayInput): Promise<PaymentAnswer> {
    if (toStripeAmount(input.amount_minor, input.currency) !== null)
      return asked(
        'pay',
        () => payIntent(stripe, input, clock.ms()),
        (err) => unpaid(err, input),
      );
    const { amount_minor, currency } = input;
    log.error({ amount_minor, currency }, 'Stripe cannot charge exactly this amount');
    return failed(null);
  }

  return {
    name: 'stripe',
    publishable_key,
    pay,
    capture: ({ key, provider_ref, amount_minor, currency }) =>
      asked(
        'capture',
        async () => {
          const amount_to_capture = toStripeAmount(amount_minor, currency) ?? 0;
          const capture = () =>
            stripe.paymentIntents.capture(
              provider_ref,
              { amount_to_capture, ...WITH_CHARGE },
              { idempotencyKey: `capture-${key}` },
            );
          return intentAnswer(await changeIntent(stripe, provider_ref, capture));
        },
        () => unknownPayment(provider_ref),
      ),
    cancel: ({ key, provider_ref }) =>
      asked(
        'cancel',
        async () => {
          const cancel = () =>
            stripe.paymentIntents.cancel(
              provider_ref,
              { cancellation_reason: 'requested_by_customer', ...WITH_CHARGE },
              { idempotencyKey: `cancel-${key}` },
            );
          return intentAnswer(await changeIntent(stripe, provider_ref, cancel));
        },
        () => unknownPayment(provider_ref),
      ),
    find: (input) =>
      asked(
        'find',
        () => findIntent(stripe, input, clock.ms()),
        () => unknownPayment(input.provider_ref),
      ),
    refund: (input) =>
      asked(
        'refund',
        () => makeRefund(stripe, input),
        (err) => {
          const fault = faultOf(err);
          return fault.kind === 'refused' ? refused(fault.reason) : unknownRefund;
        },
      ),
    findRefund: (input) =>
      asked(
        'findRefund',
        () => lookForRefund(stripe, input),
        () => unknownRefund,
      ),
    readWebhook: (headers, body) =>
      readStripeWebhook(stripe, { secret: webhook_secret, now_ms: clock.ms() }, { headers, body }),
  };
}
