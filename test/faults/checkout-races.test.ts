import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { releaseStock } from '../../server/modules/orders/services/hold-stock.ts';
import { inOrders } from '../../server/modules/orders/services/in-orders.ts';
import { manualClock } from '../../server/platform/clock.ts';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { buy, checkOut, openShop, readyToPay, type TestShop } from '../support/shop.ts';
import { waitFor } from '../support/wait-for.ts';

let app: TestApp;
let shop: TestShop;
const clock = manualClock(Date.now());

beforeAll(async () => {
  app = await startApp({ clock, requests_per_minute: 1_000_000 });
  shop = await openShop(app);
});
afterAll(() => app[Symbol.asyncDispose]());

async function rows<Row>(query: ReturnType<typeof sql<Row>>): Promise<Row[]> {
  return (await query.execute(app.program.platform.db)).rows;
}
const drift = () => rows(sql`SELECT * FROM orders.promise_drift()`);
const refOf = (url: string | null | undefined): string => url?.split('/').at(-1) ?? '';
const stands = (guest: Client, id: string) => guest.do('getOrderGroup', { params: { id } });
/** Webhooks of a payment that nobody has taken yet. */
const untold = (url: string | null | undefined) =>
  rows(sql`SELECT id FROM payments_test.webhooks WHERE payment_ref = ${refOf(url)} AND delivered_at IS NULL`);
/** What the provider took of a checkout, and what of it goes back. */
async function money(id: string): Promise<unknown> {
  return rows(sql`SELECT (SELECT sum(captured_minor)::integer FROM payments_test.payments WHERE group_id = ${id}) AS taken,
    (SELECT sum(amount_minor)::integer FROM orders.refunds WHERE group_id = ${id}) AS back`);
}

describe('checkouts against each other', () => {
  it('sells the last piece once, however many pay for it at the same moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      const card = await shop.lists({ quantity: 1 });
      const buyers = Array.from({ length: 6 }, () => app.visitor());
      const baskets = await Promise.all(buyers.map((buyer) => readyToPay(buyer, { [card]: 1 })));
      const answers = await Promise.all(baskets.map((basket, place) => checkOut(buyers[place] as Client, basket)));
      expect(answers.map(({ code }) => code ?? 'placed').toSorted()).toEqual([
        ...Array(5).fill('insufficient_stock'),
        'placed',
      ]);
    }
    expect(await drift()).toEqual([]);
  });

  it('queues baskets of many lines in any order, without a deadlock', async () => {
    const cards = await Promise.all(Array.from({ length: 6 }, () => shop.lists({ quantity: 90 })));
    const buyers = Array.from({ length: 12 }, () => app.visitor());
    const baskets = await Promise.all(
      buyers.map((buyer, place) => {
        const turned = [...cards.slice(place % 6), ...cards.slice(0, place % 6)];
        const some = place % 2 === 0 ? turned : turned.toReversed();
        return readyToPay(buyer, Object.fromEntries(some.slice(0, 4).map((card) => [card, 1])));
      }),
    );
    const answers = await Promise.all(baskets.map((basket, place) => checkOut(buyers[place] as Client, basket)));
    expect(answers.map(({ data }) => data?.status)).toEqual(Array(12).fill('placed'));
    expect(await drift()).toEqual([]);
  });

  it('gives the money back where the pieces went while it was being paid', async () => {
    const card = await shop.lists({ quantity: 1 });
    const guest = app.visitor();
    const { data: group } = await checkOut(guest, await readyToPay(guest, { [card]: 1 }), { method: 'test_action' });
    const { platform } = app.program;
    await inOrders(platform, { user_id: null }, (tx) =>
      releaseStock(tx, { group_id: group.id }, { status: 'expired', at: clock.now() }),
    );
    await buy(app.visitor(), { [card]: 1 });
    await guest.do('answerTestPayment', {
      params: { ref: refOf(group.payment?.action_url) },
      body: { answer: 'approve' },
    });
    const over = await guest.do('confirmPayment', { params: { id: group.id } });
    expect(over).toMatchObject({
      status: 'cancelled',
      refunded_minor: 1250,
      orders: [{ status: 'cancelled', payment_status: 'refunded' }],
    });
    expect(await money(group.id)).toEqual([{ taken: 1250, back: 1250 }]);
    expect(await drift()).toEqual([]);
  });

  it('takes the pieces again where a hold ran out and they are still there', async () => {
    const card = await shop.lists({ quantity: 2 });
    const guest = app.visitor();
    const { data: group } = await checkOut(guest, await readyToPay(guest, { [card]: 2 }), { method: 'test_action' });
    await inOrders(app.program.platform, { user_id: null }, (tx) =>
      releaseStock(tx, { group_id: group.id }, { status: 'expired', at: clock.now() }),
    );
    await guest.do('answerTestPayment', {
      params: { ref: refOf(group.payment?.action_url) },
      body: { answer: 'approve' },
    });
    expect(await guest.do('confirmPayment', { params: { id: group.id } })).toMatchObject({ status: 'placed' });
    expect(await money(group.id)).toEqual([{ taken: 1250 * 2, back: null }]);
    expect(await drift()).toEqual([]);
  });

  it('gives back by itself what comes in for a checkout that has expired', async () => {
    const card = await shop.lists();
    const guest = app.visitor();
    const { data: group } = await checkOut(guest, await readyToPay(guest, { [card]: 2 }), { method: 'test_action' });
    // The notice of its beginning would have it looked at once more, and what can still be paid is cancelled then.
    await waitFor('the notice of its beginning', async () => (await untold(group.payment?.action_url)).length === 0);
    // As if the provider had said it was over, and had been wrong.
    await rows(
      sql`UPDATE orders.payments SET state = 'declined', next_check_at = NULL WHERE group_id = ${group.id} RETURNING id`,
    );
    clock.advance(31 * 60_000);
    await waitFor('it has expired', async () => (await stands(guest, group.id)).status === 'expired');
    await rows(sql`UPDATE orders.payments SET state = 'needs_action' WHERE group_id = ${group.id} RETURNING id`);
    await guest.do('answerTestPayment', {
      params: { ref: refOf(group.payment?.action_url) },
      body: { answer: 'approve' },
    });
    await waitFor('the money goes back', async () => (await stands(guest, group.id)).refunded_minor === 2500);
    expect(await stands(guest, group.id)).toMatchObject({
      status: 'expired',
      orders: [{ status: 'expired', payment_status: 'refunded' }],
    });
    expect(await money(group.id)).toEqual([{ taken: 2500, back: 2500 }]);
    expect(await drift()).toEqual([]);
  });

  it('settles a payment once, where its end and its expiry come at the same moment', async () => {
    for (let round = 0; round < 4; round += 1) {
      const card = await shop.lists({ quantity: 1 });
      const guest = app.visitor();
      const { data: group } = await checkOut(guest, await readyToPay(guest, { [card]: 1 }), { method: 'test_action' });
      const ref = refOf(group.payment?.action_url);
      clock.advance(31 * 60_000);
      const confirm = () => guest.call('confirmPayment', { params: { id: group.id } });
      await Promise.all([
        guest.call('answerTestPayment', { params: { ref }, body: { answer: 'approve' } }),
        confirm(),
        confirm(),
      ]);
      await waitFor('it is over', async () => (await stands(guest, group.id)).status !== 'pending_payment');
      const { status } = await stands(guest, group.id);
      const taken = status === 'placed' ? 1250 : 0;
      expect(await money(group.id)).toEqual([{ taken, back: null }]);
    }
    expect(await drift()).toEqual([]);
  });

  it('lets a basket be changed or paid for, and never half of each', async () => {
    for (let round = 0; round < 6; round += 1) {
      const [card, more] = [await shop.lists({ quantity: 9 }), await shop.lists({ quantity: 9 })];
      const guest = app.visitor();
      const basket = await readyToPay(guest, { [card]: 1 });
      const [paid] = await Promise.all([
        checkOut(guest, basket),
        guest.call('setBasketLine', { params: { listing_id: more }, body: { quantity: 2 } }),
        guest.call('holdBasket'),
        guest.call('releaseBasket'),
      ]);
      expect(['placed', 'basket_changed', 'basket_busy']).toContain(paid.data?.status ?? paid.code);
      if (paid.data !== null)
        expect(paid.data).toMatchObject({ total_minor: 1250, orders: [{ lines: [{ listing_id: card }] }] });
    }
    expect(await drift()).toEqual([]);
  });
});
