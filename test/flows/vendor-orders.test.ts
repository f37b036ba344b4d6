import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BodyInput } from '../../contract/schemas.ts';
import { startApp, type TestApp } from '../support/app.ts';
import type { Answer, Client } from '../support/client.ts';
import { type Sold, sell } from '../support/sold.ts';
import { addCard, openVendor, type TestVendor } from '../support/vendors.ts';

let app: TestApp;
let owner: Client & { readonly user_id: string };
let vendor: TestVendor;
let listing: string;

beforeAll(async () => {
  app = await startApp({ args: ['--run=api'], requests_per_minute: 1_000_000 });
  owner = await app.register();
  vendor = await openVendor(owner);
});
afterAll(async () => app[Symbol.asyncDispose]());
beforeEach(async () => {
  const card = await addCard(owner, vendor.vendor_id, { quantity: 10, price_minor: 334, status: 'active' });
  listing = card.id;
});

const sold = (quantity: number, more: { readonly shipping_minor?: number } = {}): Promise<Sold> =>
  sell(app.program.platform, {
    vendor_id: vendor.vendor_id,
    lines: [{ listing_id: listing, quantity, price_minor: 334 }],
    ...more,
  });
const paramsOf = (order: Sold) => ({ vendor_id: vendor.vendor_id, id: order.order_id });

async function stock() {
  const { stock: levels } = await owner.do('getCollectible', { params: { vendor_id: vendor.vendor_id, id: listing } });
  const [{ on_hand, allocated, available } = { on_hand: 0, allocated: 0, available: 0 }] = levels;
  return { on_hand, allocated, available };
}

/** What must hold whatever was done: of promises and events, and of money. */
async function audit() {
  const { db } = app.program.platform;
  expect((await sql`SELECT * FROM orders.promise_drift()`.execute(db)).rows).toEqual([]);
  expect((await sql`SELECT * FROM inventory.drift()`.execute(db)).rows).toEqual([]);
}

describe('an order at the desk', () => {
  it('is found by number, buyer and piece, in pages of every order, and says where its pieces lie', async () => {
    const orders = [await sold(1), await sold(2), await sold(3)];
    const params = { vendor_id: vendor.vendor_id };
    for (const sort of ['-placed', 'placed', 'due', 'total', '-total'] as const) {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Answer<'listVendorOrders'> = await owner.call('listVendorOrders', {
          params,
          query: { sort, limit: 2, ...(cursor === null ? {} : { cursor }) },
        });
        seen.push(...page.data.map((one) => one.id));
        cursor = (page.meta as { next_cursor: string | null }).next_cursor;
      } while (cursor !== null);
      expect(new Set(seen).size, sort).toBe(seen.length);
      for (const one of orders) expect(seen, sort).toContain(one.order_id);
    }
    const [first] = orders;
    const found = async (q: string) => (await owner.do('listVendorOrders', { params, query: { q } })).length;
    expect(await found((first?.number ?? '').toLowerCase())).toBe(1);
    expect(await found('ada buy')).toBeGreaterThanOrEqual(3);
    expect(await found('charizard')).toBeGreaterThanOrEqual(3);
    expect(await found('nobody')).toBe(0);
    const picks = await owner.do('listPicks', { params });
    expect(picks.find((pick) => pick.order_id === orders[2]?.order_id)).toMatchObject({
      quantity: 3,
      location: 'Main',
    });
    const view = await owner.do('getVendorOrder', { params: paramsOf(orders[1] as Sold) });
    expect(view).toMatchObject({ status: 'placed', payment_status: 'paid', total_minor: 668, is_test: true });
    expect(view.picks).toMatchObject([{ quantity: 2, quantity_picked: 0 }]);
    expect(view).toMatchObject({ commission_minor: 33, payout_minor: 635 });
  });

  it('is picked, sent in parts, delivered, and then complete; its pieces leave where they are allocated', async () => {
    const order = await sold(3);
    const params = paramsOf(order);
    const [line_id = ''] = order.line_ids;
    const picked = await owner.do('pickOrder', { params, body: { lines: [{ line_id, quantity_picked: 2 }] } });
    expect(picked.picks).toMatchObject([{ quantity: 3, quantity_picked: 2 }]);
    const first = await owner.do('shipOrder', {
      params,
      body: { lines: [{ line_id, quantity: 2 }], carrier: 'Post', tracking_number: 'X1' },
    });
    expect(first).toMatchObject({ fulfilment_status: 'partial', status: 'placed' });
    expect(first.picks).toMatchObject([{ quantity: 1, quantity_picked: 0 }]);
    expect(await stock()).toEqual({ on_hand: 8, allocated: 1, available: 7 });
    const part_id = first.shipments[0]?.id ?? '';
    await owner.do('deliverShipment', { params: { ...params, part_id } });
    const all = await owner.do('shipOrder', { params, body: {} });
    expect(all).toMatchObject({ fulfilment_status: 'shipped', status: 'placed', picks: [] });
    expect((await owner.call('shipOrder', { params, body: {} })).code).toBe('illegal_transition');
    const done = await owner.do('deliverShipment', { params: { ...params, part_id: all.shipments[1]?.id ?? '' } });
    expect(done).toMatchObject({ fulfilment_status: 'delivered', status: 'completed' });
    expect(done.returnable_until).not.toBeNull();
    const again = await owner.do('deliverShipment', { params: { ...params, part_id } });
    expect(again.version, 'said twice').toBe(done.version);
    expect(done.events.map((event) => event.seq)).toEqual(done.events.map((_, index) => index + 1));
    expect(done.events.map((event) => event.type)).toEqual([
      'shipped',
      'delivered',
      'shipped',
      'delivered',
      'completed',
    ]);
    expect(done.events[0]?.actor_name).toBe(owner.user_id === '' ? '' : done.events[0]?.actor_name);
    await audit();
  });

  it('is cancelled in part and then whole: pieces are free again, and what was paid comes back to the last cent', async () => {
    const order = await sold(3, { shipping_minor: 499 });
    const params = paramsOf(order);
    const [line_id = ''] = order.line_ids;
    const lines = [{ line_id, quantity: 1 }];
    const part = await owner.do('cancelVendorOrder', { params, body: { lines, reason: 'Damaged' } });
    expect(part).toMatchObject({ status: 'placed', refunded_minor: 334, payment_status: 'partially_refunded' });
    expect(await stock()).toEqual({ on_hand: 10, allocated: 2, available: 8 });
    const whole = await owner.do('cancelVendorOrder', { params, body: {} });
    expect(whole).toMatchObject({ status: 'cancelled', refunded_minor: order.total_minor, payment_status: 'refunded' });
    expect(whole.refunds.map((one) => [one.amount_minor, one.shipping_minor])).toEqual([
      [334, 0],
      [668 + 499, 499],
    ]);
    expect(whole).toMatchObject({ payout_minor: 0, commission_minor: 0 });
    for (const call of ['shipOrder', 'cancelVendorOrder'] as const)
      expect((await owner.call(call, { params, body: {} })).code, call).toBe('illegal_transition');
    await audit();
  });

  it('is refunded by pieces, sending or amount, never above what is left', async () => {
    const order = await sold(3, { shipping_minor: 100 });
    const params = paramsOf(order);
    const [line_id = ''] = order.line_ids;
    const refund = (body: Partial<BodyInput<'refundOrder'>>) =>
      owner.call('refundOrder', { params, body: { reason: 'Late', ...body } });
    expect((await refund({ lines: [{ line_id, quantity: 1 }], shipping: true })).data).toMatchObject({
      refunded_minor: 434,
    });
    expect((await refund({ shipping: true })).errors[0]).toMatchObject({ code: 'refund_too_high' });
    expect((await refund({ amount_minor: 669 })).errors[0]).toMatchObject({
      code: 'refund_too_high',
      allowed_minor: 668,
    });
    expect((await refund({ amount_minor: 600 })).status).toBe(201);
    expect((await refund({ lines: [{ line_id, quantity: 1 }] })).errors[0]).toMatchObject({ code: 'refund_too_high' });
    const whole = await owner.do('cancelVendorOrder', { params, body: {} });
    expect(whole).toMatchObject({ refunded_minor: order.total_minor, status: 'cancelled' });
    const waiting = await sell(app.program.platform, {
      vendor_id: vendor.vendor_id,
      lines: [{ listing_id: listing, quantity: 1, price_minor: 334 }],
      paid: false,
    });
    const unpaid = await owner.call('refundOrder', {
      params: paramsOf(waiting),
      body: { reason: 'x', amount_minor: 1 },
    });
    expect(unpaid.code).toBe('order_unpaid');
    await audit();
  });

  it('that was paid too late is given back by hand where the provider refused at first', async () => {
    const order = await sold(1);
    const params = paramsOf(order);
    await owner.do('cancelVendorOrder', { params, body: {} });
    // As a payment leaves it that came after its time, and whose refund was refused.
    await sql`UPDATE orders.orders SET placed_at = NULL, refunded_minor = 0 WHERE id = ${order.order_id}`.execute(
      app.program.platform.db,
    );
    const body = { reason: 'Came too late', amount_minor: order.total_minor };
    expect(await owner.do('refundOrder', { params, body })).toMatchObject({ refunded_minor: order.total_minor });
  });

  it('takes notes for staff, or for the buyer too', async () => {
    const order = await sold(1);
    const view = await owner.do('addOrderNote', { params: paramsOf(order), body: { text: 'Wrap it well' } });
    expect(view.events).toMatchObject([{ type: 'note', text: 'Wrap it well', actor: 'vendor' }]);
    expect(view.events[0]?.actor_name).not.toBeNull();
  });

  it('does what a key names once', async () => {
    const order = await sold(2);
    const params = paramsOf(order);
    const [line_id = ''] = order.line_ids;
    const headers = { 'idempotency-key': 'ship-once' };
    const body = { lines: [{ line_id, quantity: 1 }] };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => owner.call('shipOrder', { params, body, headers })),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer.data))).size).toBe(1);
    expect(answers[0]?.data.shipments).toHaveLength(1);
    const other = await owner.call('shipOrder', { params, body: {}, headers });
    expect(other.code).toBe('idempotency_key_reused');
    await audit();
  });
});

describe('pieces that are gone', () => {
  it('are written off with the lines they were promised to, or nothing happens', async () => {
    const [one, two] = [await sold(5), await sold(5)];
    const body = (quantity: number) => ({
      listing_id: listing,
      location_id: vendor.location_id,
      quantity: 3,
      reason: 'Water',
      lines: [{ line_id: two.line_ids[0] ?? '', quantity }],
    });
    const params = { vendor_id: vendor.vendor_id };
    const little = await owner.call('declareShortfall', { params, body: body(2) });
    expect(little.code).toBe('stock_insufficient');
    expect(await stock()).toEqual({ on_hand: 10, allocated: 10, available: 0 });
    const lost = await owner.do('declareShortfall', { params, body: body(3) });
    expect(lost).toMatchObject([{ id: two.order_id, pieces: 2, refunded_minor: 1002 }]);
    expect(await stock()).toEqual({ on_hand: 7, allocated: 7, available: 0 });
    const kept = await owner.do('getVendorOrder', { params: paramsOf(one) });
    expect(kept).toMatchObject({ refunded_minor: 0, version: 1 });
    await audit();
  });

  it('name the orders that they are promised to when they are written off or corrected without a word', async () => {
    const order = await sold(8);
    const place = { listing_id: listing, location_id: vendor.location_id };
    const params = { vendor_id: vendor.vendor_id };
    const off = await owner.call('writeOffStock', { params, body: { ...place, quantity: 3, reason: 'Water' } });
    expect(off.errors[0]).toMatchObject({ code: 'stock_insufficient', orders: [order.number] });
    const less = await owner.call('adjustStock', {
      params,
      body: { ...place, change: -3, expected_on_hand: 10, reason: 'Counted' },
    });
    expect(less.errors[0]).toMatchObject({ code: 'stock_insufficient', orders: [order.number] });
  });
});
