import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { API_BASE } from '../../contract/endpoint.ts';
import { manualClock } from '../../server/platform/clock.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { ADDRESS, buy, checkOut, openShop, readyToPay, type TestShop } from '../support/shop.ts';

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

/** Everything that a checkout writes, counted. */
async function written(): Promise<unknown> {
  return rows(sql`SELECT (SELECT count(*) FROM orders.order_groups) AS groups, (SELECT count(*) FROM orders.orders) AS orders,
    (SELECT count(*) FROM orders.payments) AS payments, (SELECT count(*) FROM payments_test.payments) AS taken,
    (SELECT count(*) FROM facts.outbox) AS facts, (SELECT sum(reserved + allocated) FROM inventory.stock_levels) AS promised`);
}

describe('checking out', () => {
  it('turns a guest’s basket into one paid order per vendor, with its pieces allocated', async () => {
    const other = await openShop(app, 'Second Shop');
    const [card, rare] = [await shop.lists({ quantity: 3 }), await other.lists({ price_minor: 9900 })];
    const guest = app.visitor();
    const basket = await readyToPay(guest, { [card]: 2, [rare]: 1 });
    expect(basket).toMatchObject({ total_minor: 2 * 1250 + 9900, missing: [] });
    const { data: group, status } = await checkOut(guest, basket);
    expect(status).toBe(201);
    expect(group).toMatchObject({
      status: 'placed',
      total_minor: 12_400,
      payment: { state: 'captured' },
      is_test: true,
    });
    const orders = group.orders.map((order) => [
      order.vendor.name,
      order.status,
      order.payment_status,
      order.total_minor,
    ]);
    expect(orders).toHaveLength(2);
    expect(orders).toEqual(
      expect.arrayContaining([
        ['Corner Cards', 'placed', 'paid', 2500],
        ['Second Shop', 'placed', 'paid', 9900],
      ]),
    );
    expect(group.number).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    expect(await guest.do('getBasket')).toMatchObject({ parts: [], pieces: 0, hold: null, currency: null });
    expect(await guest.do('getOrderGroup', { params: { id: group.id } })).toMatchObject({
      id: group.id,
      pay_until: null,
    });
    expect(
      await rows(sql`SELECT type FROM facts.outbox WHERE payload ->> 'group_id' = ${group.id} ORDER BY position`),
    ).toEqual(
      ['order.created', 'order.created', 'payment.captured', 'order.placed', 'order.placed'].map((type) => ({ type })),
    );
  });

  it('answers a repeated key with the same bytes, does nothing twice, and refuses it for another call', async () => {
    const guest = app.visitor();
    const basket = await readyToPay(guest, { [await shop.lists()]: 1 });
    const key = randomUUID();
    const all = await Promise.all(Array.from({ length: 5 }, () => checkOut(guest, basket, { key })));
    const [first] = all;
    expect(first?.data.status).toBe('placed');
    expect(new Set(all.map(({ status, data }) => `${status} ${JSON.stringify(data)}`)).size).toBe(1);
    const before = await written();
    clock.advance(3_600_000);
    expect(JSON.stringify((await checkOut(guest, basket, { key })).data)).toBe(JSON.stringify(first?.data));
    const other = await checkOut(guest, { ...basket, total_minor: basket.total_minor + 1 }, { key });
    expect([other.status, other.code]).toEqual([422, 'idempotency_key_reused']);
    expect(await written()).toEqual(before);
    const bare = await guest.fetch(`${API_BASE}/checkouts`, { method: 'POST', body: '{}' });
    expect(((await bare.json()) as { errors: { code: string }[] }).errors[0]?.code).toBe('idempotency_key_required');
  });

  it('makes one order of one state of a basket, in however many tabs it is paid', async () => {
    const guest = app.visitor();
    const card = await shop.lists();
    const basket = await readyToPay(guest, { [card]: 1 });
    const tabs = await Promise.all([1, 2, 3, 4].map(() => checkOut(guest, basket)));
    expect(new Set(tabs.map(({ data }) => data.id)).size).toBe(1);
    const id = tabs[0]?.data.id ?? '';
    expect(await rows(sql`SELECT state FROM orders.payments WHERE group_id = ${id}`)).toEqual([{ state: 'captured' }]);
    const late = await checkOut(guest, basket);
    expect(late.data).toMatchObject({ id, status: 'placed' });
    const lied = await checkOut(guest, { ...basket, total_minor: 1 });
    expect([lied.status, lied.code]).toEqual([409, 'total_changed']);
  });

  it('places without any payment what costs nothing', async () => {
    const params = { vendor_id: shop.vendor_id };
    await shop.owner.do('createDiscount', {
      params,
      body: { code: 'GIFT', kind: 'percent', percent_bp: 10_000, uses_per_buyer_max: 1 },
    });
    const guest = app.visitor();
    const card = await shop.lists();
    await readyToPay(guest, { [card]: 2 });
    const basket = await guest.do('updateBasket', { body: { discount_codes: ['GIFT'] } });
    const { data } = await checkOut(guest, basket, { method: 'test_decline' });
    expect(data).toMatchObject({
      status: 'placed',
      total_minor: 0,
      payment: null,
      orders: [{ payment_status: 'paid', discount_codes: ['GIFT'] }],
    });
    await readyToPay(guest, { [card]: 1 });
    const again = await guest.do('updateBasket', { body: { discount_codes: ['GIFT'] } });
    expect(again).toMatchObject({ total_minor: 1250, discounts: [{ problem: 'You have used this code already.' }] });
  });

  it('gives a code’s last use to one of those who want it at once, and back where the order comes to nothing', async () => {
    const params = { vendor_id: shop.vendor_id };
    const { id } = await shop.owner.do('createDiscount', {
      params,
      body: { code: 'LAST', kind: 'fixed', amount_minor: 250, uses_max: 1 },
    });
    const card = await shop.lists();
    const buyers = [app.visitor(), app.visitor()];
    const baskets = await Promise.all(
      buyers.map(async (buyer) => {
        await readyToPay(buyer, { [card]: 1 });
        return buyer.do('updateBasket', { body: { discount_codes: ['LAST'] } });
      }),
    );
    const answers = await Promise.all(
      buyers.map((buyer, place) => checkOut(buyer, baskets[place] ?? fail(), { method: 'test_decline' })),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
    const winner = answers.findIndex(({ status }) => status === 201);
    const uses = () => rows(sql<{ uses: number }>`SELECT uses FROM orders.discounts WHERE id = ${id}`);
    expect(await uses()).toEqual([{ uses: 1 }]);
    await buyers[winner]?.do('updateBasket', { body: { note: 'another day' } });
    expect(await uses()).toEqual([{ uses: 0 }]);
  });

  it('writes to an account’s own address unless it says otherwise, and lists what it bought, newest first', async () => {
    const person = await app.register();
    const card = await shop.lists();
    const bought: string[] = [];
    for (const name of ['first', 'second', 'third']) {
      await person.do('setBasketLine', { params: { listing_id: card }, body: { quantity: 1 } });
      const basket = await person.do('updateBasket', { body: { shipping_address: { ...ADDRESS, name } } });
      const { data } = await checkOut(person, basket);
      expect(data).toMatchObject({ status: 'placed', email: person.email, shipping_address: { name } });
      expect(data.order_token).toBeUndefined();
      bought.unshift(data.id);
      clock.advance(5);
    }
    const page = await person.call('listOrderGroups', { query: { limit: 2 } });
    expect(page.data.map((group) => group.id)).toEqual(bought.slice(0, 2));
    const rest = await person.call('listOrderGroups', { query: { limit: 2, cursor: String(page.meta.next_cursor) } });
    expect(rest.data.map((group) => group.id)).toEqual(bought.slice(2));
    expect((await app.visitor().call('listOrderGroups')).status).toBe(401);
  });

  it('shows an order to nobody else: theirs, another guest’s and none at all are refused alike', async () => {
    const order = await buy(app.visitor(), { [await shop.lists()]: 1 });
    const stranger = app.visitor();
    await buy(stranger, { [await shop.lists()]: 1 });
    const person = await app.register();
    const bodies: string[] = [];
    for (const client of [stranger, person, app.visitor(), shop.owner])
      for (const id of [order.id, '0198c0de-0000-7000-8000-000000000001']) {
        const response = await client.fetch(`${API_BASE}/order-groups/${id}`);
        expect(response.status).toBe(404);
        bodies.push((await response.text()).replace(/"request_id":"[^"]+"/, ''));
      }
    expect(new Set(bodies).size).toBe(1);
    const opened = { params: { id: order.id }, headers: { 'guest-token': order.order_token ?? '' } };
    expect((await app.visitor().call('getOrderGroup', opened)).data).toMatchObject({ number: order.number });
  });

  it('keeps what was bought as it was seen, whatever becomes of the listing', async () => {
    const guest = app.visitor();
    const card = await shop.lists();
    const order = await buy(guest, { [card]: 1 });
    const params = { vendor_id: shop.vendor_id, id: card };
    await shop.owner.do('updateCollectible', {
      params,
      body: { title: 'Renamed', price_minor: 1 },
      headers: { 'if-match': '*' },
    });
    const { order_token: _, ...seen } = order;
    expect(await guest.do('getOrderGroup', { params: { id: order.id } })).toEqual(seen);
  });
});

function fail(): never {
  throw new Error('a basket for each buyer');
}
