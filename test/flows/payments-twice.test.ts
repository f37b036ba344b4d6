import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
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

async function rows<Row>(query: ReturnType<typeof sql<Row>>): Promise<Row[]> {
  return (await query.execute(app.program.platform.db)).rows;
}
afterEach(async () => {
  expect(await rows(sql`SELECT * FROM orders.promise_drift()`)).toEqual([]);
});

const stands = (guest: Client, id: string) => guest.do('getOrderGroup', { params: { id } });
const payAgain = (guest: Client, id: string, payment_method: string) =>
  guest.do('payAgain', { params: { id }, body: { payment_method } });

/** A checkout of 25.00 USD whose first payment was declined, as the provider said. */
async function declined() {
  const guest = app.visitor();
  const { data } = await checkOut(guest, await readyToPay(guest, { [await shop.lists()]: 2 }), {
    method: 'test_decline',
  });
  return { guest, id: data.id, first: data.payment?.id ?? '' };
}

/** The bank takes it after all, whatever was said before. */
const comesLate = (payment_id: string) =>
  rows(sql`UPDATE payments_test.payments SET state = 'captured', decline_code = NULL, authorised_minor = amount_minor,
    captured_minor = amount_minor WHERE key = ${payment_id} RETURNING ref`);

let notices = 0;
async function notify(payment_id: string): Promise<number> {
  notices += 1;
  const body = { event_id: `te_late_${notices}`, type: 'payment.captured', provider_ref: null, key: payment_id };
  const bytes = Buffer.from(JSON.stringify({ ...body, refund_key: null }));
  const signature = signatureOf(testSecret(app.program.platform), bytes, clock.ms());
  const { status } = await fetch(`${app.url}/api/v1/payments/test/webhooks`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'payment-signature': signature },
    body: bytes,
  });
  return status;
}

/** What the bank took of a checkout and gave back, and how often; and what our books say of it. */
async function books(id: string): Promise<unknown> {
  const [bank] = await rows(sql`SELECT sum(captured_minor)::int AS taken, sum(refunded_minor)::int AS back,
      (SELECT count(*)::int FROM payments_test.refunds AS refund JOIN payments_test.payments AS payment
        ON payment.ref = refund.payment_ref WHERE payment.group_id = ${id}) AS refunds
    FROM payments_test.payments WHERE group_id = ${id}`);
  const [ours] = await rows(sql`SELECT sum(captured_minor)::int AS taken, sum(refunded_minor)::int AS back,
      (SELECT count(*)::int FROM orders.refunds WHERE group_id = ${id})
        + (SELECT count(*)::int FROM orders.surplus_refunds WHERE group_id = ${id}) AS refunds
    FROM orders.payments WHERE group_id = ${id}`);
  expect(ours).toEqual(bank);
  return ours;
}
const givenBack = (id: string, back: number) =>
  waitFor('the money goes back', async () => {
    const found = await rows(sql<{ back: number }>`SELECT sum(refunded_minor)::int AS back FROM orders.payments
      WHERE group_id = ${id}`);
    return found[0]?.back === back;
  });
/** The vendor's account of a checkout, once everybody has heard of all that happened. */
async function account(id: string): Promise<unknown> {
  await waitFor('the facts', async () => {
    const open = await rows(sql`SELECT FROM facts.outbox AS fact LEFT JOIN facts.deliveries AS delivery
      ON delivery.event_id = fact.event_id WHERE fact.payload ->> 'group_id' = ${id}
        AND (fact.published_at IS NULL OR delivery.state = 'pending')`);
    return open.length === 0;
  });
  return rows(sql`SELECT entry.kind, entry.amount_minor::int AS amount FROM orders.payout_entries AS entry
    JOIN orders.orders AS sold ON sold.id = entry.order_id WHERE sold.group_id = ${id} ORDER BY entry.id`);
}

describe('money that is taken twice', () => {
  it('goes back by itself, once, however often it is told; the buyer is told, and no vendor has it', async () => {
    const { guest, id, first } = await declined();
    const paid = await payAgain(guest, id, 'test_approve');
    expect(paid.status).toBe('placed');
    await comesLate(first);
    const answers = await Promise.all([notify(first), notify(first), notify(first)]);
    expect(answers).toEqual([200, 200, 200]);
    await givenBack(id, 2500);
    expect(await notify(first)).toBe(200);
    expect(await books(id)).toEqual({ taken: 5000, back: 2500, refunds: 1 });
    const after = await stands(guest, id);
    expect(after).toMatchObject({ status: 'placed', refunded_minor: 0, payment: { id: paid.payment?.id } });
    expect(await account(id)).toEqual([{ kind: 'sale', amount: 2500 }]);
    const mails = await rows(sql`SELECT template, words ->> 'title' AS title FROM orders.guest_mails
      WHERE group_id = ${id} AND template IN ('payment_captured_twice', 'surplus_refunded') ORDER BY template`);
    expect(mails).toEqual([
      { template: 'payment_captured_twice', title: `A second payment of 25.00 USD came for order ${after.number}` },
      { template: 'surplus_refunded', title: `Refund of 25.00 USD for order ${after.number}` },
    ]);
  });

  it('goes back while another payment waits for its buyer, which is then what pays', async () => {
    const { guest, id, first } = await declined();
    const { payment } = await payAgain(guest, id, 'test_action');
    await comesLate(first);
    await notify(first);
    await givenBack(id, 2500);
    const ref = payment?.action_url?.split('/').at(-1) ?? '';
    await guest.do('answerTestPayment', { params: { ref }, body: { answer: 'approve' } });
    expect(await guest.do('confirmPayment', { params: { id } })).toMatchObject({ status: 'placed' });
    expect(await books(id)).toEqual({ taken: 5000, back: 2500, refunds: 1 });
    expect(await account(id)).toEqual([{ kind: 'sale', amount: 2500 }]);
  });

  it('leaves the checkout to be paid where the other payment came to nothing', async () => {
    const { guest, id, first } = await declined();
    const { payment } = await payAgain(guest, id, 'test_action');
    await comesLate(first);
    await notify(first);
    const ref = payment?.action_url?.split('/').at(-1) ?? '';
    await guest.do('answerTestPayment', { params: { ref }, body: { answer: 'decline' } });
    expect(await guest.do('confirmPayment', { params: { id } })).toMatchObject({ payment: { state: 'declined' } });
    expect(await payAgain(guest, id, 'test_approve')).toMatchObject({ status: 'placed' });
    await givenBack(id, 2500);
    expect(await books(id)).toEqual({ taken: 5000, back: 2500, refunds: 1 });
  });

  it('is found where no notice of it ever came', async () => {
    const { guest, id, first } = await declined();
    await payAgain(guest, id, 'test_approve');
    await comesLate(first);
    clock.advance(11 * 60_000);
    await givenBack(id, 2500);
    expect(await books(id)).toEqual({ taken: 5000, back: 2500, refunds: 1 });
  });

  it('goes back once where the provider does not say that it gave it back, and is asked again', async () => {
    const { guest, id, first } = await declined();
    await payAgain(guest, id, 'test_approve');
    await comesLate(first);
    await rows(
      sql`UPDATE payments_test.payments SET behaviour = 'test_refund_timeout' WHERE key = ${first} RETURNING ref`,
    );
    await notify(first);
    const state = async () =>
      (await rows(sql<{ state: string }>`SELECT state FROM orders.surplus_refunds WHERE group_id = ${id}`))[0]?.state;
    await waitFor('nobody knows', async () => (await state()) === 'unknown');
    clock.advance(5_000);
    await waitFor('it is found', async () => (await state()) === 'done');
    expect(await books(id)).toEqual({ taken: 5000, back: 2500, refunds: 1 });
  });

  it('is nobody’s where the provider refuses to give it back: the sale stands, and it is not asked for ever', async () => {
    const { guest, id, first } = await declined();
    await payAgain(guest, id, 'test_approve');
    await comesLate(first);
    await rows(
      sql`UPDATE payments_test.payments SET behaviour = 'test_refund_refused' WHERE key = ${first} RETURNING ref`,
    );
    await notify(first);
    const found = () =>
      rows(sql<{ state: string }>`SELECT state, next_attempt_at FROM orders.surplus_refunds WHERE group_id = ${id}`);
    await waitFor('it is refused', async () => (await found())[0]?.state === 'failed');
    expect(await found()).toEqual([{ state: 'failed', next_attempt_at: null }]);
    expect(await stands(guest, id)).toMatchObject({ status: 'placed', refunded_minor: 0 });
    expect(await account(id)).toEqual([{ kind: 'sale', amount: 2500 }]);
  });

  it('goes back each time it comes for a checkout that has expired, and enters no account', async () => {
    const { guest, id, first } = await declined();
    const again = await payAgain(guest, id, 'test_decline');
    clock.advance(31 * 60_000);
    await waitFor('it has expired', async () => (await stands(guest, id)).status === 'expired');
    for (const payment_id of [first, again.payment?.id ?? '']) {
      await comesLate(payment_id);
      expect(await notify(payment_id)).toBe(200);
    }
    await givenBack(id, 5000);
    expect(await books(id)).toEqual({ taken: 5000, back: 5000, refunds: 2 });
    expect(await stands(guest, id)).toMatchObject({ status: 'expired', refunded_minor: 2500 });
    expect(await account(id)).toEqual([]);
    const order = (await stands(guest, id)).orders[0]?.id ?? '';
    const desk = await shop.owner.do('getVendorOrder', { params: { vendor_id: shop.vendor_id, id: order } });
    expect(desk).toMatchObject({ payout_minor: 0, commission_minor: 0 });
  });

  it('places a checkout that still waits, where the payment said to be declined is the only one that came', async () => {
    const { guest, id, first } = await declined();
    await comesLate(first);
    await notify(first);
    expect(await stands(guest, id)).toMatchObject({ status: 'placed', payment: { state: 'captured' } });
    expect(await books(id)).toEqual({ taken: 2500, back: 0, refunds: 0 });
    expect(await account(id)).toEqual([{ kind: 'sale', amount: 2500 }]);
  });
});
