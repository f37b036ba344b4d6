import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import { Client } from '../support/client.ts';
import { type Sold, sell } from '../support/sold.ts';
import { addCard, openVendor, type TestVendor } from '../support/vendors.ts';

/** 1000 for the record. */
const ROUNDS = Number(process.env['ORDER_RACE_ROUNDS'] ?? 15);
const PIECES = 3;

/** Two programs on one database. */
let one: TestApp;
let two: TestApp;
let owner: Client;
let buyer: Client & { readonly user_id: string };
let vendor: TestVendor;

beforeAll(async () => {
  const options = { args: ['--run=api'], requests_per_minute: 1_000_000 };
  one = await startApp(options);
  two = await startApp({ ...options, env: { DATABASE_URL: one.program.platform.config.database_url ?? '' } });
  owner = await one.register();
  buyer = await one.register();
  vendor = await openVendor(owner);
});
afterAll(async () => {
  await two[Symbol.asyncDispose]();
  await one[Symbol.asyncDispose]();
});

/** The same person, at the other program. */
function elsewhere(client: Client): Client {
  const other = new Client(two.url);
  for (const [name, value] of client.cookies) other.cookies.set(name, value);
  return other;
}

async function orderOf(listings: readonly string[]): Promise<Sold> {
  const lines = listings.map((listing_id) => ({ listing_id, quantity: PIECES, price_minor: 333 }));
  return sell(one.program.platform, {
    vendor_id: vendor.vendor_id,
    lines,
    user_id: buyer.user_id,
    shipping_minor: 100,
  });
}

async function audit(order: Sold): Promise<void> {
  const { db } = one.program.platform;
  expect((await sql`SELECT * FROM orders.promise_drift()`.execute(db)).rows).toEqual([]);
  expect((await sql`SELECT * FROM inventory.drift()`.execute(db)).rows).toEqual([]);
  const { rows } = await sql<{ gapless: boolean; sum: boolean; told: boolean }>`
    SELECT (SELECT count(*) = max(seq) FROM orders.order_events WHERE order_id = sold.id) AS gapless,
      sold.refunded_minor <= sold.paid_minor AND sold.refunded_minor = coalesce((SELECT sum(amount_minor) FROM orders.refunds
        WHERE order_id = sold.id AND state <> 'failed'), 0) AS sum,
      (SELECT count(*) = max(aggregate_seq) FROM facts.outbox WHERE aggregate_id = sold.id) AS told
    FROM orders.orders AS sold WHERE sold.id = ${order.order_id}`.execute(db);
  expect(rows).toEqual([{ gapless: true, sum: true, told: true }]);
}

describe('an order that several hands are on at once', () => {
  it(
    `is sent once or cancelled once, in ${ROUNDS} rounds by two programs, whatever else is asked; nobody deadlocks`,
    async () => {
      const quantity = PIECES * ROUNDS;
      const cards = [];
      for (const title of ['East', 'West'])
        cards.push(
          (await addCard(owner, vendor.vendor_id, { title, quantity, price_minor: 333, status: 'active' })).id,
        );
      const [clerk, customer] = [elsewhere(owner), elsewhere(buyer)];
      for (let round = 0; round < ROUNDS; round += 1) {
        const order = await orderOf(round % 2 === 0 ? cards : cards.toReversed());
        const params = { vendor_id: vendor.vendor_id, id: order.order_id };
        const own = { id: order.group_id, order_id: order.order_id };
        const ending = await Promise.all([
          owner.call('shipOrder', { params, body: {} }),
          clerk.call('shipOrder', { params, body: {} }),
          clerk.call('cancelVendorOrder', { params, body: {} }),
          customer.call('cancelOrder', { params: own, body: {} }),
          buyer.call('cancelOrder', { params: own, body: {} }),
        ]);
        const [refund] = await Promise.all([
          owner.call('refundOrder', { params, body: { amount_minor: order.total_minor, reason: 'Race' } }),
          clerk.call('refundOrder', { params, body: { amount_minor: order.total_minor, reason: 'Race' } }),
          clerk.call('addOrderNote', { params, body: { text: 'Race' } }),
        ]);
        const codes = ending.map((answer) => answer.code);
        expect(
          codes.filter((code) => code === null),
          JSON.stringify(codes),
        ).toHaveLength(1);
        expect(
          codes.filter((code) => code === 'illegal_transition'),
          JSON.stringify(codes),
        ).toHaveLength(4);
        expect([201, 409]).toContain(refund.status);
        await audit(order);
      }
      const { rows } = await sql<{ deadlocks: number }>`SELECT deadlocks::int FROM pg_stat_database
        WHERE datname = current_database()`.execute(one.program.platform.db);
      expect(rows).toEqual([{ deadlocks: 0 }]);
    },
    30_000 + ROUNDS * 3_000,
  );

  it('is never given back more than was paid, by however many refunds at once', async () => {
    const card = await addCard(owner, vendor.vendor_id, { quantity: PIECES, price_minor: 333, status: 'active' });
    const order = await orderOf([card.id]);
    const params = { vendor_id: vendor.vendor_id, id: order.order_id };
    const [line_id = ''] = order.line_ids;
    const clerk = elsewhere(owner);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        (index % 2 === 0 ? owner : clerk).call('refundOrder', {
          params,
          body: {
            ...(index % 3 === 0 ? { amount_minor: 333 } : { lines: [{ line_id, quantity: 1 }] }),
            reason: 'Race',
          },
        }),
      ),
    );
    expect(answers.filter((answer) => answer.status === 201).length).toBe(PIECES);
    expect(answers.filter((answer) => answer.code === 'refund_too_high').length).toBe(12 - PIECES);
    await audit(order);
  });
});
