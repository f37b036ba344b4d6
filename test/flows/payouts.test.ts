import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../server/platform/ids.ts';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { buy, openShop, type TestShop } from '../support/shop.ts';
import { waitFor } from '../support/wait-for.ts';

let app: TestApp;
let shop: TestShop;
let admin: Client;
let params: { readonly vendor_id: string };

beforeAll(async () => {
  app = await startApp({ requests_per_minute: 1_000_000, env: { COMMISSION_BP: '500' } });
  shop = await openShop(app);
  admin = await app.admin();
  params = { vendor_id: shop.vendor_id };
});
afterAll(async () => app[Symbol.asyncDispose]());

/** A sale as real money leaves it in the account. */
const sellsForMoney = (amount_minor: number) =>
  sql`INSERT INTO orders.payout_entries (id, vendor_id, at, kind, amount_minor, currency, note, cause, is_test)
    VALUES (${newId()}, ${shop.vendor_id}, now(), 'sale', ${amount_minor}, 'USD', '', ${`sale:${newId()}`}, false)`.execute(
    app.program.platform.db,
  );
const pay = (amount_minor: number) =>
  admin.call('recordPayout', { params, body: { currency: 'USD', amount_minor, note: 'Transfer' } });

describe('test money', () => {
  it('stands in an account of its own, marked as such, and is never paid out', async () => {
    await buy(app.visitor(), { [await shop.lists()]: 2 });
    const entries = await waitFor('the sale', async () => {
      const found = await shop.owner.do('listPayouts', { params });
      return found.length === 2 ? found : null;
    });
    expect(entries.map(({ is_test }) => is_test)).toEqual([true, true]);
    const [test] = await shop.owner.do('getPayoutBalances', { params });
    expect(test).toMatchObject({ currency: 'USD', is_test: true, sales_minor: 2500 });
    const refused = await pay(1);
    expect(refused).toMatchObject({ status: 409, code: 'payout_too_high' });
    expect(refused.errors[0]).toMatchObject({ balance_minor: 0, test_minor: test?.balance_minor });
  });

  it('is not mixed with money that is owed, in balances nor in what is left after each entry', async () => {
    await sellsForMoney(1000);
    expect((await pay(1001)).errors[0]).toMatchObject({ code: 'payout_too_high', balance_minor: 1000 });
    expect((await pay(400)).data).toMatchObject({ amount_minor: -400, balance_minor: 600, is_test: false });
    const balances = await shop.owner.do('getPayoutBalances', { params });
    expect(balances).toMatchObject([
      { currency: 'USD', is_test: false, balance_minor: 600, sales_minor: 1000, paid_out_minor: -400 },
      { currency: 'USD', is_test: true, sales_minor: 2500, paid_out_minor: 0 },
    ]);
    const entries = await shop.owner.do('listPayouts', { params });
    const after = (test: boolean) => entries.filter((one) => one.is_test === test).map((one) => one.balance_minor);
    expect(after(false)).toEqual([600, 1000]);
    expect(after(true)).toEqual([balances[1]?.balance_minor, 2500]);
  });

  it('that is on its way back to a buyer is not paid out to a vendor', async () => {
    const { db } = app.program.platform;
    const { id } = await buy(app.visitor(), { [await shop.lists()]: 1 });
    await waitFor('its sale', async () =>
      (await shop.owner.do('listPayouts', { params })).some((one) => one.amount_minor === 1250),
    );
    // As an order that was paid with real money, and a refund that waits for the provider's word.
    await sql`UPDATE orders.order_groups SET is_test = false WHERE id = ${id}`.execute(db);
    await sql`INSERT INTO orders.refunds (id, vendor_id, order_id, group_id, state, amount_minor, currency, reason, cause, created_at)
      SELECT ${newId()}, vendor_id, id, group_id, 'unknown', 250, 'USD', 'Late', 'by hand:1', now()
      FROM orders.orders WHERE group_id = ${id}`.execute(db);
    await sellsForMoney(1000);
    expect((await pay(1600)).errors[0]).toMatchObject({ code: 'payout_too_high' });
    const owed = (await shop.owner.do('getPayoutBalances', { params })).find(({ is_test }) => !is_test);
    const refused = await pay((owed?.balance_minor ?? 0) - 249);
    expect(refused.errors[0]).toMatchObject({ code: 'payout_too_high' });
    expect((await pay((owed?.balance_minor ?? 0) - 250)).status).toBe(201);
  });
});
