import type { Stripe } from 'stripe';
import {
  type CancelInput,
  type CaptureInput,
  type FindInput,
  type PaymentAnswer,
  type PaymentAsked,
  type PayInput,
  unknownPayment,
} from '../provider.ts';
import { toStripeAmount } from './amounts.ts';
import { faultOf, PAYMENT_FAILED, UnreadError } from './faults.ts';
import { type IntentMetadata, intentAnswer, isGivenUp, isUnsent, WITH_CHARGE } from './intent-answer.ts';

/**
 * A payment in two requests, so that its outcome can always be found again. `create` moves no money and may be repeated;
 * its answer is the same intent as long as Stripe remembers the key. `confirm` goes to the buyer's bank, once per key.
 * What stays after a broken call is then an intent that says itself whether it was ever sent.
 */

/** Stripe forgets idempotency keys after 24 hours at the earliest; from here on ours count as forgotten. */
const REPLAYED_MS = 23 * 3_600_000;

export async function payIntent(stripe: Stripe, input: PayInput, age_ms: number): Promise<PaymentAnswer> {
  if (age_ms > REPLAYED_MS)
    return (await findIntent(stripe, { ...input, provider_ref: null }, { age_ms, timeout_ms: 0 })) ?? failed(null);
  const created = await create(stripe, input);
  // A replay says how the intent was when it was made.
  const intent = isReplayed(created) ? await retrieve(stripe, created.id) : created;
  if (input.method === null || !isUnsent(intent)) return intentAnswer(intent);
  return confirm(stripe, input, intent.id);
}

async function confirm(stripe: Stripe, { key, method, return_url }: PayInput, id: string): Promise<PaymentAnswer> {
  try {
    const confirmed = await stripe.paymentIntents.confirm(
      id,
      { payment_method: method ?? '', return_url, ...WITH_CHARGE },
      { idempotencyKey: `confirm-${key}` },
    );
    return intentAnswer(isReplayed(confirmed) ? await retrieve(stripe, id) : confirmed);
  } catch (err) {
    const fault = faultOf(err);
    if (fault.kind === 'declined') return { ...failed(id), decline: fault.decline };
    // Another call confirmed it or gave it up meanwhile, or Stripe does not know the method: the intent says which.
    if (fault.kind !== 'refused' && fault.kind !== 'reused') throw err;
    const intent = await retrieve(stripe, id);
    if (isUnsent(intent)) throw err;
    return intentAnswer(intent);
  }
}

/**
 * @param age.timeout_ms a younger payment may still be on its way to the bank: it is not given up.
 * @returns null where nothing was sent to the buyer's bank, and nothing will be.
 */
export async function findIntent(
  stripe: Stripe,
  input: FindInput,
  age: { readonly age_ms: number; readonly timeout_ms: number },
): Promise<PaymentAnswer | null> {
  const id = input.provider_ref ?? (await locate(stripe, input, age.age_ms));
  if (id === null) return null;
  const intent = await retrieve(stripe, id);
  if (input.method === null || !(isUnsent(intent) || isGivenUp(intent))) return intentAnswer(intent);
  if (isGivenUp(intent)) return null;
  if (age.age_ms < age.timeout_ms) return unknownPayment(id);
  const after = await changeIntent(stripe, id, () =>
    stripe.paymentIntents.cancel(id, { cancellation_reason: 'abandoned' }, { idempotencyKey: `abandon-${input.key}` }),
  );
  return isGivenUp(after) ? null : intentAnswer(after);
}

export async function captureIntent(stripe: Stripe, input: CaptureInput): Promise<PaymentAnswer> {
  const { key, provider_ref, amount_minor, currency } = input;
  const amount_to_capture = toStripeAmount(amount_minor, currency) ?? 0;
  const after = await changeIntent(stripe, provider_ref, () =>
    stripe.paymentIntents.capture(
      provider_ref,
      { amount_to_capture, ...WITH_CHARGE },
      { idempotencyKey: `capture-${key}` },
    ),
  );
  return intentAnswer(after);
}

export async function cancelIntent(stripe: Stripe, { key, provider_ref }: CancelInput): Promise<PaymentAnswer> {
  const after = await changeIntent(stripe, provider_ref, () =>
    stripe.paymentIntents.cancel(
      provider_ref,
      { cancellation_reason: 'requested_by_customer', ...WITH_CHARGE },
      { idempotencyKey: `cancel-${key}` },
    ),
  );
  return intentAnswer(after);
}

/**
 * Changes an intent, or learns how it is where it does not allow the change (any more).
 * @throws what `change` throws where the outcome is not known.
 */
async function changeIntent(
  stripe: Stripe,
  id: string,
  change: () => Promise<Stripe.PaymentIntent>,
): Promise<Stripe.PaymentIntent> {
  try {
    return await change();
  } catch (err) {
    const { kind } = faultOf(err);
    if (kind === 'refused' || kind === 'reused' || kind === 'declined') return retrieve(stripe, id);
    throw err;
  }
}

/** By the key as long as it is remembered, then by the search, which lags by a minute at most. */
async function locate(stripe: Stripe, asked: PaymentAsked, age_ms: number): Promise<string | null> {
  if (toStripeAmount(asked.amount_minor, asked.currency) === null) return null;
  if (age_ms <= REPLAYED_MS)
    try {
      return (await create(stripe, asked)).id;
    } catch (err) {
      if (faultOf(err).kind === 'refused') return null;
      throw err;
    }
  const { data } = await stripe.paymentIntents.search({ query: `metadata['payment_id']:'${asked.key}'`, limit: 10 });
  return (data.find((intent) => !isUnsent(intent) && !isGivenUp(intent)) ?? data[0])?.id ?? null;
}

/** The same request for the same payment, whoever asks: Stripe answers it again, and refuses another with its key. */
async function create(stripe: Stripe, asked: PaymentAsked): Promise<Stripe.Response<Stripe.PaymentIntent>> {
  const metadata: IntentMetadata = {
    payment_id: asked.key,
    group_id: asked.group_id,
    confirmed_by: asked.method === null ? 'buyer' : 'shop',
  };
  return stripe.paymentIntents.create(
    {
      amount: toStripeAmount(asked.amount_minor, asked.currency) ?? 0,
      currency: asked.currency.toLowerCase(),
      capture_method: asked.capture ? 'automatic' : 'manual',
      // Cards answer at once; other ways may take days, which no order waits for.
      allowed_payment_method_types: ['card'],
      description: asked.description,
      metadata: { ...metadata },
    },
    { idempotencyKey: `pay-${asked.key}` },
  );
}

/** @throws UnreadError for every fault: that a payment cannot be read says nothing about its money. */
async function retrieve(stripe: Stripe, id: string): Promise<Stripe.PaymentIntent> {
  try {
    return await stripe.paymentIntents.retrieve(id, WITH_CHARGE);
  } catch (cause) {
    throw new UnreadError('the payment could not be read', { cause });
  }
}

function isReplayed(response: Stripe.Response<Stripe.PaymentIntent>): boolean {
  return response.lastResponse.headers['idempotent-replayed'] === 'true';
}

export function failed(provider_ref: string | null): PaymentAnswer {
  return {
    state: 'declined',
    provider_ref,
    authorised_minor: 0,
    captured_minor: 0,
    refunded_minor: 0,
    decline: PAYMENT_FAILED,
  };
}
