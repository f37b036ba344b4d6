import { currencyDigits } from '../../../../../contract/minor-units.ts';

/**
 * Stripe's amounts are integers in a unit of its own for each currency (docs.stripe.com/currencies, "Minor units in API
 * amounts" and "Special cases"): mostly hundredths, whole units of the currencies below, thousandths of five. Our minor
 * units follow the system's tables, where HUF or ISK have no decimals; so both numbers of decimals are needed.
 *
 * ISK and UGX are charged in whole units that are written as hundredths: 5 ISK is 500. HUF and TWD are whole for payouts
 * alone, which we do not make.
 */
const WHOLE = new Set('BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' '));
const THOUSANDTHS = new Set('BHD JOD KWD OMR TND'.split(' '));
const WHOLE_IN_HUNDREDTHS = new Set(['ISK', 'UGX']);

/** A charge of a card has at most twelve digits. */
const STRIPE_AMOUNT_MAX = 999_999_999_999;

function stripeDigits(currency: string): number {
  if (WHOLE.has(currency)) return 0;
  return THOUSANDTHS.has(currency) ? 3 : 2;
}

/** @returns null where Stripe cannot charge exactly this amount: a part of its unit, or too large a number. */
export function toStripeAmount(amount_minor: number, currency: string): number | null {
  const shift = stripeDigits(currency) - currencyDigits(currency);
  const divisor = 10 ** Math.max(0, -shift);
  if (amount_minor % divisor !== 0) return null;
  const amount = (amount_minor / divisor) * 10 ** Math.max(0, shift);
  return amount > STRIPE_AMOUNT_MAX || amount % stepOf(currency) !== 0 ? null : amount;
}

/** @throws RangeError for an amount that we have no unit for: Stripe never charged it at our word. */
export function fromStripeAmount(amount: number, currency: string): number {
  const shift = stripeDigits(currency) - currencyDigits(currency);
  const minor = shift >= 0 ? amount / 10 ** shift : amount * 10 ** -shift;
  if (!Number.isSafeInteger(minor)) throw new RangeError(`Stripe's ${amount} is no whole amount of ${currency}`);
  return minor;
}

/** Amounts are multiples of it: the last digit of thousandths is 0 for the card networks. */
function stepOf(currency: string): number {
  if (WHOLE_IN_HUNDREDTHS.has(currency)) return 100;
  return THOUSANDTHS.has(currency) ? 10 : 1;
}
