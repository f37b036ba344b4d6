import type { Platform } from '../../../platform/platform.ts';
import type { PaymentProvider } from './provider.ts';
import { createStripeProvider } from './stripe/stripe-provider.ts';
import { createTestProvider } from './test-provider/test-provider.ts';

/** The provider this installation is set to: Stripe where its keys are given, else the provider of test payments. */
export function createPayments(platform: Platform): PaymentProvider {
  const { stripe } = platform.config.payments;
  if (stripe !== null) return createStripeProvider(platform, stripe);
  platform.log.info('payments are tests, no money moves: STRIPE_SECRET_KEY names an account that takes it');
  return createTestProvider(platform);
}
