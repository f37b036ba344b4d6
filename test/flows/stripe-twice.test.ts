import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { manualClock } from '../../server/platform/clock.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { checkOut, openShop, readyToPay, type TestShop } from '../support/shop.ts';
import { signStripe, startStripe, STRIPE_KEYS, type StripeServer } from '../support/stripe-server.ts';
import { waitFor } from '../support/wait-for.ts';

let app: TestApp;
let shop: TestShop;
let stripe: StripeServer;
const clock = manualClock(Date.now());

beforeAll(async () => {
  stripe = await startStripe();
  app = await startApp({
    clock,
    requests_per_minute: 100_000,
    env: {
      STRIPE_SECRET_KEY: STRIPE_KEYS.secret,
      STRIPE_PUBLISHABLE_KEY: STRIPE_KEYS.publishable,
      STRIPE_WEBHOOK_SECRET: STRIPE_KEYS.webhook,
      STRIPE_API_BASE: `http://127.0.0.1:${stripe.port}`,
    },
  });
  shop = await openShop(app);
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await stripe[Symbol.asyncDispose]();
});

/** A checkout that is paid by a second card; of the first, which was declined, Stripe's intent. */
async function paidBySecond() {
  const guest = app.visitor();
  const basket = await readyToPay(guest, { [await shop.lists()]: 2 });
  const { data } = await checkOut(guest, basket, { method: 'pm_card_visa_chargeDeclined' });
  expect(data).toMatchObject({ status: 'pending_payment', payment: { state: 'declined' } });
  const params = { id: data.id };
  const paid = await guest.do('payAgain', { params, body: { payment_method: 'pm_card_visa' } });
  expect(paid.status).toBe('placed');
  const found = await sql<{ ref: string }>`SELECT provider_ref AS ref FROM orders.payments
    WHERE id = ${data.payment?.id}`.execute(app.program.platform.db);
  return { id: data.id, intent: found.rows[0]?.ref ?? '' };
}
const told = async (body: string) => {
  const { status } = await fetch(`${app.url}/api/v1/payments/stripe/webhooks`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'stripe-signature': signStripe(body, { at_ms: clock.ms() }) },
    body,
  });
  return status;
};
const returned = (intent: string) => stripe.books.refunds.filter(({ payment_intent }) => payment_intent === intent);
const done = (id: string) =>
  waitFor('it is noted', async () => {
    const { rows } = await sql`SELECT FROM orders.surplus_refunds WHERE group_id = ${id} AND state = 'done'`.execute(
      app.program.platform.db,
    );
    return rows.length === 1;
  });

it('Stripe taking a declined card after all is given back once, however often it is told', async () => {
  const { id, intent } = await paidBySecond();
  const before = stripe.events.length;
  stripe.books.authenticate(intent, true);
  for (const body of [...stripe.events.slice(before), ...stripe.events.slice(before)])
    expect(await told(body)).toBe(200);
  await done(id);
  for (const body of stripe.events.slice(before)) expect(await told(body)).toBe(200);
  expect(returned(intent)).toMatchObject([{ amount: 2500 }]);
  expect(stripe.books.refunds.filter((one) => one.payment_intent !== intent)).toEqual([]);
});

it('Stripe taking a declined card after all is found and given back where no webhook ever comes', async () => {
  const { id, intent } = await paidBySecond();
  stripe.books.authenticate(intent, true);
  stripe.breakNext('POST /v1/refunds', 'closed');
  clock.advance(11 * 60_000);
  await waitFor('it is given back', () => {
    clock.advance(1_000);
    return returned(intent).length > 0;
  });
  await done(id);
  expect(returned(intent)).toMatchObject([{ amount: 2500 }]);
});
