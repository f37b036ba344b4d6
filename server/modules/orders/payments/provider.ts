import type { IncomingHttpHeaders } from 'node:http';

/**
 * The port to whoever moves the money. Amounts are whole minor units of `currency` as everywhere in the program; an
 * adapter translates them into the provider's own.
 *
 * Three rules make it safe to call from anywhere, any number of times:
 * - A key names one payment (our payment's id) or one refund (our refund's id) for ever. The same key never moves money
 *   twice, also where two processes ask at once.
 * - No call throws for what the network or the provider does. Where a request may have arrived and its answer did not,
 *   the state is `unknown`: ask `find` or `findRefund` later. Each call ends within PAYMENT_CALL_MS_MAX.
 * - `declined` and `cancelled` are final: the provider will take nothing under that key any more. A buyer who tries
 *   again begins another payment with another key.
 *
 * Never call with a transaction of ours open.
 */
export interface PaymentProvider {
  readonly name: 'test' | 'stripe';
  /** Nothing it does moves money. */
  readonly is_test: boolean;
  /** What a browser needs to enter a payment method at the provider; null where nothing is needed. */
  readonly publishable_key: string | null;

  /** Begins a payment, or with the same key answers again. Without `capture` the money is held, not taken. */
  pay(input: PayInput): Promise<PaymentAnswer>;
  /** Takes what is authorised, or a part of it; the rest is let go. Once per payment: a second call answers again. */
  capture(input: CaptureInput): Promise<PaymentAnswer>;
  /** Lets go of what is not captured. A payment that was captured already answers `captured`. */
  cancel(input: CancelInput): Promise<PaymentAnswer>;
  /**
   * What the provider holds now, by its ref, or by our key where the answer to `pay` never came. It settles what it
   * finds: a payment that was never sent to the buyer's bank, longer ago than a call takes, is given up at the provider.
   * @returns null: the provider has taken nothing and will take nothing under this key.
   */
  find(input: FindInput): Promise<PaymentAnswer | null>;

  /** Gives money back, in whole or in part, up to what was captured. */
  refund(input: RefundInput): Promise<RefundAnswer>;
  /** @returns null: the provider has no refund under this key; asking again with the same key is safe. */
  findRefund(input: FindRefundInput): Promise<RefundAnswer | null>;

  /**
   * Verifies one webhook from the exact bytes that came. It only says what to look at: the receiver asks `find` (or
   * `findRefund`) for the truth, so that the order of webhooks and doubles of them do not matter.
   * @returns `refused`: signature missing, wrong or older than the tolerance; `ignored`: genuine, but not of a payment
   * of ours. Neither is to be retried.
   */
  readWebhook(headers: IncomingHttpHeaders, body: Buffer): PaymentWebhook | 'refused' | 'ignored';
}

/** Bound of one call, all its requests together. Below what a request of a buyer may take, so that they are told how it stands. */
export const PAYMENT_CALL_MS_MAX = 15_000;

/** What is asked under one key: the same at every call, as the row of the payment has it. */
export interface PaymentAsked {
  /** Our payment's id. */
  readonly key: string;
  readonly amount_minor: number;
  /** ISO 4217, capital letters. */
  readonly currency: string;
  /** Takes the money at once; otherwise it is authorised until `capture` or `cancel`. */
  readonly capture: boolean;
  /** Token of the buyer's payment method, or null where the buyer enters one at the provider (`client_secret`). */
  readonly method: string | null;
  readonly group_id: string;
  /** What the buyer's statement or the provider's page says; at most 200 characters. */
  readonly description: string;
  /** When our row was written: providers forget their idempotency keys after a day. */
  readonly begun_at: Date;
}

export interface PayInput extends PaymentAsked {
  /** Where the provider sends the buyer after an action; an absolute address. */
  readonly return_url: string;
}

export interface FindInput extends PaymentAsked {
  /** Null where no answer named it. */
  readonly provider_ref: string | null;
}

export interface CaptureInput {
  readonly key: string;
  readonly provider_ref: string;
  readonly amount_minor: number;
  readonly currency: string;
}

export interface CancelInput {
  readonly key: string;
  readonly provider_ref: string;
  readonly currency: string;
}

export interface RefundInput {
  /** Our refund's id. */
  readonly key: string;
  /** Of the payment. */
  readonly provider_ref: string;
  readonly amount_minor: number;
  readonly currency: string;
}

export interface FindRefundInput extends Omit<RefundInput, 'amount_minor'> {
  readonly refund_ref: string | null;
}

export const PAYMENT_STATES = ['needs_action', 'authorised', 'captured', 'declined', 'cancelled', 'unknown'] as const;
export type PaymentState = (typeof PAYMENT_STATES)[number];

/** captured <= authorised, and refunded <= captured. */
export interface PaymentAnswer {
  readonly state: PaymentState;
  readonly provider_ref: string | null;
  /** What the buyer's bank agreed to; 0 before, and again after a cancel. */
  readonly authorised_minor: number;
  readonly captured_minor: number;
  readonly refunded_minor: number;
  /** With `needs_action`: where to send the buyer, an absolute address. */
  readonly action?: { readonly url: string };
  /** With `needs_action`, where the buyer enters a method at the provider; a secret of this buyer, never logged. */
  readonly client_secret?: string;
  /** With `declined`. */
  readonly decline?: PaymentDecline;
}

export interface PaymentDecline {
  /** The bank's reason, or `payment_failed` where the fault is the shop's and stands in its log. */
  readonly code: string;
  /** A sentence for the buyer. */
  readonly message: string;
}

export const REFUND_STATES = ['refunded', 'pending', 'refused', 'unknown'] as const;
export type RefundState = (typeof REFUND_STATES)[number];

export interface RefundAnswer {
  readonly state: RefundState;
  readonly refund_ref: string | null;
  /** Given back, or on its way; 0 where refused or unknown. */
  readonly amount_minor: number;
  /** With `refused`: a sentence for the vendor. */
  readonly reason?: string;
}

export interface PaymentWebhook {
  /** The provider's id of the event: the same when it comes again. */
  readonly event_id: string;
  /** The provider's word for what happened; for logs. */
  readonly type: string;
  /** The payment's; null where the event does not name it. */
  readonly provider_ref: string | null;
  /** Our payment's id, where the event carries it. */
  readonly key: string | null;
  /** Our refund's id, where the event is about one. */
  readonly refund_key: string | null;
}

/** An answer to a call whose outcome nobody knows yet. */
export function unknownPayment(provider_ref: string | null): PaymentAnswer {
  return { state: 'unknown', provider_ref, authorised_minor: 0, captured_minor: 0, refunded_minor: 0 };
}

export const unknownRefund: RefundAnswer = { state: 'unknown', refund_ref: null, amount_minor: 0 };
