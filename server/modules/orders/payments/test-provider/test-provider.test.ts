import { describe, expect, it } from 'vitest';
import { asks, type PaymentWorld, type SentWebhook, testWorld } from '../../../../../test/support/payment-world.ts';
import { waitFor } from '../../../../../test/support/wait-for.ts';
import { newId } from '../../../../platform/ids.ts';
import type { PaymentWebhook } from '../provider.ts';
import { behaviourOf, LATE_MS, REFUND_PENDING_MS, TEST_METHODS } from './behaviours.ts';
import { readTestPayment } from './selectors/read-test-payment.ts';
import { answerTestPayment } from './services/answer-test-payment.ts';
import { dueTestWebhooks } from './services/deliver-webhooks.ts';
import { forgetWebhooks } from './services/forget-webhooks.ts';
import { createTestProvider } from './test-provider.ts';
import { createTestWebhooks } from './test-webhooks.ts';

const BATCH = 50;

const typesOf = (webhooks: readonly { readonly body: string | Buffer }[]): string[] =>
  webhooks.map(({ body }) => (JSON.parse(body.toString()) as PaymentWebhook).type);

async function paid(world: PaymentWorld, method: string, capture = true) {
  const input = asks(world, { method, capture });
  const { provider_ref } = await world.provider.pay(input);
  return { input, ref: provider_ref ?? '' };
}

describe('the test provider', () => {
  it('keeps one truth for all processes that ask at once', async () => {
    const world = await testWorld();
    const processes = Array.from({ length: 4 }, () => createTestProvider(world.platform, { timeout_ms: 1 }));
    const input = asks(world, { method: 'test_approve' });
    const answers = await Promise.all(processes.flatMap((one) => [one.pay(input), one.pay(input)]));
    expect(new Set(answers.map(({ provider_ref }) => provider_ref)).size).toBe(1);
    const refund = { key: newId(), provider_ref: answers[0]?.provider_ref ?? '', amount_minor: 900, currency: 'USD' };
    const refunds = await Promise.all(
      processes.flatMap((one) => [one.refund(refund), one.refund({ ...refund, key: newId() })]),
    );
    expect(new Set(refunds.filter(({ state }) => state === 'refunded').map(({ refund_ref }) => refund_ref)).size).toBe(
      1,
    );
  });

  it('behaves by the method, or by an exact total where the method does not say', () => {
    for (const { method, total } of TEST_METHODS) {
      expect(behaviourOf(method, 1250)).toBe(method);
      if (total !== null)
        expect([behaviourOf(null, total), behaviourOf('test_approve', total)]).toEqual([method, method]);
    }
    expect(behaviourOf('test_decline', 900_003)).toBe('test_decline');
    expect(behaviourOf(null, 900_000)).toBe('test_approve');
    expect(behaviourOf('pm_card_visa', 1250)).toBeNull();
  });

  it('declines more than its books hold, so that nothing waits for such a payment', async () => {
    const world = await testWorld();
    const input = { ...asks(world, { method: 'test_approve' }), amount_minor: 1_000_000_000_001 };
    expect(await world.provider.pay(input)).toMatchObject({
      state: 'declined',
      decline: { code: 'amount_too_large' },
    });
    expect(await world.provider.find({ ...input, provider_ref: null })).toBeNull();
    const most = { ...asks(world, { method: 'test_approve' }), amount_minor: 1_000_000_000_000 };
    expect(await world.provider.pay(most)).toMatchObject({ state: 'captured' });
  });

  it('shows the buyer what is asked, and takes one answer', async () => {
    const world = await testWorld();
    const { ref, input } = await paid(world, 'test_action');
    expect(await readTestPayment(world.platform, ref)).toEqual({
      ref,
      state: 'needs_action',
      amount_minor: 1250,
      currency: 'USD',
      description: input.description,
      return_url: input.return_url,
    });
    const answer = (one: 'approve' | 'decline') => answerTestPayment(world.platform, ref, one);
    expect(await answer('decline')).toMatchObject({ answered: true, payment: { state: 'declined' } });
    expect(await answer('approve')).toMatchObject({ answered: false, payment: { state: 'declined' } });
    expect(await answerTestPayment(world.platform, 'tp_0', 'approve')).toBeNull();
    expect(await readTestPayment(world.platform, 'tp_0')).toBeNull();
  });

  it('has refunds on their way for a while, refuses others, and leaves others unanswered', async () => {
    const world = await testWorld();
    const refundOf = async (method: string) => {
      const { ref } = await paid(world, method);
      return { key: newId(), provider_ref: ref, amount_minor: 100, currency: 'USD', refund_ref: null };
    };
    const pending = await refundOf('test_refund_pending');
    expect(await world.provider.refund(pending)).toMatchObject({ state: 'pending', amount_minor: 100 });
    world.clock.advance(REFUND_PENDING_MS);
    expect(await world.provider.findRefund(pending)).toMatchObject({ state: 'refunded', amount_minor: 100 });
    const refused = await refundOf('test_refund_refused');
    expect(await world.provider.refund(refused)).toMatchObject({ state: 'refused', reason: expect.any(String) });
    expect(await world.provider.findRefund(refused)).toBeNull();
    const unanswered = await refundOf('test_refund_timeout');
    expect(await world.provider.refund(unanswered)).toMatchObject({ state: 'unknown' });
    expect(await world.provider.findRefund(unanswered)).toMatchObject({ state: 'refunded', amount_minor: 100 });
  });
});

describe('webhooks of the test provider', () => {
  it('come twice with one id where that is asked', async () => {
    const world = await testWorld();
    await paid(world, 'test_twice', false);
    const due = await dueTestWebhooks(world.platform, BATCH);
    expect(typesOf(due)).toEqual(['payment.authorised', 'payment.authorised']);
    expect(due[0]?.body).toBe(due[1]?.body);
  });

  it('come late and in the wrong order where that is asked', async () => {
    const world = await testWorld();
    await paid(world, 'test_late_webhook');
    expect(await dueTestWebhooks(world.platform, BATCH)).toEqual([]);
    world.clock.advance(LATE_MS);
    expect(typesOf(await dueTestWebhooks(world.platform, 1))).toEqual(['payment.captured']);
    world.clock.advance(LATE_MS);
    expect(typesOf(await dueTestWebhooks(world.platform, BATCH))).toContain('payment.authorised');
  });

  it('are forgotten after a week', async () => {
    const world = await testWorld();
    await paid(world, 'test_approve', false);
    const [due] = await dueTestWebhooks(world.platform, BATCH);
    expect(due).toBeDefined();
    world.clock.advance(6 * 86_400_000);
    await forgetWebhooks(world.platform);
    expect(await dueTestWebhooks(world.platform, BATCH)).toEqual([due]);
    world.clock.advance(8 * 86_400_000);
    await forgetWebhooks(world.platform);
    expect(await dueTestWebhooks(world.platform, BATCH)).toEqual([]);
  });

  it('are taken by one process each, and come again when they were not taken', async () => {
    const world = await testWorld();
    const taken: SentWebhook[] = [];
    let refusals = 1;
    const deliver = async (headers: SentWebhook['headers'], body: Buffer): Promise<void> => {
      if (refusals-- > 0) throw new Error('busy');
      taken.push({ headers, body });
    };
    const services = Array.from({ length: 3 }, () => createTestWebhooks(world.platform, deliver));
    for (const service of services) await service.start();
    for (let more = 0; more < 10; more += 1) await paid(world, 'test_approve', false);
    await waitFor('all but one', () => taken.length >= 9);
    expect(taken).toHaveLength(9);
    world.clock.advance(60_000);
    await waitFor('the one that was not taken', () => taken.length >= 10);
    for (const service of services) await service.drain();
    expect(new Set(taken.map(({ body }) => body.toString())).size).toBe(10);
    for (const { headers, body } of taken)
      expect(world.provider.readWebhook(headers, body)).toMatchObject({ type: 'payment.authorised' });
    expect(await dueTestWebhooks(world.platform, BATCH)).toEqual([]);
  });
});
