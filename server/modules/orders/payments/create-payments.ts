import type { Config } from '../../../config.ts';
import type { PagePolicy } from '../../../platform/http/page-policy.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { PaymentProvider } from './provider.ts';
import { CARD_PAGE } from './stripe/card-page.ts';
import { createStripeProvider } from './stripe/stripe-provider.ts';
import { createTestProvider } from './test-provider/test-provider.ts';

/** The provider this installation is set to: Stripe where its keys are given, else the provider of test payments. */
export function createPayments(platform: Platform): PaymentProvider {
  const { stripe } = platform.config.payments;
  if (stripe !== null) return createStripeProvider(platform, stripe);
  platform.log.info('payments are tests, no money moves: STRIPE_SECRET_KEY names an account that takes it');
  return createTestProvider(platform);
}

/** Pages of the web app on which the provider's own form runs. */
export function paymentPages({ payments }: Pick<Config, 'payments'>): readonly PagePolicy[] {
  return payments.stripe === null ? [] : [CARD_PAGE];
}
