import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ReplyOf } from '../../contract/schemas.ts';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { sell, type Sale, type Sold } from '../support/sold.ts';
import { addCard, openVendor, type TestVendor } from '../support/vendors.ts';

let app: TestApp;
let owner: Client;
let buyer: Client & { readonly user_id: string };
let vendor: TestVendor;
let listing: string;

beforeAll(async () => {
  app = await startApp({ args: ['--run=api,worker'], requests_per_minute: 1_000_000 });
  owner = await app.register();
  buyer = await app.register();
  vendor = await openVendor(owner);
});
afterAll(async () => app[Symbol.asyncDispose]());
beforeEach(async () => {
  listing = (await addCard(owner, vendor.vendor_id, { quantity: 10, price_minor: 334, status: 'active' })).id;
});

const sold = (quantity: number, more: Partial<Sale> = {}): Promise<Sold> =>
  sell(app.program.platform, {
    vendor_id: vendor.vendor_id,
    lines: [{ listing_id: listing, quantity, price_minor: 334 }],
    user_id: buyer.user_id,
    ...more,
  });
const ofVendor = ({ order_id }: Sold) => ({ vendor_id: vendor.vendor_id, id: order_id });
const ofBuyer = ({ group_id, order_id }: Sold) => ({ id: group_id, order_id });

/** The group, once `met` is true of it. */
async function groupWhen(order: Sold, met: (group: ReplyOf<'getOrderGroup'>) => boolean) {
  return expect.poll(() => group(order)).toSatisfy(met);
}
const group = (order: Sold) => buyer.do('getOrderGroup', { params: { id: order.group_id } });

async function delivered(order: Sold): Promise<void> {
  const params = ofVendor(order);
  const sent = await owner.do('shipOrder', { params, body: {} });
  const part_id = sent.shipments.at(-1)?.id ?? '';
  await owner.do('deliverShipment', { params: { ...params, part_id } });
}

describe('a buyer', () => {
  it('cancels what was not sent; the money comes back by itself, and the checkout is over', async () => {
    const order = await sold(3, { shipping_minor: 250 });
    const [line_id = ''] = order.line_ids;
    const body = { lines: [{ line_id, quantity: 1 }], reason: 'Too many' };
    const part = await buyer.do('cancelOrder', { params: ofBuyer(order), body });
    expect(part).toMatchObject({ status: 'placed', refunded_minor: 334, orders: [{ status: 'placed' }] });
    const whole = await buyer.do('cancelOrder', { params: ofBuyer(order), body: {} });
    expect(whole).toMatchObject({ status: 'cancelled', refunded_minor: order.total_minor });
    await groupWhen(order, ({ orders }) => orders[0]?.refunds.every((one) => one.state === 'done') === true);
    const { rows } =
      await sql`SELECT captured_minor, refunded_minor FROM orders.payments WHERE group_id = ${order.group_id}`.execute(
        app.program.platform.db,
      );
    expect(rows).toEqual([{ captured_minor: String(order.total_minor), refunded_minor: String(order.total_minor) }]);
    const events = (await group(order)).orders[0]?.events ?? [];
    expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1));
  });

  it('is anyone who holds the token of the checkout, and nobody else', async () => {
    const order = await sold(1, { user_id: null });
    const params = { id: order.group_id };
    const [guest, stranger] = [app.visitor(), await app.register()];
    const missing = await guest.call('getOrderGroup', { params: { id: vendor.vendor_id } });
    const headers = { 'guest-token': 'x'.repeat(43) };
    for (const who of [guest, stranger, buyer]) {
      const seen = await who.call('getOrderGroup', { params, headers });
      expect(seen.errors).toEqual([{ ...missing.errors[0], instance: seen.errors[0]?.['instance'] }]);
      const tried = await who.call('cancelOrder', { params: ofBuyer(order), body: {}, headers });
      expect(tried.code).toBe('order_unknown');
    }
    const own = { 'guest-token': order.token };
    const done = await guest.do('cancelOrder', { params: ofBuyer(order), body: {}, headers: own });
    expect(done.status).toBe('cancelled');
  });

  it('sends back what has arrived, within the days; what comes is restocked or not, and refunded', async () => {
    const order = await sold(3);
    const [line_id = ''] = order.line_ids;
    const body = { lines: [{ line_id, quantity: 2 }], reason: 'Wrong colour' };
    const ask = (quantity = 2) =>
      buyer.call('requestReturn', { params: ofBuyer(order), body: { ...body, lines: [{ line_id, quantity }] } });
    expect((await ask()).code).toBe('return_too_late');
    await delivered(order);
    await groupWhen(order, ({ status }) => status === 'completed');
    expect((await ask(4)).errors[0]).toMatchObject({ code: 'quantity_refused', allowed: 3 });
    expect((await ask()).status).toBe(200);
    expect((await ask()).errors[0]).toMatchObject({ code: 'quantity_refused', allowed: 1 });
    const params = ofVendor(order);
    const { returns } = await owner.do('getVendorOrder', { params });
    const part = { ...params, part_id: returns[0]?.id ?? '' };
    const came = { lines: [{ line_id, quantity_restocked: 1, quantity_written_off: 1 }] };
    expect((await owner.call('receiveReturn', { params: part, body: came })).code).toBe('illegal_transition');
    await owner.do('answerReturn', { params: part, body: { approve: true, answer: 'Send it' } });
    const more = { lines: [{ line_id, quantity_restocked: 2, quantity_written_off: 1 }] };
    expect((await owner.call('receiveReturn', { params: part, body: more })).code).toBe('quantity_refused');
    const received = await owner.do('receiveReturn', { params: part, body: came });
    expect(received).toMatchObject({
      fulfilment_status: 'partially_returned',
      refunded_minor: 668,
      status: 'completed',
    });
    expect((await owner.call('receiveReturn', { params: part, body: came })).code).toBe('illegal_transition');
    const { stock } = await owner.do('getCollectible', { params: { vendor_id: vendor.vendor_id, id: listing } });
    expect(stock).toMatchObject([{ on_hand: 8, allocated: 0 }]);
    expect((await ask(1)).status).toBe(200);
    const late = await sold(1, { return_days: 0 });
    await delivered(late);
    const [lateLine = ''] = late.line_ids;
    const tooLate = await buyer.call('requestReturn', {
      params: ofBuyer(late),
      body: { lines: [{ line_id: lateLine, quantity: 1 }], reason: 'x' },
    });
    expect(tooLate.code).toBe('return_too_late');
  });
});

describe('a refund', () => {
  it.each([
    ['test_refund_refused', 'failed'],
    ['test_refund_timeout', 'done'],
  ])('whose payment is %s is %s in the end, once', async (method, state) => {
    const order = await sold(2, { method });
    await owner.do('cancelVendorOrder', { params: ofVendor(order), body: {} });
    await groupWhen(order, ({ orders }) => orders[0]?.refunds[0]?.state === state);
    const { orders } = await group(order);
    const back = state === 'done' ? 668 : 0;
    expect(orders[0]).toMatchObject({ refunded_minor: back, status: 'cancelled' });
    const { rows } = await sql<{ refunded: number }>`SELECT refunded_minor::int AS refunded FROM orders.payments
      WHERE group_id = ${order.group_id}`.execute(app.program.platform.db);
    expect(rows).toEqual([{ refunded: back }]);
    if (state === 'done') return;
    const again = await owner.call('refundOrder', {
      params: ofVendor(order),
      body: { lines: [{ line_id: order.line_ids[0] ?? '', quantity: 2 }], reason: 'Again' },
    });
    expect(again.status, 'it is left to give back').toBe(201);
  });
});
