import type { IncomingHttpHeaders } from 'node:http';
import { onTestFinished } from 'vitest';
import { createPayments } from '../../server/modules/orders/payments/create-payments.ts';
import type { PayInput, PaymentAsked, PaymentProvider } from '../../server/modules/orders/payments/provider.ts';
import { createStripeProvider } from '../../server/modules/orders/payments/stripe/stripe-provider.ts';
import { answerTestPayment } from '../../server/modules/orders/payments/test-provider/services/answer-test-payment.ts';
import { createTestProvider } from '../../server/modules/orders/payments/test-provider/test-provider.ts';
import { createTestWebhooks } from '../../server/modules/orders/payments/test-provider/test-webhooks.ts';
import { readPayments } from '../../server/config-payments.ts';
import { type ManualClock, manualClock } from '../../server/platform/clock.ts';
import { newId } from '../../server/platform/ids.ts';
import type { Platform } from '../../server/platform/platform.ts';
import { freshDatabase } from './database.ts';
import { signStripe, startStripe, STRIPE_KEYS, type StripeServer } from './stripe-server.ts';
import { waitFor } from './wait-for.ts';

export type Behaviour = 'approve' | 'decline' | 'insufficient_funds' | 'action' | 'timeout' | 'lost';

/** Bound of calls to Stripe that go unanswered in tests; long enough for the others on a busy machine. */
const STRIPE_TIMEOUT_MS = 1_500;

export interface SentWebhook {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A provider with what lies behind it: what is done there, and what it holds. */
export interface PaymentWorld {
  readonly platform: Platform;
  readonly provider: PaymentProvider;
  readonly clock: ManualClock;
  /** Method of a buyer whose payment, the next one, goes so. */
  method(behaviour: Behaviour): string;
  /** The buyer's answer on the page of the bank. */
  answer(provider_ref: string, answer: 'approve' | 'decline'): Promise<void>;
  /** Webhooks as they come, `count` of them at least, in the order of what happened. */
  webhooks(count: number): Promise<SentWebhook[]>;
}

/** What is asked for one payment of 12.50 USD; a new key each time. */
export function asks(world: Pick<PaymentWorld, 'clock'>, over: Partial<PayInput> = {}): PayInput & PaymentAsked {
  return {
    key: newId(),
    amount_minor: 1250,
    currency: 'USD',
    capture: true,
    method: null,
    group_id: newId(),
    description: 'Order 1001',
    begun_at: world.clock.now(),
    return_url: 'http://localhost:3000/orders/1001',
    ...over,
  };
}

async function platformOf(clock: ManualClock): Promise<Platform> {
  const database = await freshDatabase();
  onTestFinished(() => database[Symbol.asyncDispose]());
  return database.platform({ clock });
}

export async function testWorld(): Promise<PaymentWorld> {
  const clock = manualClock(Date.now());
  const platform = await platformOf(clock);
  const sent: SentWebhook[] = [];
  return {
    platform,
    clock,
    provider: createTestProvider(platform, { timeout_ms: 1 }),
    method: (behaviour) => `test_${behaviour}`,
    async answer(ref, answer) {
      await answerTestPayment(platform, ref, answer);
    },
    async webhooks(count) {
      const service = createTestWebhooks(platform, async (headers, body) => void sent.push({ headers, body }));
      await service.start();
      await waitFor(`${count} webhooks`, () => sent.length >= count);
      await service.drain();
      return sent;
    },
  };
}

export interface StripeWorld extends PaymentWorld {
  readonly server: StripeServer;
}

const METHODS: Readonly<Record<Behaviour, string>> = {
  approve: 'pm_card_visa',
  decline: 'pm_card_visa_chargeDeclined',
  insufficient_funds: 'pm_card_visa_chargeDeclinedInsufficientFunds',
  action: 'pm_card_threeDSecure2Required',
  timeout: 'pm_card_visa',
  lost: 'pm_card_visa',
};

export async function stripeWorld(): Promise<StripeWorld> {
  const clock = manualClock(Date.now());
  const platform = await platformOf(clock);
  const server = await startStripe();
  onTestFinished(() => server[Symbol.asyncDispose]());
  const { stripe } = readPayments({
    STRIPE_SECRET_KEY: STRIPE_KEYS.secret,
    STRIPE_PUBLISHABLE_KEY: STRIPE_KEYS.publishable,
    STRIPE_WEBHOOK_SECRET: STRIPE_KEYS.webhook,
    STRIPE_API_BASE: `http://127.0.0.1:${server.port}`,
  });
  if (stripe === null) throw new Error('no keys');
  return {
    platform,
    clock,
    server,
    provider: createStripeProvider(platform, stripe, { timeout_ms: STRIPE_TIMEOUT_MS }),
    method(behaviour) {
      if (behaviour === 'timeout') server.breakNext('/confirm', 'answer lost');
      if (behaviour === 'lost') server.breakNext('/payment_intents', 'request lost');
      return METHODS[behaviour];
    },
    async answer(ref, answer) {
      server.books.authenticate(ref, answer === 'approve');
    },
    async webhooks() {
      return server.events.map((body) => ({
        headers: { 'stripe-signature': signStripe(body, { at_ms: clock.ms() }) },
        body: Buffer.from(body),
      }));
    },
  };
}

/** The provider that the settings choose, on the same platform. */
export function configured(platform: Platform, env: Readonly<Record<string, string>>): PaymentProvider {
  return createPayments({ ...platform, config: { ...platform.config, payments: readPayments(env) } });
}
