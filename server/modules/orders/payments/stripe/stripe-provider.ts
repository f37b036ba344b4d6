import { Stripe } from 'stripe';
import type { StripeConfig } from '../../../../config-payments.ts';
import type { Logger } from '../../../../platform/log.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { within } from '../deadline.ts';
import {
  PAYMENT_CALL_MS_MAX,
  type PaymentAnswer,
  type PaymentAsked,
  type PaymentProvider,
  type PayInput,
  type RefundAnswer,
  unknownPayment,
  unknownRefund,
} from '../provider.ts';
import { toStripeAmount } from './amounts.ts';
import { faultOf, logFault } from './faults.ts';
import { cancelIntent, captureIntent, failed, findIntent, payIntent } from './intents.ts';
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

  const asked = asker(log, timeout_ms);
  const unknownOf =
    ({ provider_ref }: { readonly provider_ref: string | null }) =>
    () =>
      unknownPayment(provider_ref);
  const unknown = () => unknownRefund;
  const ageOf = ({ begun_at }: PaymentAsked): number => clock.ms() - begun_at.getTime();

  async function pay(input: PayInput): Promise<PaymentAnswer> {
    const { amount_minor, currency } = input;
    const age_ms = ageOf(input);
    if (toStripeAmount(amount_minor, currency) !== null)
      return asked(
        'pay',
        () => payIntent(stripe, input, age_ms),
        (err) => unpaid(err, age_ms < timeout_ms),
      );
    log.error({ amount_minor, currency }, 'Stripe cannot charge exactly this amount');
    return failed(null);
  }

  return {
    name: 'stripe',
    is_test: publishable_key.startsWith('pk_test_'),
    publishable_key,
    pay,
    capture: (input) => asked('capture', () => captureIntent(stripe, input), unknownOf(input)),
    cancel: (input) => asked('cancel', () => cancelIntent(stripe, input), unknownOf(input)),
    find: (input) =>
      asked('find', () => findIntent(stripe, input, { age_ms: ageOf(input), timeout_ms }), unknownOf(input)),
    refund: (input) => asked('refund', () => makeRefund(stripe, input), unrefunded),
    findRefund: (input) => asked('findRefund', () => lookForRefund(stripe, input), unknown),
    readWebhook: (headers, body) =>
      readStripeWebhook(stripe, { secret: webhook_secret, now_ms: clock.ms() }, { headers, body }),
  };
}

/** Gives the answer of a call, or what `otherwise` makes of an error that is none. */
function asker(log: Logger, timeout_ms: number) {
  return async <Answer>(
    call: string,
    work: () => Promise<Answer>,
    otherwise: (err: unknown) => Answer,
  ): Promise<Answer> => {
    try {
      return await within(timeout_ms, work());
    } catch (err) {
      logFault(log, call, err);
      return otherwise(err);
    }
  };
}

/**
 * Where Stripe did nothing the payment failed for good, and another key may try again. That our API key is refused says it
 * of a young payment alone: an older one may have been taken when the key was still good.
 */
function unpaid(err: unknown, young: boolean): PaymentAnswer {
  const { kind } = faultOf(err);
  return kind === 'refused' || (kind === 'misconfigured' && young) ? failed(null) : unknownPayment(null);
}

function unrefunded(err: unknown): RefundAnswer {
  const fault = faultOf(err);
  return fault.kind === 'refused' ? refused(fault.reason) : unknownRefund;
}
