import { describe, expect, it } from 'vitest';
import { asks, configured, type PaymentWorld, stripeWorld, testWorld } from '../../../../test/support/payment-world.ts';
import { STRIPE_KEYS } from '../../../../test/support/stripe-server.ts';
import { newId } from '../../../platform/ids.ts';
import { PAYMENT_CALL_MS_MAX, type PaymentAnswer, type PaymentWebhook, type PayInput } from './provider.ts';

/** What the shop may rely on, whoever moves the money. */

const KEYS = {
  STRIPE_SECRET_KEY: STRIPE_KEYS.secret,
  STRIPE_PUBLISHABLE_KEY: STRIPE_KEYS.publishable,
  STRIPE_WEBHOOK_SECRET: STRIPE_KEYS.webhook,
};
const CURRENCY = { currency: 'USD' } as const;
const found = (world: PaymentWorld, input: PayInput, provider_ref: string | null = null) =>
  world.provider.find({ ...input, provider_ref });

async function captured(world: PaymentWorld): Promise<{ input: PayInput; ref: string }> {
  const input = asks(world, { method: world.method('approve') });
  const { provider_ref } = await world.provider.pay(input);
  return { input, ref: provider_ref ?? '' };
}

describe.each([
  ['test', testWorld],
  ['stripe', stripeWorld],
] as const)('the provider %s', (name, open) => {
  it('takes the money of an approved payment at once, and holds what it says', async () => {
    const world = await open();
    const input = asks(world, { method: world.method('approve') });
    const answer = await world.provider.pay(input);
    expect(answer).toMatchObject({
      state: 'captured',
      authorised_minor: 1250,
      captured_minor: 1250,
      refunded_minor: 0,
    });
    expect(await found(world, input, answer.provider_ref)).toEqual(answer);
    expect(await found(world, input)).toEqual(answer);
  });

  it('declines with the bank’s reason and a sentence, and takes nothing', async () => {
    const world = await open();
    const input = asks(world, { method: world.method('insufficient_funds') });
    const answer = await world.provider.pay(input);
    expect(answer).toMatchObject({ state: 'declined', captured_minor: 0, decline: { code: 'insufficient_funds' } });
    expect(answer.decline?.message).toMatch(/insufficient funds/);
    expect(await found(world, input)).toMatchObject({ state: 'declined', decline: { code: 'insufficient_funds' } });
    const other = await world.provider.pay(asks(world, { method: world.method('decline') }));
    expect(other).toMatchObject({ state: 'declined', authorised_minor: 0, captured_minor: 0 });
  });

  it('fails a method that nobody knows for good, with a word for the buyer alone', async () => {
    const world = await open();
    const answer = await world.provider.pay(asks(world, { method: 'no_such_method' }));
    expect(answer).toMatchObject({ state: 'declined', captured_minor: 0, decline: { code: 'payment_failed' } });
    expect(answer.decline?.message).not.toMatch(/no_such_method/);
  });

  it.each([
    ['approve', { state: 'captured', captured_minor: 1250 }],
    ['decline', { state: 'declined', captured_minor: 0 }],
  ] as const)('asks the buyer at the bank, who may %s', async (decision, expected) => {
    const world = await open();
    const input = asks(world, { method: world.method('action') });
    const asked = await world.provider.pay(input);
    expect(asked).toMatchObject({ state: 'needs_action', authorised_minor: 0, captured_minor: 0 });
    expect(asked.action?.url).toMatch(/^https?:\/\/.*\//);
    expect(asked.client_secret).toBeUndefined();
    await world.answer(asked.provider_ref ?? '', decision);
    expect(await found(world, input, asked.provider_ref)).toMatchObject(expected);
    expect(await world.provider.pay(input), 'asked again with the key').toMatchObject(expected);
  });

  it('takes the money once for one key, however often and by however many it is asked', async () => {
    const world = await open();
    const input = asks(world, { method: world.method('approve') });
    const answers = await Promise.all(Array.from({ length: 6 }, () => world.provider.pay(input)));
    expect(new Set(answers.map(({ provider_ref }) => provider_ref)).size).toBe(1);
    for (const answer of answers) expect(answer).toMatchObject({ state: 'captured', captured_minor: 1250 });
    expect(await found(world, input)).toMatchObject({ captured_minor: 1250 });
  });

  it('does not take another amount for a key that was used', async () => {
    const world = await open();
    const { input } = await captured(world);
    expect(await world.provider.pay({ ...input, amount_minor: 9900 })).toMatchObject({ state: 'unknown' });
    expect(await found(world, input)).toMatchObject({ state: 'captured', captured_minor: 1250 });
  });

  it('says unknown where no answer came, and later that the money was taken', async () => {
    const world = await open();
    const input = asks(world, { method: world.method('timeout') });
    expect(await world.provider.pay(input)).toMatchObject({ state: 'unknown', captured_minor: 0 });
    expect(await found(world, input)).toMatchObject({ state: 'captured', captured_minor: 1250 });
    expect(await world.provider.pay(input)).toMatchObject({ state: 'captured', captured_minor: 1250 });
  });

  it('says unknown where the request was lost, and later that there is nothing and never will be', async () => {
    const world = await open();
    const input = asks(world, { method: world.method('lost') });
    expect(await world.provider.pay(input)).toMatchObject({ state: 'unknown', captured_minor: 0 });
    expect(await found(world, input), 'it may still be on its way').toMatchObject({ state: 'unknown' });
    world.clock.advance(PAYMENT_CALL_MS_MAX);
    expect(await found(world, input)).toBeNull();
    expect(await found(world, input)).toBeNull();
    const late = await world.provider.pay({ ...input, method: world.method('approve') });
    expect(late, 'a call that comes late').toMatchObject({ state: 'cancelled', captured_minor: 0 });
  });

  it('holds money until it is taken, in part too, and lets the rest go', async () => {
    const world = await open();
    const input = asks(world, { method: world.method('approve'), capture: false });
    const held = await world.provider.pay(input);
    const provider_ref = held.provider_ref ?? '';
    expect(held).toMatchObject({ state: 'authorised', authorised_minor: 1250, captured_minor: 0 });
    const capture = { key: input.key, provider_ref, amount_minor: 1000, ...CURRENCY };
    const above = await world.provider.capture({ ...capture, amount_minor: 1251 });
    expect(above).toMatchObject({ state: 'authorised', captured_minor: 0 });
    const taken = { state: 'captured', authorised_minor: 1250, captured_minor: 1000 };
    expect(await world.provider.capture(capture)).toMatchObject(taken);
    expect(await world.provider.capture({ ...capture, amount_minor: 1250 }), 'again').toMatchObject(taken);
    expect(await world.provider.cancel({ key: input.key, provider_ref, ...CURRENCY })).toMatchObject(taken);
  });

  it('lets go of what is held, and takes nothing any more', async () => {
    const world = await open();
    const input = asks(world, { method: world.method('approve'), capture: false });
    const provider_ref = (await world.provider.pay(input)).provider_ref ?? '';
    const gone = { state: 'cancelled', authorised_minor: 0, captured_minor: 0 };
    expect(await world.provider.cancel({ key: input.key, provider_ref, ...CURRENCY })).toMatchObject(gone);
    const capture = { key: input.key, provider_ref, amount_minor: 1250, ...CURRENCY };
    expect(await world.provider.capture(capture)).toMatchObject(gone);
    expect(await found(world, input)).toMatchObject(gone);
  });

  it('gives back in parts up to what was taken and not a unit more, and once per key', async () => {
    const world = await open();
    const { input, ref: provider_ref } = await captured(world);
    const refund = (amount_minor: number, key = newId()) =>
      world.provider.refund({ key, provider_ref, amount_minor, ...CURRENCY });
    const key = newId();
    const first = await refund(1000, key);
    expect(first).toMatchObject({ state: 'refunded', amount_minor: 1000 });
    expect(await refund(1000, key), 'again').toEqual(first);
    expect(await refund(251)).toMatchObject({ state: 'refused', amount_minor: 0 });
    expect(await refund(250)).toMatchObject({ state: 'refunded', amount_minor: 250 });
    expect(await refund(1)).toMatchObject({ state: 'refused' });
    expect(await found(world, input)).toMatchObject({ captured_minor: 1250, refunded_minor: 1250 });
    const where = { key, provider_ref, ...CURRENCY };
    expect(await world.provider.findRefund({ ...where, refund_ref: null })).toEqual(first);
    expect(await world.provider.findRefund({ ...where, refund_ref: first.refund_ref })).toEqual(first);
    expect(await world.provider.findRefund({ ...where, key: newId(), refund_ref: null })).toBeNull();
  });

  it('names payment and refund in webhooks, which in any order and number lead to the same truth', async () => {
    const world = await open();
    const { input, ref } = await captured(world);
    const refund_key = newId();
    await world.provider.refund({ key: refund_key, provider_ref: ref, amount_minor: 500, ...CURRENCY });
    const sent = await world.webhooks(3);
    const answers: (PaymentAnswer | null)[] = [];
    for (const { headers, body } of [...sent.toReversed(), ...sent]) {
      const webhook = world.provider.readWebhook(headers, body) as PaymentWebhook;
      expect(webhook).toMatchObject({ provider_ref: ref, event_id: expect.stringMatching(/^\w+/) });
      if (webhook.refund_key === null) expect(webhook.key).toBe(input.key);
      answers.push(await found(world, input, webhook.provider_ref));
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ state: 'captured', captured_minor: 1250, refunded_minor: 500 });
    const refunds = sent.map(({ headers, body }) => world.provider.readWebhook(headers, body) as PaymentWebhook);
    expect(refunds.map((webhook) => webhook.refund_key)).toContain(refund_key);
  });

  it('refuses webhooks that are changed, unsigned, old or signed by another', async () => {
    const [world, other] = [await open(), await open()];
    await captured(world);
    const [{ headers, body } = { headers: {}, body: Buffer.alloc(0) }] = await world.webhooks(1);
    const read = (over: Partial<typeof headers>, bytes = body) =>
      world.provider.readWebhook({ ...headers, ...over }, bytes);
    expect(read({})).toMatchObject({ provider_ref: expect.any(String) });
    const changed = Buffer.from(body.toString().replace(/"type":"payment/, '"type":"Payment'));
    expect(changed.equals(body)).toBe(false);
    const signature = Object.keys(headers).find((header) => header.endsWith('signature')) ?? '';
    expect(read({}, changed)).toBe('refused');
    expect(read({ [signature]: undefined })).toBe('refused');
    expect(read({ [signature]: 't=1,v1=00' })).toBe('refused');
    expect(read({}, Buffer.alloc(0))).toBe('refused');
    const stranger =
      name === 'test'
        ? other.provider
        : configured(world.platform, { ...KEYS, STRIPE_WEBHOOK_SECRET: 'whsec_another' });
    expect(stranger.readWebhook(headers, body)).toBe('refused');
    world.clock.advance(299_000);
    expect(read({})).not.toBe('refused');
    world.clock.advance(2_000);
    expect(read({})).toBe('refused');
  });
});

it('is the test provider without keys, and Stripe with them', async () => {
  const { platform } = await testWorld();
  expect(configured(platform, {})).toMatchObject({ name: 'test', publishable_key: null });
  expect(configured(platform, KEYS)).toMatchObject({ name: 'stripe', publishable_key: STRIPE_KEYS.publishable });
});
