import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { asks, configured, type StripeWorld, stripeWorld } from '../../../../../test/support/payment-world.ts';
import { signStripe, STRIPE_KEYS } from '../../../../../test/support/stripe-server.ts';
import { newId } from '../../../../platform/ids.ts';
import { PAYMENT_CALL_MS_MAX, type PayInput } from '../provider.ts';

const DAY_MS = 86_400_000;

/** What Stripe has charged, in its own units. */
const charged = ({ server }: StripeWorld): number =>
  [...server.books.intents.values()].reduce((sum, { amount_received }) => sum + amount_received, 0);
const calls = ({ server }: StripeWorld, end: string) => server.requests.filter(({ path }) => path.endsWith(end));
const byCard = (world: StripeWorld, over: Partial<PayInput> = {}) =>
  asks(world, { method: world.method('approve'), ...over });

describe('a payment by Stripe', () => {
  it.each([409, 429, 500] as const)('is unknown after a status of %i, and found out later', async (status) => {
    const world = await stripeWorld();
    const input = byCard(world);
    world.server.breakNext('/confirm', status);
    expect(await world.provider.pay(input)).toMatchObject({ state: 'unknown' });
    world.clock.advance(PAYMENT_CALL_MS_MAX);
    expect(await world.provider.find({ ...input, provider_ref: null })).toBeNull();
    expect(await world.provider.pay(input), 'given up for ever').toMatchObject({ captured_minor: 0 });
    expect(charged(world)).toBe(0);
  });

  it('survives a connection that closes, with the same key again', async () => {
    const world = await stripeWorld();
    world.server.breakNext('/confirm', 'closed');
    expect(await world.provider.pay(byCard(world))).toMatchObject({ state: 'captured' });
    const keys = calls(world, '/confirm').map(({ key }) => key);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
    expect(charged(world)).toBe(1250);
  });

  it('that was lost before the bank is given up, and a call that comes late then takes nothing', async () => {
    const world = await stripeWorld();
    const input = byCard(world);
    world.server.breakNext('/confirm', 'request lost');
    const late = world.provider.pay(input);
    await expect.poll(() => calls(world, '/confirm').length).toBe(1);
    expect(await world.provider.find({ ...input, provider_ref: null })).toMatchObject({ state: 'unknown' });
    world.clock.advance(PAYMENT_CALL_MS_MAX);
    expect(await world.provider.find({ ...input, provider_ref: null })).toBeNull();
    expect(await late).toMatchObject({ state: 'unknown' });
    expect(await world.provider.pay(input)).toMatchObject({ state: 'cancelled' });
    expect(charged(world)).toBe(0);
  });

  it('is found by its metadata when Stripe has forgotten the key, and is not made again', async () => {
    const world = await stripeWorld();
    const input = asks(world, { method: world.method('timeout') });
    expect(await world.provider.pay(input)).toMatchObject({ state: 'unknown' });
    world.server.forgetKeys();
    world.clock.advance(DAY_MS);
    expect(await world.provider.pay(input)).toMatchObject({ state: 'captured', captured_minor: 1250 });
    expect(await world.provider.find({ ...input, provider_ref: null })).toMatchObject({ captured_minor: 1250 });
    expect(await world.provider.find({ ...input, key: newId(), provider_ref: null })).toBeNull();
    expect(world.server.books.intents.size).toBe(1);
    expect(charged(world)).toBe(1250);
  });

  it.each([
    ['JPY', 500, 500],
    ['HUF', 175, 17_500],
    ['ISK', 5, 500],
    ['KWD', 5_120, 5_120],
  ])('in %s is charged exactly and told in our own units', async (currency, amount_minor, amount) => {
    const world = await stripeWorld();
    const answer = await world.provider.pay(byCard(world, { currency, amount_minor }));
    expect(answer).toMatchObject({ state: 'captured', authorised_minor: amount_minor, captured_minor: amount_minor });
    expect(charged(world)).toBe(amount);
    const refund = { key: newId(), provider_ref: answer.provider_ref ?? '', amount_minor, currency };
    expect(await world.provider.refund(refund)).toMatchObject({ state: 'refunded', amount_minor });
  });

  it('is not rounded: what Stripe cannot charge fails before anything is sent', async () => {
    const world = await stripeWorld();
    const input = byCard(world, { currency: 'KWD', amount_minor: 5_124 });
    expect(await world.provider.pay(input)).toMatchObject({ state: 'declined', decline: { code: 'payment_failed' } });
    expect(await world.provider.find({ ...input, provider_ref: null })).toBeNull();
    expect(world.server.requests).toEqual([]);
  });

  it('in the buyer’s browser may be tried with another card, until it is cancelled', async () => {
    const world = await stripeWorld();
    const input = asks(world, { method: null });
    const asked = await world.provider.pay(input);
    const provider_ref = asked.provider_ref ?? '';
    expect(asked).toMatchObject({ state: 'needs_action', client_secret: expect.stringContaining(provider_ref) });
    await world.answer(provider_ref, 'decline');
    expect(await world.provider.find({ ...input, provider_ref })).toMatchObject({ state: 'needs_action' });
    await world.answer(provider_ref, 'approve');
    expect(await world.provider.find({ ...input, provider_ref })).toMatchObject({ state: 'captured' });
    const other = asks(world, { method: null });
    const { provider_ref: ref } = await world.provider.pay(other);
    const cancel = { key: other.key, provider_ref: ref ?? '', currency: 'USD' };
    expect(await world.provider.cancel(cancel)).toMatchObject({ state: 'cancelled' });
  });
});

describe('a refund by Stripe', () => {
  it('is unknown where its answer is lost, found later, and never made twice, also when the key is forgotten', async () => {
    const world = await stripeWorld();
    const { provider_ref } = await world.provider.pay(byCard(world));
    const refund = { key: newId(), provider_ref: provider_ref ?? '', amount_minor: 500, currency: 'USD' };
    world.server.breakNext('POST /v1/refunds', 'answer lost');
    expect(await world.provider.refund(refund)).toMatchObject({ state: 'unknown' });
    const there = await world.provider.findRefund({ ...refund, refund_ref: null });
    expect(there).toMatchObject({ state: 'refunded', amount_minor: 500 });
    expect(await world.provider.refund(refund)).toMatchObject({ state: 'refunded', amount_minor: 500 });
    world.server.forgetKeys();
    expect(await world.provider.refund(refund)).toMatchObject({ state: 'refunded', amount_minor: 500 });
    expect(world.server.books.refunds).toHaveLength(1);
  });

  it('is found among more than one page of others', async () => {
    const world = await stripeWorld();
    const { provider_ref } = await world.provider.pay(byCard(world, { amount_minor: 100_000 }));
    const refund = { key: newId(), provider_ref: provider_ref ?? '', amount_minor: 1, currency: 'USD' };
    const first = await world.provider.refund(refund);
    for (let more = 0; more < 100; more += 1)
      world.server.books.refund({ payment_intent: refund.provider_ref, amount: '1' });
    expect(await world.provider.findRefund({ ...refund, refund_ref: null })).toEqual(first);
  });
});

describe('keys that Stripe refuses', () => {
  it('fail a payment for the buyer, and stand in the log without a secret', async () => {
    const world = await stripeWorld();
    const lines: string[] = [];
    const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
    const provider = configured(
      { ...world.platform, log },
      {
        STRIPE_SECRET_KEY: 'sk_test_notours',
        STRIPE_PUBLISHABLE_KEY: STRIPE_KEYS.publishable,
        STRIPE_WEBHOOK_SECRET: STRIPE_KEYS.webhook,
        STRIPE_API_BASE: `http://127.0.0.1:${world.server.port}`,
      },
    );
    const input = byCard(world);
    expect(await provider.pay(input)).toMatchObject({ state: 'declined', decline: { code: 'payment_failed' } });
    expect(lines.join('')).toMatch(/"level":50.*Invalid API Key/);
    expect(lines.join('')).not.toMatch(/notours/);
    world.clock.advance(60_000);
    expect(await provider.pay(input), 'perhaps taken while the key was good').toMatchObject({ state: 'unknown' });
    expect(await provider.find({ ...input, provider_ref: null })).toMatchObject({ state: 'unknown' });
  });
});

describe("Stripe's webhooks", () => {
  it('of other money than ours are ignored; of a refund made by hand the payment is named', async () => {
    const world = await stripeWorld();
    const read = (object: object) => {
      const body = JSON.stringify({ id: 'evt_1', object: 'event', type: 'some.thing', data: { object } });
      const headers = { 'stripe-signature': signStripe(body, { at_ms: world.clock.ms() }) };
      return world.provider.readWebhook(headers, Buffer.from(body));
    };
    expect(read({ object: 'payment_intent', id: 'pi_1', metadata: {} })).toBe('ignored');
    expect(read({ object: 'charge', id: 'ch_1', payment_intent: null, metadata: {} })).toBe('ignored');
    expect(read({ object: 'customer', id: 'cus_1', metadata: { payment_id: 'p' } })).toBe('ignored');
    const refund = { object: 'refund', id: 're_1', payment_intent: 'pi_1', metadata: {} };
    expect(read(refund)).toMatchObject({ event_id: 'evt_1', provider_ref: 'pi_1', key: null, refund_key: null });
  });
});
