import { randomBytes } from 'node:crypto';
import {
  checkAmount,
  fieldsOf,
  type Form,
  integerOf,
  invalid,
  oneOf,
  only,
  StripeRefusal,
  textOf,
} from './stripe-requests.ts';

/** Intents, charges and refunds as Stripe keeps them, of cards alone. */

export interface Charge {
  readonly id: string;
  readonly object: 'charge';
  readonly amount: number;
  amount_captured: number;
  amount_refunded: number;
  readonly payment_intent: string;
  readonly status: 'succeeded' | 'failed';
  readonly failure_code: string | null;
  readonly failure_message: string | null;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface Intent {
  readonly id: string;
  readonly object: 'payment_intent';
  readonly amount: number;
  amount_capturable: number;
  amount_received: number;
  readonly capture_method: string;
  readonly client_secret: string;
  readonly currency: string;
  readonly description: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  status: string;
  cancellation_reason: string | null;
  last_payment_error: Readonly<Record<string, unknown>> | null;
  latest_charge: Charge | null;
  next_action: {
    readonly type: string;
    readonly redirect_to_url: { readonly url: string; readonly return_url: string };
  } | null;
}

export interface Refund {
  readonly id: string;
  readonly object: 'refund';
  readonly amount: number;
  readonly currency: string;
  readonly payment_intent: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly status: string;
  readonly failure_reason?: string;
}

const DECLINES: Readonly<Record<string, readonly [decline_code: string, message: string]>> = {
  pm_card_visa_chargeDeclined: ['generic_decline', 'Your card was declined.'],
  pm_card_visa_chargeDeclinedInsufficientFunds: ['insufficient_funds', 'Your card has insufficient funds.'],
};
const NEEDS_ACTION = 'pm_card_threeDSecure2Required';
const CARDS = new Set(['pm_card_visa', NEEDS_ACTION, ...Object.keys(DECLINES)]);

export type Tell = (type: string, object: Intent | Charge | Refund) => void;

export class StripeBooks {
  readonly intents = new Map<string, Intent>();
  readonly refunds: Refund[] = [];
  private readonly tell: Tell;
  constructor(tell: Tell) {
    this.tell = tell;
  }

  intent(id: string): Intent {
    const found = this.intents.get(id);
    if (found === undefined)
      throw invalid(`No such payment_intent: '${id}'`, { code: 'resource_missing', param: 'intent' }, 404);
    return found;
  }

  create(form: Form): Intent {
    only(form, ['amount', 'currency', 'capture_method', 'allowed_payment_method_types', 'description', 'metadata']);
    const [amount, currency] = [integerOf(form, 'amount'), textOf(form, 'currency')];
    checkAmount(amount, currency);
    const id = `pi_${randomBytes(12).toString('hex')}`;
    const intent: Intent = {
      id,
      object: 'payment_intent',
      amount,
      amount_capturable: 0,
      amount_received: 0,
      capture_method: oneOf(form, 'capture_method', ['automatic', 'automatic_async', 'manual']) ?? 'automatic_async',
      client_secret: `${id}_secret_${randomBytes(12).toString('hex')}`,
      currency,
      description: form['description'] === undefined ? null : textOf(form, 'description'),
      metadata: fieldsOf(form, 'metadata'),
      status: 'requires_payment_method',
      cancellation_reason: null,
      last_payment_error: null,
      latest_charge: null,
      next_action: null,
    };
    this.intents.set(id, intent);
    this.tell('payment_intent.created', intent);
    return intent;
  }

  confirm(id: string, form: Form): Intent {
    only(form, ['payment_method', 'return_url', 'expand']);
    const intent = this.intent(id);
    if (!['requires_payment_method', 'requires_confirmation', 'requires_action'].includes(intent.status))
      throw this.unexpected(intent, 'confirm');
    const method = textOf(form, 'payment_method');
    if (!CARDS.has(method))
      throw invalid(`No such PaymentMethod: '${method}'`, { code: 'resource_missing', param: 'payment_method' });
    if (method === NEEDS_ACTION) {
      const return_url = textOf(form, 'return_url');
      intent.status = 'requires_action';
      intent.next_action = {
        type: 'redirect_to_url',
        redirect_to_url: { url: `https://hooks.stripe.com/3d_secure_2/${id}`, return_url },
      };
      this.tell('payment_intent.requires_action', intent);
      return intent;
    }
    const decline = DECLINES[method];
    if (decline !== undefined)
      throw this.decline(intent, { code: 'card_declined', decline_code: decline[0], message: decline[1] });
    return this.charge(intent);
  }

  /** The buyer's answer on the bank's page. */
  authenticate(id: string, approved: boolean): void {
    const intent = this.intent(id);
    intent.next_action = null;
    if (approved) this.charge(intent);
    else
      this.decline(intent, {
        code: 'payment_intent_authentication_failure',
        message: 'We are unable to authenticate your payment method.',
      });
  }

  capture(id: string, form: Form): Intent {
    only(form, ['amount_to_capture', 'expand']);
    const intent = this.intent(id);
    if (intent.status !== 'requires_capture' || intent.latest_charge === null) throw this.unexpected(intent, 'capture');
    const amount =
      form['amount_to_capture'] === undefined ? intent.amount_capturable : integerOf(form, 'amount_to_capture');
    checkAmount(amount, intent.currency);
    if (amount > intent.amount_capturable)
      throw invalid('The amount to capture is greater than what is authorised.', { code: 'amount_too_large' });
    Object.assign(intent, { status: 'succeeded', amount_received: amount, amount_capturable: 0 });
    intent.latest_charge.amount_captured = amount;
    this.tell('payment_intent.succeeded', intent);
    return intent;
  }

  cancel(id: string, form: Form): Intent {
    only(form, ['cancellation_reason', 'expand']);
    const intent = this.intent(id);
    if (['succeeded', 'canceled'].includes(intent.status)) throw this.unexpected(intent, 'cancel');
    const reasons = ['abandoned', 'duplicate', 'fraudulent', 'requested_by_customer'];
    intent.cancellation_reason = oneOf(form, 'cancellation_reason', reasons);
    Object.assign(intent, { status: 'canceled', amount_capturable: 0, next_action: null });
    this.tell('payment_intent.canceled', intent);
    return intent;
  }

  refund(form: Form): Refund {
    only(form, ['payment_intent', 'amount', 'metadata']);
    const { id, currency, latest_charge: charge } = this.intent(textOf(form, 'payment_intent'));
    if (charge === null || charge.amount_captured === 0)
      throw invalid('This PaymentIntent does not have a successful charge to refund.');
    const left = charge.amount_captured - charge.amount_refunded;
    const amount = form['amount'] === undefined ? left : integerOf(form, 'amount');
    if (left === 0)
      throw invalid(`Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' });
    if (amount < 1) throw invalid('Invalid positive integer', { param: 'amount' });
    if (amount > left)
      throw invalid(`Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`, {
        param: 'amount',
      });
    charge.amount_refunded += amount;
    const refund: Refund = {
      id: `re_${randomBytes(12).toString('hex')}`,
      object: 'refund',
      amount,
      currency,
      payment_intent: id,
      metadata: fieldsOf(form, 'metadata'),
      status: 'succeeded',
    };
    this.refunds.push(refund);
    this.tell('charge.refunded', charge);
    this.tell('refund.created', refund);
    return refund;
  }

  private charge(intent: Intent): Intent {
    const taken = intent.capture_method !== 'manual';
    intent.latest_charge = this.newCharge(intent, taken ? intent.amount : 0);
    intent.last_payment_error = null;
    if (taken) Object.assign(intent, { status: 'succeeded', amount_received: intent.amount });
    else Object.assign(intent, { status: 'requires_capture', amount_capturable: intent.amount });
    this.tell(taken ? 'payment_intent.succeeded' : 'payment_intent.amount_capturable_updated', intent);
    return intent;
  }

  private decline(
    intent: Intent,
    error: { readonly code: string; readonly decline_code?: string; readonly message: string },
  ): StripeRefusal {
    const charge = this.newCharge(intent, 0, error);
    Object.assign(intent, { status: 'requires_payment_method', latest_charge: charge });
    intent.last_payment_error = { type: 'card_error', charge: charge.id, ...error };
    this.tell('payment_intent.payment_failed', intent);
    return new StripeRefusal(402, { ...intent.last_payment_error, payment_intent: intent }, true);
  }

  private newCharge(
    { id, amount, metadata }: Intent,
    amount_captured: number,
    failure: { readonly code: string; readonly message: string } | null = null,
  ): Charge {
    return {
      id: `ch_${randomBytes(12).toString('hex')}`,
      object: 'charge',
      amount,
      amount_captured,
      amount_refunded: 0,
      payment_intent: id,
      status: failure === null ? 'succeeded' : 'failed',
      failure_code: failure?.code ?? null,
      failure_message: failure?.message ?? null,
      metadata,
    };
  }

  private unexpected(intent: Intent, verb: string): StripeRefusal {
    return invalid(`You cannot ${verb} this PaymentIntent because it has a status of ${intent.status}.`, {
      code: 'payment_intent_unexpected_state',
      payment_intent: intent,
    });
  }
}
