import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EventFrame, VendorChangedFrame } from '../../contract/live/protocol.ts';
import {
  orderCancelled,
  orderPlaced,
  paymentCaptured,
  paymentFailed,
  paymentRefunded,
  refundFailed,
  returnRequested,
} from '../../server/modules/orders/facts.ts';
import { PASSWORD, startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { PlainSocket } from '../support/live-server.ts';
import { type Sold, sell } from '../support/sold.ts';
import { linesOf, ofOrder, recordOne } from '../support/told.ts';
import { addCard, hire, openVendor, type TestVendor } from '../support/vendors.ts';
import { waitFor } from '../support/wait-for.ts';

type Person = Client & { readonly user_id: string; readonly email: string };

let app: TestApp;
let owner: Person;
let buyer: Person;
let vendor: TestVendor;
let listing: string;
let order: Sold;

beforeAll(async () => {
  app = await startApp({ args: ['--run=api,realtime,worker'], requests_per_minute: 1_000_000 });
  owner = await app.register();
  vendor = await openVendor(owner);
});
afterAll(async () => app[Symbol.asyncDispose]());
beforeEach(async () => {
  buyer = await app.register();
  const card = await addCard(owner, vendor.vendor_id, { quantity: 10, price_minor: 334, status: 'active' });
  listing = card.id;
  const { platform } = app.program;
  const lines = [{ listing_id: listing, quantity: 3, price_minor: 334 }];
  order = await sell(platform, { vendor_id: vendor.vendor_id, lines, user_id: buyer.user_id });
});

const facts = async () => {
  const { platform } = app.program;
  return { of: await ofOrder(platform, order), lines: await linesOf(platform, order) };
};
async function place(): Promise<string> {
  const { of, lines } = await facts();
  const payload = { ...of, lines, placed_at: new Date().toISOString() };
  return recordOne(app.program.platform, orderPlaced, order.order_id, payload);
}
const inbox = async (person: Client, kind: 'purchase' | 'sale') => {
  const all = await person.do('listNotifications', { query: { kind, limit: 100 } });
  return all.filter(({ link }) => link?.includes(kind === 'purchase' ? order.group_id : order.order_id));
};
const told = (person: Client, kind: 'purchase' | 'sale', count: number) =>
  waitFor(`${count} notices`, async () => {
    const all = await inbox(person, kind);
    return all.length >= count ? all : null;
  });

describe('who bought', () => {
  it('is told nothing once the account is erased, and holds nobody else up', async () => {
    // What is told of the order names its buyer still.
    const { of, lines } = await facts();
    expect(of.buyer_id).toBe(buyer.user_id);
    await buyer.do('deleteMe', { body: { current_password: PASSWORD } });
    const payload = { ...of, lines, placed_at: new Date().toISOString() };
    const event_id = await recordOne(app.program.platform, orderPlaced, order.order_id, payload);
    await waitFor('the fact is handled', async () => {
      const { rows } = await sql<{ state: string; attempts: number }>`SELECT state, attempts FROM facts.deliveries
        WHERE event_id = ${event_id} AND consumer IN ('order-notices', 'order-pages')`.execute(app.program.platform.db);
      expect(rows.filter(({ attempts }) => attempts > 0)).toEqual([]);
      return rows.length === 2 && rows.every(({ state }) => state === 'done');
    });
  });

  it('is told of each thing once, with exact amounts and pieces by name, and that the money is none', async () => {
    const { platform } = app.program;
    const { of, lines } = await facts();
    const event_id = await place();
    const ofGroup = { ...of, payment_id: of.group_id };
    await recordOne(platform, paymentCaptured, of.group_id, { ...ofGroup, amount_minor: 1002 });
    await recordOne(platform, paymentFailed, of.group_id, { ...ofGroup, message: 'Card declined' });
    const refund = { ...of, refund_id: of.order_id, amount_minor: 5, reason: 'Bent corner' };
    await recordOne(platform, paymentRefunded, of.order_id, refund);
    const cancelled = { ...of, whole: false, by: 'vendor' as const, reason: 'Lost', lines };
    await recordOne(platform, orderCancelled, of.order_id, cancelled);

    const all = await told(buyer, 'purchase', 5);
    expect(all.map(({ title }) => title).sort()).toEqual([
      `A part of order ${order.number} is cancelled`,
      `Order ${order.number} is placed`,
      'Payment of 10.02 USD received',
      `Refund of 0.05 USD for order ${order.number}`,
      `The payment for order ${of.group_number} failed`,
    ]);
    const placed = all.find(({ title }) => title.endsWith('is placed'));
    expect(placed).toMatchObject({
      body: 'Corner Cards sends you 3 pieces: 3 × Charizard, base1, 4/102.',
      link: `/orders/${order.group_id}`,
      group: `purchase:${order.group_id}`,
      facts: [
        { label: '3 × 3.34 USD', value: 'Charizard, base1, 4/102, NM' },
        { label: 'Total', value: '10.02 USD' },
        { label: 'Test money', value: 'No real money moves' },
      ],
    });
    const mailed = await buyer.do('listDeliveries', { query: { channel: 'email', limit: 100 } });
    expect(mailed.filter(({ title }) => title === placed?.title)).toHaveLength(1);

    await sql`UPDATE facts.deliveries SET state = 'pending', attempts = 0, ended_at = NULL
      WHERE consumer = 'order-notices' AND event_id = ${event_id}`.execute(platform.db);
    await waitFor('it heard it again', async () => {
      const { rows } = await sql`SELECT FROM facts.deliveries
        WHERE consumer = 'order-notices' AND event_id = ${event_id} AND state = 'done'`.execute(platform.db);
      return rows.length === 1;
    });
    expect(await inbox(buyer, 'purchase'), 'heard twice, told once').toHaveLength(5);
    expect(await inbox(owner, 'purchase'), 'nobody else’s').toEqual([]);
  });
});

describe('who serves the vendor', () => {
  it('is told as a clerk and above of what the buyer and time did, and not below or elsewhere', async () => {
    const [clerk, viewer, stranger] = [await app.register(), await app.register(), await app.register()];
    await hire(owner, clerk, { vendor_id: vendor.vendor_id, role: 'clerk' });
    await hire(owner, viewer, { vendor_id: vendor.vendor_id, role: 'viewer' });
    await openVendor(stranger, 'Elsewhere');
    const { platform } = app.program;
    const { of, lines } = await facts();
    await place();
    const by = { ...of, whole: false, reason: 'Found it cheaper', lines };
    await recordOne(platform, orderCancelled, of.order_id, { ...by, by: 'buyer' });
    await recordOne(platform, orderCancelled, of.order_id, { ...by, by: 'vendor' });
    const back = { return_id: of.order_id, return_number: 1, reason: 'Too small', answer: '', lines };
    await recordOne(platform, returnRequested, of.order_id, { ...of, ...back });
    const failed = { refund_id: of.order_id, amount_minor: 334, error: 'The card is closed' };
    await recordOne(platform, refundFailed, of.order_id, { ...of, ...failed });

    for (const person of [owner, clerk]) {
      const all = await told(person, 'sale', 4);
      expect(all.map(({ title }) => title).sort()).toEqual([
        `A part of order ${order.number} was cancelled by its buyer`,
        `A refund of order ${order.number} failed`,
        `New order ${order.number}: 10.02 USD`,
        `Return asked for in order ${order.number}`,
      ]);
      expect(all[0]?.link).toBe(`/inventory/${vendor.vendor_id}/orders/${order.order_id}`);
    }
    for (const person of [viewer, stranger]) expect(await inbox(person, 'sale')).toEqual([]);
  });
});

describe('an open page', () => {
  it('of the buyer hears of its own checkout, and of the vendor of its orders, after the commit', async () => {
    using buying = await connect(buyer);
    using selling = await connect(owner);
    await selling.say({ type: 'subscribe', id: 1, vendor: vendor.vendor_id });
    await waitFor('the answer', () => selling.heard('subscribed'));
    await place();
    await waitFor('the event', () =>
      buying.frames.some((frame) => frame.type === 'event' && frame.topic === 'order.changed'),
    );
    const event = buying.frames.find(
      (frame): frame is EventFrame => frame.type === 'event' && frame.topic === 'order.changed',
    );
    expect(event?.data).toEqual({ group_id: order.group_id });

    await owner.do('shipOrder', { params: { vendor_id: vendor.vendor_id, id: order.order_id }, body: {} });
    const ofOrders = () =>
      selling.frames.filter(
        (frame): frame is VendorChangedFrame => frame.type === 'vendor_changed' && frame.orders?.length !== 0,
      );
    await waitFor('the frame', () => ofOrders().length > 0);
    expect(ofOrders()[0]).toMatchObject({ vendor: vendor.vendor_id, listings: [], orders: [order.order_id] });
  });
});

describe('the market', () => {
  it('is told of each line of a placed order once', async () => {
    await place();
    const sales = () =>
      sql<{ id: string; quantity: number; price_minor: string }>`
        SELECT id, quantity, price_minor FROM inventory.sales WHERE listing_id = ${listing}`.execute(
        app.program.platform.db,
      );
    await waitFor('the sale', async () => (await sales()).rows.length > 0);
    expect((await sales()).rows).toEqual([{ id: order.line_ids[0], quantity: 3, price_minor: '334' }]);
  });
});

async function connect(person: Client): Promise<PlainSocket> {
  const { ticket } = await person.do('createTicket', {});
  const socket = new PlainSocket(app, { origin: app.url });
  await socket.say({ type: 'hello', ticket });
  await waitFor('the welcome', () => socket.heard('welcome'));
  return socket;
}
