import type { IncomingHttpHeaders } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Platform } from '../../../../platform/platform.ts';
import { DeadlineError, within } from '../deadline.ts';
import {
  type CaptureInput,
  type FindInput,
  PAYMENT_CALL_MS_MAX,
  type PaymentAnswer,
  type PaymentProvider,
  type PaymentWebhook,
  type PayInput,
  unknownPayment,
  unknownRefund,
} from '../provider.ts';
import { behaviourOf } from './behaviours.ts';
import { answerOf } from './payment-view.ts';
import { findPayment } from './selectors/find-payment.ts';
import { findRefund } from './selectors/find-refund.ts';
import { changePayment } from './services/change-payment.ts';
import { giveBack } from './services/give-back.ts';
import { giveUp } from './services/give-up.ts';
import { takePayment } from './services/take-payment.ts';
import type { TestWebhookBody } from './services/write-webhook.ts';
import { isSigned, SIGNATURE_HEADER } from './signature.ts';

/** What a call waits that is to time out: long enough to be seen, short enough to be waited for. */
const TEST_TIMEOUT_MS = 1_500;
/** The most that the books take at once; the tables hold to it too. */
const AMOUNT_MINOR_MAX = 1_000_000_000_000;

export function testSecret(platform: Platform): Buffer {
  return platform.secrets.derive('payments.test.webhooks');
}

/**
 * A provider without a bank behind it, for trying and proving the shop: books of its own, written in transactions of their
 * own, that every process sees. `behaviours.ts` says how to make it decline, ask the buyer, time out or tell late.
 *
 * @param options.timeout_ms what a call that is to time out waits before it is `unknown`.
 */
export function createTestProvider(
  platform: Platform,
  { timeout_ms = TEST_TIMEOUT_MS }: { readonly timeout_ms?: number } = {},
): PaymentProvider {
  const { log } = platform;
  const { public_url } = platform.config;

  /** A fault of the books is to the shop what a broken network is: nobody knows what became of the call. */
  async function asked<Answer>(unknown: Answer, work: () => Promise<Answer>): Promise<Answer> {
    try {
      return await within(PAYMENT_CALL_MS_MAX, work());
    } catch (err) {
      log.error(
        { err },
        err instanceof DeadlineError ? 'the test provider did not answer' : 'the test provider failed',
      );
      return unknown;
    }
  }

  async function pay(input: PayInput): Promise<PaymentAnswer> {
    if (input.amount_minor > AMOUNT_MINOR_MAX) return { ...unknownPayment(null), state: 'declined', decline: TOO_MUCH };
    const behaviour = behaviourOf(input.method, input.amount_minor);
    if (behaviour === null) {
      log.warn({ method: input.method }, 'the test provider does not know this method');
      return { ...unknownPayment(null), state: 'declined', decline: UNKNOWN_METHOD };
    }
    if (behaviour === 'test_lost') {
      await pause(timeout_ms);
      return unknownPayment(null);
    }
    const { payment, booked } = await takePayment(platform, input, behaviour);
    if (behaviour === 'test_timeout' && booked) {
      await pause(timeout_ms);
      return unknownPayment(null);
    }
    return answerOf(payment, public_url);
  }

  return {
    name: 'test',
    is_test: true,
    publishable_key: null,
    pay: (input) => asked(unknownPayment(null), () => pay(input)),
    capture: (input) => asked(unknownPayment(input.provider_ref), () => capture(platform, input)),
    cancel: ({ provider_ref }) => asked(unknownPayment(provider_ref), () => cancel(platform, provider_ref)),
    find: (input) =>
      asked<PaymentAnswer | null>(unknownPayment(input.provider_ref), () => find(platform, input, timeout_ms)),
    refund: (input) =>
      asked(unknownRefund, async () => {
        const { answer, behaviour } = await giveBack(platform, input);
        if (behaviour !== 'test_refund_timeout' || answer.state === 'refused') return answer;
        await pause(timeout_ms);
        return unknownRefund;
      }),
    findRefund: ({ key }) => asked(unknownRefund, () => findRefund(platform, key)),
    readWebhook: (headers, body) => readWebhook(platform, headers, body),
  };
}

/** @param timeout_ms for so long a call to pay may still be on its way. */
async function find(platform: Platform, input: FindInput, timeout_ms: number): Promise<PaymentAnswer | null> {
  const { key, begun_at, provider_ref } = input;
  const { public_url } = platform.config;
  // Never booked, and never to be: whoever waited for it would hold stock for ever.
  if (input.amount_minor > AMOUNT_MINOR_MAX) return null;
  const found = await findPayment(platform, key);
  if (found !== null) return found.behaviour === 'given_up' ? null : answerOf(found, public_url);
  if (platform.clock.ms() - begun_at.getTime() < timeout_ms) return unknownPayment(provider_ref);
  const late = await giveUp(platform, input);
  return late && answerOf(late, public_url);
}

const UNKNOWN_METHOD = {
  code: 'payment_failed',
  message: 'The payment could not be made. Nothing was charged; pay another way.',
} as const;

const TOO_MUCH = {
  code: 'amount_too_large',
  message: 'This is more than can be paid at once. Nothing was charged; buy less at a time.',
} as const;

async function capture(platform: Platform, { provider_ref, amount_minor }: CaptureInput): Promise<PaymentAnswer> {
  const payment = await changePayment(platform, provider_ref, ({ state, authorised_minor }) =>
    state === 'authorised' && amount_minor >= 1 && amount_minor <= Number(authorised_minor)
      ? { state: 'captured', captured_minor: String(amount_minor) }
      : null,
  );
  return payment === null ? unknownPayment(provider_ref) : answerOf(payment, platform.config.public_url);
}

async function cancel(platform: Platform, provider_ref: string): Promise<PaymentAnswer> {
  const payment = await changePayment(platform, provider_ref, ({ state }) =>
    state === 'authorised' || state === 'needs_action' ? { state: 'cancelled', authorised_minor: '0' } : null,
  );
  return payment === null ? unknownPayment(provider_ref) : answerOf(payment, platform.config.public_url);
}

function readWebhook(platform: Platform, headers: IncomingHttpHeaders, body: Buffer): PaymentWebhook | 'refused' {
  const header = headers[SIGNATURE_HEADER];
  if (!isSigned(testSecret(platform), body, { header, now_ms: platform.clock.ms() })) return 'refused';
  // Signed by us: the form is ours.
  const { event_id, type, provider_ref, key, refund_key } = JSON.parse(body.toString()) as TestWebhookBody;
  return { event_id, type, provider_ref, key, refund_key };
}
