import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signatureOf } from '../../server/modules/orders/payments/test-provider/signature.ts';
import { testSecret } from '../../server/modules/orders/payments/test-provider/test-provider.ts';
import { manualClock } from '../../server/platform/clock.ts';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { checkOut, openShop, readyToPay, type TestShop } from '../support/shop.ts';
import { waitFor } from '../support/wait-for.ts';

let app: TestApp;
let shop: TestShop;
const clock = manualClock(Date.now());

beforeAll(async () => {
  app = await startApp({ clock, requests_per_minute: 100_000 });
  shop = await openShop(app);
});
afterAll(() => app[Symbol.asyncDispose]());

const pathOf = (provider: string): string => `/api/v1/payments/${provider}/webhooks`;
/** Sends a notice as the test provider signs it. */
function notify(
  body: object,
  { at_ms = clock.ms(), secret = testSecret(app.program.platform), provider = 'test' } = {},
) {
  const bytes = Buffer.from(JSON.stringify(body));
  return fetch(app.url + pathOf(provider), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'payment-signature': signatureOf(secret, bytes, at_ms) },
    body: bytes,
  });
}
const facts = async (group_id: string): Promise<string[]> => {
  const { rows } = await sql<{
    type: string;
  }>`SELECT fact.type FROM facts.outbox AS fact WHERE fact.payload ->> 'group_id' = ${group_id}
    ORDER BY fact.position`.execute(app.program.platform.db);
  return rows.map((row) => row.type);
};
async function waiting(method = 'test_action') {
  const guest = app.visitor();
  const card = await shop.lists();
  const { data } = await checkOut(guest, await readyToPay(guest, { [card]: 2 }), { method });
  return { guest, card, group: data, ref: data.payment?.action_url?.split('/').at(-1) ?? '' };
}
const stands = (guest: Client, id: string) => guest.do('getOrderGroup', { params: { id } });

describe('payments', () => {
  it('tells who takes the money, and what its methods do', async () => {
    const provider = await app.visitor().do('getPaymentProvider');
    expect(provider).toMatchObject({ provider: 'test', publishable_key: null });
    expect(provider.test_methods.map(({ method }) => method)).toContain('test_decline');
  });

  it('waits for a buyer whose bank asks, and places the order once they have answered', async () => {
    const { guest, group, ref } = await waiting();
    expect(group).toMatchObject({ status: 'pending_payment', payment: { state: 'needs_action' } });
    expect(group.pay_until).toBe(new Date(clock.ms() + 30 * 60_000).toISOString());
    expect(await guest.do('getTestPayment', { params: { ref } })).toMatchObject({
      state: 'needs_action',
      amount_minor: 2500,
    });
    expect(
      (await guest.call('setBasketLine', { params: { listing_id: await shop.lists() }, body: { quantity: 1 } })).code,
    ).toBe('basket_busy');
    expect((await guest.call('payAgain', { params: { id: group.id }, body: {} })).code).toBe('payment_running');
    await guest.do('answerTestPayment', { params: { ref }, body: { answer: 'approve' } });
    const back = await guest.do('confirmPayment', { params: { id: group.id } });
    expect(back).toMatchObject({ status: 'placed', payment: { state: 'captured', action_url: null } });
    expect((await guest.call('answerTestPayment', { params: { ref }, body: { answer: 'decline' } })).code).toBe(
      'payment_settled',
    );
  });

  it('places it by the webhook alone, where the browser never comes back', async () => {
    const { guest, group, ref } = await waiting();
    await app.visitor().do('answerTestPayment', { params: { ref }, body: { answer: 'approve' } });
    await waitFor('the webhook places it', async () => (await stands(guest, group.id)).status === 'placed');
  });

  it('does nothing twice where webhooks come twice, in any order, and beside the browser', async () => {
    const { guest, group, ref, card } = await waiting();
    await guest.do('answerTestPayment', { params: { ref }, body: { answer: 'approve' } });
    const key = group.payment?.id;
    const notices = ['captured', 'authorised', 'captured', 'needs_action'].map((what, place) =>
      notify({
        event_id: `te_${place % 3}_${group.id}`,
        type: `payment.${what}`,
        provider_ref: ref,
        key,
        refund_key: null,
      }),
    );
    const answers = await Promise.all([...notices, guest.call('confirmPayment', { params: { id: group.id } })]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(await stands(guest, group.id)).toMatchObject({
      status: 'placed',
      orders: [{ events: [{ type: 'created' }, { type: 'placed' }] }],
    });
    expect(await facts(group.id)).toEqual(['order.created', 'payment.captured', 'order.placed']);
    const { rows } = await sql<{
      n: number;
    }>`SELECT sum(allocated)::integer AS n FROM inventory.stock_levels WHERE listing_id = ${card}`.execute(
      app.program.platform.db,
    );
    expect(rows[0]?.n).toBe(2);
  });

  it('believes no notice: one that says captured only makes it ask', async () => {
    const { guest, group, ref } = await waiting();
    const said = {
      event_id: `te_lie_${group.id}`,
      type: 'payment.captured',
      provider_ref: ref,
      key: group.payment?.id,
      refund_key: null,
    };
    expect((await notify(said)).status).toBe(200);
    expect(await stands(guest, group.id)).toMatchObject({
      status: 'pending_payment',
      payment: { state: 'needs_action' },
    });
  });

  it('refuses notices that are not signed, old, of another provider, or of nobody', async () => {
    const body = { event_id: 'te_1', type: 'payment.captured', provider_ref: null, key: null, refund_key: null };
    const refused = await Promise.all([
      notify(body, { secret: Buffer.from('guessed') }),
      notify(body, { at_ms: clock.ms() - 301_000 }),
      notify(body, { provider: 'stripe' }),
      fetch(app.url + pathOf('test'), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    ]);
    expect(
      await Promise.all(
        refused.map(async (one) => ((await one.json()) as { errors: { code: string }[] }).errors[0]?.code),
      ),
    ).toEqual(Array(4).fill('webhook_refused'));
    expect((await notify({ ...body, event_id: 'te_2', key: '0198c0de-0000-7000-8000-000000000001' })).status).toBe(200);
  });

  it('asks the provider for a browser that comes back, and not for one that asks again and again', async () => {
    const { guest, group } = await waiting();
    const confirm = () => guest.call('confirmPayment', { params: { id: group.id } });
    const answers = [];
    for (let tried = 0; tried < 61; tried += 1) answers.push(await confirm());
    expect(answers.slice(0, 60).map(({ status }) => status)).toEqual(Array(60).fill(200));
    expect(answers[60]).toMatchObject({ status: 429, code: 'rate_limited', errors: [{ retry_after_s: 5 }] });
    clock.advance(5_000);
    expect((await confirm()).status).toBe(200);
    const paid = await waiting('test_approve');
    const settled = () => paid.guest.call('confirmPayment', { params: { id: paid.group.id } });
    for (let tried = 0; tried < 65; tried += 1) expect((await settled()).status).toBe(200);
  });

  it('lets a buyer pay another way after a decline, by a payment of its own', async () => {
    const { guest, group } = await waiting('test_decline');
    expect(group).toMatchObject({ status: 'pending_payment', payment: { state: 'declined' } });
    expect(group.payment?.message).toMatch(/Nothing was charged/);
    const again = await guest.do('payAgain', { params: { id: group.id }, body: { payment_method: 'test_approve' } });
    expect(again).toMatchObject({ id: group.id, status: 'placed', payment: { state: 'captured' } });
    expect(again.payment?.id).not.toBe(group.payment?.id);
    expect((await guest.call('payAgain', { params: { id: group.id }, body: {} })).code).toBe('payment_settled');
    expect((await app.visitor().call('payAgain', { params: { id: group.id }, body: {} })).code).toBe('order_unknown');
  });

  it('gives a declined checkout up for whoever goes back to the basket', async () => {
    const { guest, group, card } = await waiting('test_decline');
    const basket = await guest.do('setBasketLine', { params: { listing_id: card }, body: { quantity: 1 } });
    expect(await stands(guest, group.id)).toMatchObject({
      status: 'cancelled',
      orders: [{ status: 'cancelled', payment_status: 'failed' }],
    });
    expect((await checkOut(guest, basket)).data).toMatchObject({ status: 'placed', total_minor: 1250 });
  });

  it('lets go of a payment at the bank where its buyer cancels, and frees the basket', async () => {
    const { guest, group, ref, card } = await waiting();
    const [order] = group.orders;
    const cancelled = await guest.do('cancelOrder', { params: { id: group.id, order_id: order?.id ?? '' }, body: {} });
    expect(cancelled).toMatchObject({ status: 'cancelled', payment: { state: 'cancelled' } });
    expect(await guest.do('getTestPayment', { params: { ref } })).toMatchObject({ state: 'cancelled' });
    expect(await guest.do('setBasketLine', { params: { listing_id: card }, body: { quantity: 1 } })).toMatchObject({
      pieces: 1,
    });
  });

  it('finds out by itself what became of a call whose answer never came', async () => {
    for (const [method, ends] of [
      ['test_timeout', 'placed'],
      ['test_lost', 'pending_payment'],
    ] as const) {
      const { guest, group } = await waiting(method);
      expect(group).toMatchObject({ status: 'pending_payment', payment: { state: 'unknown' } });
      clock.advance(61_000);
      await waitFor('it is known', async () => (await stands(guest, group.id)).payment?.state !== 'unknown');
      expect(await stands(guest, group.id)).toMatchObject({
        status: ends,
        payment: { state: ends === 'placed' ? 'captured' : 'cancelled' },
      });
      if (ends === 'pending_payment')
        expect(
          await guest.do('payAgain', { params: { id: group.id }, body: { payment_method: 'test_approve' } }),
        ).toMatchObject({ status: 'placed' });
    }
  });

  it('ends a checkout that nobody paid in time, at the provider too, and frees its pieces', async () => {
    const { guest, group, ref, card } = await waiting();
    clock.advance(31 * 60_000);
    await waitFor('it has expired', async () => (await stands(guest, group.id)).status === 'expired');
    expect(await guest.do('getTestPayment', { params: { ref } })).toMatchObject({ state: 'cancelled' });
    expect((await guest.call('answerTestPayment', { params: { ref }, body: { answer: 'approve' } })).code).toBe(
      'payment_settled',
    );
    expect((await guest.call('payAgain', { params: { id: group.id }, body: {} })).code).toBe('payment_settled');
    const { rows } = await sql<{
      n: number;
    }>`SELECT sum(reserved)::integer AS n FROM inventory.stock_levels WHERE listing_id = ${card}`.execute(
      app.program.platform.db,
    );
    expect(rows[0]?.n).toBe(0);
    expect(await facts(group.id)).toEqual(['order.created', 'payment.failed', 'order.expired']);
    const basket = await guest.do('getBasket');
    expect((await checkOut(guest, basket)).data).toMatchObject({ status: 'placed' });
  });
});
