import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SUBSCRIPTIONS_MAX } from '../../contract/orders-terms.ts';
import type { ReplyOf } from '../../contract/schemas.ts';
import { orderCompleted, orderPlaced, paymentCaptured, shipmentDelivered } from '../../server/modules/orders/facts.ts';
import { purgeTold } from '../../server/modules/orders/telling/services/purge-told.ts';
import { stockLow } from '../../server/modules/inventory/index.ts';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { type Received, type Receiver, startReceiver } from '../support/receiver.ts';
import { type Sold, sell } from '../support/sold.ts';
import { linesOf, ofOrder, recordOne } from '../support/told.ts';
import { addCard, hire, openVendor, type TestVendor } from '../support/vendors.ts';
import { waitFor } from '../support/wait-for.ts';

type Person = Client & { readonly user_id: string; readonly email: string };
type Subscription = ReplyOf<'createSubscription'>;

let receiver: Receiver;
let app: TestApp;
let owner: Person;
let vendor: TestVendor;
let order: Sold;
let ahead_ms = 0;

beforeAll(async () => {
  receiver = await startReceiver();
  app = await startApp({
    args: ['--run=api,worker'],
    env: { OUTBOUND_ALLOW: receiver.host },
    clock: { ms: () => Date.now() + ahead_ms, now: () => new Date(Date.now() + ahead_ms) },
    requests_per_minute: 1_000_000,
  });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await receiver[Symbol.asyncDispose]();
});
beforeEach(async () => {
  receiver.answers(204);
  owner = await app.register();
  vendor = await openVendor(owner);
  order = await soldBy(owner, vendor);
});

async function soldBy(person: Client, { vendor_id }: TestVendor): Promise<Sold> {
  const card = await addCard(person, vendor_id, { quantity: 10, price_minor: 334, status: 'active' });
  return sell(app.program.platform, { vendor_id, lines: [{ listing_id: card.id, quantity: 3, price_minor: 334 }] });
}
const all = ['order.placed', 'order.completed', 'payment.captured', 'payment.refunded', 'stock.low'] as const;
let paths = 0;
async function subscribe(events: Subscription['events'] = [...all]): Promise<Subscription & { readonly path: string }> {
  paths += 1;
  const path = `/of/${paths}`;
  const body = { name: `Books ${paths}`, url: receiver.url + path, events };
  return { ...(await owner.do('createSubscription', { params: { vendor_id: vendor.vendor_id }, body })), path };
}
const receivedBy = ({ path }: { readonly path: string }): Received[] =>
  receiver.received.filter((one) => one.path === path);
const typesOf = (messages: readonly Received[]) =>
  messages.map(({ body }) => (JSON.parse(body) as { type: string }).type);
const logOf = (one: Pick<Subscription, 'id'>) =>
  owner.do('listSubscriptionDeliveries', {
    params: { vendor_id: vendor.vendor_id, id: one.id },
    query: { limit: 100 },
  });
async function place(sold: Sold): Promise<string> {
  const { platform } = app.program;
  const payload = { ...(await ofOrder(platform, sold)), lines: await linesOf(platform, sold) };
  return recordOne(platform, orderPlaced, sold.order_id, { ...payload, placed_at: new Date().toISOString() });
}

describe('a program of a vendor', () => {
  it('is sent what it asked for, signed, as a CloudEvent, with nothing of other vendors or of the buyer’s account', async () => {
    const { platform } = app.program;
    const books = await subscribe();
    const elsewhere = await app.register();
    const theirs = await soldBy(elsewhere, await openVendor(elsewhere, 'Elsewhere'));
    await place(theirs);
    const event_id = await place(order);
    const of = await ofOrder(platform, order);
    const parcel = { shipment_id: of.order_id, shipment_number: 1 };
    await recordOne(platform, shipmentDelivered, of.order_id, { ...of, ...parcel });
    const low = { vendor_id: of.vendor_id, vendor_name: 'Corner Cards', listing_id: of.order_id, title: 'Zyx' };
    await recordOne(platform, stockLow, of.order_id, { ...low, available: 1 });
    await waitFor('both', () => receivedBy(books).length === 2);
    expect(typesOf(receivedBy(books)).sort()).toEqual(['omni-stock.order.placed', 'omni-stock.stock.low']);

    const message = receivedBy(books).find((one) => one.body.includes('order.placed'));
    const { headers, body = '' } = message ?? {};
    const signed = `${String(headers?.['webhook-id'])}.${String(headers?.['webhook-timestamp'])}.${body}`;
    const key = Buffer.from(books.secret.replace('whsec_', ''), 'base64');
    expect(headers?.['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
    expect(headers?.['content-type']).toBe('application/cloudevents+json');
    const event = JSON.parse(body) as { data: Record<string, unknown> };
    expect(event).toMatchObject({ specversion: '1.0', id: event_id, subject: order.order_id });
    expect(event.data).toMatchObject({ order_number: order.number, total_minor: 1002, buyer_email: 'ada@example.org' });
    expect(Object.keys(event.data)).not.toContain('buyer_id');
    const log = await waitFor('the notes', async () => {
      const both = await logOf(books);
      return both.filter(({ state }) => state === 'sent').length === 2 ? both : null;
    });
    expect(log.find(({ type }) => type === 'order.placed')).toMatchObject({ event_id, attempts: 1, last_status: 204 });
  });

  it('hears of a payment for several vendors its own part alone', async () => {
    const { platform } = app.program;
    const books = await subscribe(['payment.captured']);
    const of = await ofOrder(platform, order);
    const payment = { ...of, payment_id: of.group_id, amount_minor: 999_999 };
    await recordOne(platform, paymentCaptured, of.group_id, payment);
    await waitFor('the message', () => receivedBy(books).length === 1);
    const { data } = JSON.parse(receivedBy(books)[0]?.body ?? '') as { data: unknown };
    expect(data).toEqual({
      vendor_id: vendor.vendor_id,
      order_id: order.order_id,
      order_number: order.number,
      buyer_email: 'ada@example.org',
      amount_minor: 1002,
      currency: 'USD',
    });
  });

  it('is tried again under the same id, and what happened to the order later waits for it', async () => {
    const { platform } = app.program;
    receiver.answers(503);
    const books = await subscribe();
    await place(order);
    await recordOne(platform, orderCompleted, order.order_id, await ofOrder(platform, order));
    await waitFor('a failed try', async () => (await logOf(books)).some(({ last_status }) => last_status === 503));
    await waitFor('both in the log', async () => (await logOf(books)).length === 2);
    expect(typesOf(receivedBy(books)), 'the later one waits').toEqual(['omni-stock.order.placed']);
    receiver.answers(204);
    ahead_ms += 10_000;
    await waitFor('both', () => receivedBy(books).length === 3);
    expect(typesOf(receivedBy(books))).toEqual([
      'omni-stock.order.placed',
      'omni-stock.order.placed',
      'omni-stock.order.completed',
    ]);
    expect(new Set(receivedBy(books).map(({ headers }) => headers['webhook-id'])).size).toBe(2);
  });

  it('is sent one again on request, the same body under the same id', async () => {
    const books = await subscribe();
    await place(order);
    await waitFor('the message', async () => (await logOf(books))[0]?.state === 'sent');
    const [delivery] = await logOf(books);
    const params = { vendor_id: vendor.vendor_id, id: books.id, part_id: delivery?.id ?? '' };
    expect(await owner.do('resendSubscriptionDelivery', { params })).toMatchObject({ state: 'waiting', attempts: 0 });
    await waitFor('it again', () => receivedBy(books).length === 2);
    const [first, second] = receivedBy(books);
    expect(second?.body).toBe(first?.body);
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
  });

  it('has a log of thirty days', async () => {
    const { platform } = app.program;
    const books = await subscribe();
    await place(order);
    await waitFor('the message', async () => (await logOf(books))[0]?.state === 'sent');
    const still = AbortSignal.timeout(60_000);
    await purgeTold(platform, still);
    expect(await logOf(books)).toHaveLength(1);
    const long_ago = new Date(Date.now() + ahead_ms - 30 * 86_400_000 - 1000);
    await sql`UPDATE orders.subscription_deliveries SET created_at = ${long_ago} WHERE subscription_id = ${books.id}`.execute(
      platform.db,
    );
    await purgeTold(platform, still);
    expect(await logOf(books)).toEqual([]);
  });

  it('is switched off where it is gone, and its owners are told; switched on, it gets what waited', async () => {
    const { platform } = app.program;
    receiver.answers(503);
    const books = await subscribe();
    await place(order);
    await waitFor('a failed try', async () => (await logOf(books))[0]?.last_status === 503);
    receiver.answers(410);
    const low = { vendor_id: vendor.vendor_id, vendor_name: 'Corner Cards', listing_id: order.order_id, title: 'Zyx' };
    await recordOne(platform, stockLow, order.group_id, { ...low, available: 1 });
    const params = { vendor_id: vendor.vendor_id };
    const [off] = await waitFor('the end', async () => {
      const list = await owner.do('listSubscriptions', { params });
      return list[0]?.enabled === false ? list : null;
    });
    expect(off).toMatchObject({ disabled_reason: 'Its endpoint answered that it is gone (410).' });
    const told = await owner.do('listNotifications', { query: { kind: 'delivery' } });
    expect(told.map(({ title }) => title)).toEqual([`The subscription "${books.name}" is switched off`]);
    receiver.answers(204);
    ahead_ms += 10_000;
    const one = { ...params, id: books.id };
    expect(await owner.do('updateSubscription', { params: one, body: { enabled: true } })).toMatchObject({
      enabled: true,
      disabled_reason: null,
    });
    await waitFor('what waited', async () => (await logOf(books)).some(({ state }) => state === 'sent'));
    expect(typesOf(receivedBy(books))).toEqual([
      'omni-stock.order.placed',
      'omni-stock.stock.low',
      'omni-stock.order.placed',
    ]);
  });

  it('is switched off after days of failing', async () => {
    receiver.answers(500);
    const books = await subscribe();
    const { db } = app.program.platform;
    const days = new Date(Date.now() + ahead_ms - 3 * 86_400_000 - 1000);
    await sql`UPDATE orders.subscriptions SET failures = 9, failing_since = ${days} WHERE id = ${books.id}`.execute(db);
    await place(order);
    const [off] = await waitFor('the end', async () => {
      const list = await owner.do('listSubscriptions', { params: { vendor_id: vendor.vendor_id } });
      return list[0]?.enabled === false ? list : null;
    });
    expect(off?.disabled_reason).toBe('It has failed 10 times in a row, for 3 days.');
  });

  it('is made by owners, bounded, shown its secret once, and gone with what waited', async () => {
    const params = { vendor_id: vendor.vendor_id };
    const manager = await app.register();
    await hire(owner, manager, { ...params, role: 'manager' });
    const body = { name: 'Mine', url: `${receiver.url}/mine`, events: ['order.placed' as const] };
    expect((await manager.call('createSubscription', { params, body })).code).toBe('vendor_role_needed');
    const inward = { ...body, url: 'https://127.0.0.1:1/' };
    expect((await owner.call('createSubscription', { params, body: inward })).code).toBe('webhook_url_refused');
    const made: Subscription[] = [];
    for (let n = 0; n < SUBSCRIPTIONS_MAX; n += 1) made.push(await owner.do('createSubscription', { params, body }));
    expect((await owner.call('createSubscription', { params, body })).code).toBe('subscription_limit');
    expect(JSON.stringify(await owner.do('listSubscriptions', { params }))).not.toContain('whsec_');
    expect(new Set(made.map(({ secret }) => secret)).size).toBe(SUBSCRIPTIONS_MAX);

    const id = made[0]?.id ?? '';
    const stranger = await app.register();
    await openVendor(stranger, 'Elsewhere');
    expect((await stranger.call('listSubscriptions', { params })).code).toBe('vendor_unknown');
    await owner.do('deleteSubscription', { params: { ...params, id } });
    expect((await owner.call('listSubscriptionDeliveries', { params: { ...params, id } })).code).toBe(
      'subscription_unknown',
    );
  });
});
