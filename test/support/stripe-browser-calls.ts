import type { IncomingMessage } from 'node:http';
import type { Intent, StripeBooks } from './stripe-books.ts';
import { type Form, invalid, textOf } from './stripe-requests.ts';

/** What Stripe.js asks of the API from a browser: with the publishable key, about the one intent whose secret it names. */

/** Numbers of cards that Stripe gives for tests. */
const CARDS: Readonly<Record<string, string>> = {
  '4242424242424242': 'pm_card_visa',
  '4000000000000002': 'pm_card_visa_chargeDeclined',
  '4000000000009995': 'pm_card_visa_chargeDeclinedInsufficientFunds',
  '4000002760003184': 'pm_card_threeDSecure2Required',
};

export function isBrowser({ headers }: IncomingMessage, form: Form): boolean {
  return headers.authorization === undefined && typeof form['key'] === 'string';
}

/** @param asked.key the account's publishable key. */
export function answerBrowser(
  books: StripeBooks,
  { call, form, key }: { readonly call: string; readonly form: Form; readonly key: string },
): { status: number; body: string } {
  if (form['key'] !== key) throw invalid('Invalid API Key provided: pk_test_****', {}, 401);
  const [, method, id = '', verb] = /^(GET|POST) \/v1\/payment_intents\/(\w+)(?:\/(confirm))?$/.exec(call) ?? [];
  const intent = books.intent(id);
  if (textOf(form, 'client_secret') !== intent.client_secret)
    throw invalid('The client_secret provided does not match any associated PaymentIntent on this account.');
  if (method === 'GET' && verb === undefined) return shown(intent);
  if (method === 'POST' && verb === 'confirm') return shown(books.confirm(id, confirmation(form)));
  throw invalid('This API call cannot be made with a publishable API key.', {}, 403);
}

function confirmation(form: Form): Form {
  const { payment_method_data: data } = form;
  const card = typeof data === 'object' ? data['card'] : undefined;
  const number = typeof card === 'object' ? textOf(card, 'number') : '';
  const payment_method = CARDS[number];
  if (payment_method === undefined) throw invalid('Your card number is incorrect.', { code: 'incorrect_number' }, 402);
  return { payment_method, return_url: textOf(form, 'return_url') };
}

/** Without what is the account's alone. */
function shown({ id, object, amount, currency, status, next_action, last_payment_error }: Intent) {
  const body = JSON.stringify({ id, object, amount, currency, status, next_action, last_payment_error });
  return { status: 200, body };
}
