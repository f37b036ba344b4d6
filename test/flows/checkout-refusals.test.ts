import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
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

describe('a checkout that is refused', () => {
  it.each([
    ['a total', { expected_total_minor: 1 }, 'total_changed', 409],
    ['a negative total', { expected_total_minor: -1250 }, 'input_invalid', 422],
    ['a fraction', { expected_total_minor: 1250.5 }, 'input_invalid', 422],
    ['an unsafe number', { expected_total_minor: 2 ** 60 }, 'input_invalid', 422],
    ['an older basket', { basket_version: 1 }, 'basket_changed', 409],
    ['a basket to come', { basket_version: 99 }, 'basket_changed', 409],
    ['another currency', { currency: 'JPY' }, 'input_invalid', 422],
    ['prices of its own', { lines: [{ unit_price_minor: 1 }] }, 'input_invalid', 422],
    ['a method too long', { payment_method: 'x'.repeat(201) }, 'input_invalid', 422],
  ])('refuses %s that was tampered with, and changes nothing', async (_, tampered, code, status) => {
    const guest = app.visitor();
    const basket = await readyToPay(guest, { [await shop.lists()]: 1 });
    const before = await written();
    const body = { basket_version: basket.version, expected_total_minor: basket.total_minor, ...tampered };
    const answer = await guest.call('checkOut', { body });
    expect([answer.status, answer.code]).toEqual([status, code]);
    expect(await written()).toEqual(before);
  });

  it('charges nothing where a price changed or the last piece went meanwhile', async () => {
    const [card, last] = [await shop.lists(), await shop.lists({ quantity: 1 })];
    const [guest, quicker] = [app.visitor(), app.visitor()];
    const dear = await readyToPay(guest, { [card]: 1 });
    const edit = {
      params: { vendor_id: shop.vendor_id, id: card },
      body: { price_minor: 1300 },
      headers: { 'if-match': '*' },
    };
    await shop.owner.do('updateCollectible', edit);
    const changed = await checkOut(guest, dear);
    expect([changed.status, changed.code]).toEqual([409, 'total_changed']);
    expect(changed.errors[0]).toMatchObject({ total_minor: 1300 });
    const seen = await guest.do('getBasket');
    expect((await checkOut(guest, seen)).errors[0]).toMatchObject({
      code: 'basket_incomplete',
      missing: ['changes_accepted'],
    });
    const wanted = await readyToPay(quicker, { [last]: 1 });
    await buy(app.visitor(), { [last]: 1 });
    const before = await written();
    const lost = await checkOut(quicker, wanted);
    expect(lost.errors[0]).toMatchObject({
      code: 'insufficient_stock',
      lines: [{ listing_id: last, requested: 1, available: 0 }],
    });
    expect(await written()).toEqual(before);
  });

  it('says all that is missing before it can be paid', async () => {
    const guest = app.visitor();
    const empty = { basket_version: 1, expected_total_minor: 0 };
    expect((await guest.call('checkOut', { body: empty })).code).toBe('basket_unknown');
    const card = await shop.lists();
    const { version } = await guest.do('setBasketLine', { params: { listing_id: card }, body: { quantity: 1 } });
    const answer = await checkOut(guest, { version, total_minor: 1250 });
    expect(answer.errors[0]).toMatchObject({
      code: 'basket_incomplete',
      status: 409,
      missing: ['email', 'shipping_address'],
    });
    const cleared = await guest.do('emptyBasket');
    expect((await checkOut(guest, cleared)).code).toBe('basket_empty');
    const long = { ...ADDRESS, line1: 'x'.repeat(121) };
    expect((await guest.call('updateBasket', { body: { shipping_address: long } })).status).toBe(422);
    expect(
      (await guest.call('updateBasket', { body: { shipping_address: { ...ADDRESS, country: 'ZZ' } } })).status,
    ).toBe(422);
  });

  it('slows down whoever tries to pay again and again', async () => {
    const guest = app.visitor();
    const basket = await readyToPay(guest, { [await shop.lists()]: 1 });
    const codes: (string | null)[] = [];
    for (let tried = 0; tried < 22; tried += 1) codes.push((await checkOut(guest, { ...basket, total_minor: 1 })).code);
    expect(codes.slice(0, 20)).toEqual(Array(20).fill('total_changed'));
    expect(codes.at(-1)).toBe('rate_limited');
  });
});
