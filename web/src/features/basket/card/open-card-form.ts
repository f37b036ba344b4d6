import type { StripeError, StripePaymentElementOptions } from '@stripe/stripe-js';
import { loadStripe } from '@stripe/stripe-js/pure';
import type { OrderGroupView } from '../../../../../contract/orders.ts';
import { subscribePreferences } from '../../../app/preferences.ts';
import { cardAppearance } from './card-appearance.ts';

/** What came of a card: taken (or on its way), refused with a sentence for the buyer, or wrong in a field that says so itself. */
export type Confirmed =
  | { readonly outcome: 'confirmed' }
  | { readonly outcome: 'incomplete' }
  | { readonly outcome: 'refused'; readonly message: string };

/** The provider's fields in the page. */
export interface CardForm {
  /** Sends what is entered to the buyer's bank, and asks what the bank asks. */
  confirm(): Promise<Confirmed>;
  close(): void;
}

interface Opening {
  readonly place: HTMLElement;
  readonly publishable_key: string;
  readonly client_secret: string;
  /** Whose card it will be, most likely. */
  readonly buyer: Pick<OrderGroupView, 'email' | 'billing_address'>;
  /** Where a bank that wants a page of its own sends the buyer back to; an absolute address. */
  readonly return_url: string;
  readonly onReady: () => void;
  readonly onFailed: () => void;
}

const FAILED = 'The card could not be charged. Try again, or enter another one.';

/**
 * Loads Stripe's script, from Stripe as it must be, and puts its fields into a place of the page. The script belongs to the
 * release of the API that this package is pinned to, which is the one that the server speaks.
 *
 * @throws where the script does not come.
 */
export async function openCardForm(opening: Opening): Promise<CardForm> {
  const { place, publishable_key, client_secret, return_url } = opening;
  const stripe = await loadStripe(publishable_key, { locale: 'en' });
  if (stripe === null) throw new Error('there is no browser');
  const elements = stripe.elements({
    clientSecret: client_secret,
    appearance: cardAppearance(),
    loader: 'never',
  });
  const fields = elements.create('payment', fieldOptions(opening));
  fields.on('ready', opening.onReady);
  fields.on('loaderror', opening.onFailed);
  fields.mount(place);
  const unsubscribe = subscribePreferences(() => void elements.update({ appearance: cardAppearance() }));
  return {
    async confirm() {
      const confirmParams = { return_url };
      const { error } = await stripe.confirmPayment({ elements, confirmParams, redirect: 'if_required' });
      return error === undefined ? { outcome: 'confirmed' } : outcomeOf(error);
    },
    close() {
      unsubscribe();
      fields.destroy();
    },
  };
}

/**
 * Cards alone, as the payment is made for them: wallets need a domain that Stripe knows and a page that may ask for them.
 */
function fieldOptions({ buyer }: Opening): StripePaymentElementOptions {
  const { name, country, postal_code } = buyer.billing_address;
  return {
    layout: 'tabs',
    wallets: { applePay: 'never', googlePay: 'never', link: 'never' },
    defaultValues: { billingDetails: { name, email: buyer.email, address: { country, postal_code } } },
  };
}

function outcomeOf({ type, message }: StripeError): Confirmed {
  return type === 'validation_error' ? { outcome: 'incomplete' } : { outcome: 'refused', message: message ?? FAILED };
}
