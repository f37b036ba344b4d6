import { describe, expect, it } from 'vitest';
import { readPayments } from './config-payments.ts';

const keys = {
  STRIPE_SECRET_KEY: 'sk_test_verysecret',
  STRIPE_PUBLISHABLE_KEY: 'pk_test_public',
  STRIPE_WEBHOOK_SECRET: 'whsec_verysecret',
};

describe('who takes the money', () => {
  it('is the test provider, unless keys of Stripe are given', () => {
    expect(readPayments({})).toEqual({ stripe: null });
    expect(readPayments(keys)).toEqual({
      stripe: {
        secret_key: 'sk_test_verysecret',
        publishable_key: 'pk_test_public',
        webhook_secret: 'whsec_verysecret',
        api: { protocol: 'https', host: 'api.stripe.com', port: 443 },
      },
    });
    expect(readPayments({ ...keys, STRIPE_API_BASE: 'http://127.0.0.1:12111' }).stripe?.api).toEqual({
      protocol: 'http',
      host: '127.0.0.1',
      port: 12_111,
    });
  });

  it.each([
    [{ STRIPE_SECRET_KEY: '' }, 'are set together'],
    [{ STRIPE_WEBHOOK_SECRET: undefined }, 'are set together'],
    [{ STRIPE_SECRET_KEY: 'verysecret' }, 'STRIPE_SECRET_KEY starts with'],
    [{ STRIPE_SECRET_KEY: 'sk_live_verysecret' }, 'STRIPE_PUBLISHABLE_KEY starts with pk_live_'],
    [{ STRIPE_WEBHOOK_SECRET: 'verysecret' }, 'STRIPE_WEBHOOK_SECRET starts with whsec_'],
    [{ STRIPE_API_BASE: 'http://stripe.example.org' }, 'except on this machine'],
    [{ STRIPE_API_BASE: 'https://stripe.example.org/v1' }, 'names a host and a port'],
  ])('is refused with the name of the variable, and never the secret: %o', (env, message) => {
    const read = () => readPayments({ ...keys, ...env });
    expect(read).toThrow(message);
    expect(read).not.toThrow('verysecret');
  });
});
