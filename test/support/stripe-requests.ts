/** Requests and refusals as Stripe's API has them; shared by the parts of the local server. */

export type Form = { [name: string]: string | Form };

/** A refusal; `stored` says that the request was begun, so that its idempotency key answers the same again. */
export class StripeRefusal extends Error {
  readonly status: number;
  readonly error: Readonly<Record<string, unknown>>;
  readonly stored: boolean;
  constructor(status: number, error: Readonly<Record<string, unknown>>, stored = false) {
    super(String(error['message']));
    this.status = status;
    this.error = error;
    this.stored = stored;
  }
}

export function invalid(message: string, more: Readonly<Record<string, unknown>> = {}, status = 400): StripeRefusal {
  return new StripeRefusal(status, { type: 'invalid_request_error', message, ...more });
}

/** `metadata[payment_id]=1&expand[0]=latest_charge` as an object. */
export function parseForm(text: string): Form {
  const form: Form = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const path = name.split(/[[\]]+/).filter((part) => part !== '');
    let at = form;
    for (const part of path.slice(0, -1)) {
      const next = (at[part] ??= {});
      if (typeof next === 'string') throw invalid(`Invalid object: ${name}`, { param: name });
      at = next;
    }
    at[path.at(-1) ?? ''] = value;
  }
  return form;
}

/** Refuses names that the endpoint does not know, as Stripe does. */
export function only(form: Form, names: readonly string[]): void {
  for (const name of Object.keys(form))
    if (!names.includes(name))
      throw invalid(`Received unknown parameter: ${name}`, { code: 'parameter_unknown', param: name });
}

export function textOf(form: Form, name: string): string {
  const value = form[name];
  if (typeof value !== 'string' || value === '')
    throw invalid(`Missing required param: ${name}.`, { code: 'parameter_missing', param: name });
  return value;
}

export function integerOf(form: Form, name: string): number {
  const text = textOf(form, name);
  if (!/^-?\d{1,15}$/.test(text))
    throw invalid(`Invalid integer: ${text}`, { code: 'parameter_invalid_integer', param: name });
  return Number(text);
}

export function fieldsOf(form: Form, name: string): Record<string, string> {
  const value = form[name] ?? {};
  if (typeof value === 'string') throw invalid(`Invalid object: ${name}`, { param: name });
  return Object.fromEntries(Object.keys(value).map((key) => [key, textOf(value, key)]));
}

export function oneOf(form: Form, name: string, values: readonly string[]): string | null {
  const value = form[name];
  if (value === undefined) return null;
  if (typeof value !== 'string' || !values.includes(value))
    throw invalid(`Invalid ${name}: must be one of ${values.join(', ')}`, { param: name });
  return value;
}

const WHOLE_IN_HUNDREDTHS = new Set(['isk', 'ugx']);
const THOUSANDTHS = new Set(['bhd', 'jod', 'kwd', 'omr', 'tnd']);
const LEAST = 50;

/** Amounts that Stripe takes of a currency; the least one is that of dollars for all. */
export function checkAmount(amount: number, currency: string): void {
  if (!/^[a-z]{3}$/.test(currency)) throw invalid(`Invalid currency: ${currency}`, { param: 'currency' });
  if (amount < 1) throw invalid('Invalid positive integer', { code: 'parameter_invalid_integer', param: 'amount' });
  if (amount < LEAST) throw invalid('Amount must be at least $0.50 usd', { code: 'amount_too_small', param: 'amount' });
  if (amount > 999_999_999_999) throw invalid('Amount is too large', { code: 'amount_too_large', param: 'amount' });
  if (WHOLE_IN_HUNDREDTHS.has(currency) && amount % 100 !== 0)
    throw invalid(`Invalid amount. Currency ${currency.toUpperCase()} must be evenly divisible by 100.`, {
      code: 'invalid_charge_amount_no_decimal_compatible',
    });
  if (THOUSANDTHS.has(currency) && amount % 10 !== 0)
    throw invalid('Invalid amount: the last digit must be 0', { param: 'amount' });
}
