import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import { checkOut, openShop, readyToPay } from '../support/shop.ts';

/** Rows where promises and what is promised differ, and levels beside their ledger. */
async function drift(app: TestApp): Promise<unknown[]> {
  const { rows } = await sql`SELECT * FROM orders.promise_drift()`.execute(app.program.platform.db);
  return rows;
}

describe('checking out', () => {
  it('turns a guest’s basket into one paid order per vendor, with its pieces allocated', async () => {
    await using app = await startApp();
    const shop = await openShop(app);
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
    expect(
      group.orders.map((order) => [order.vendor.name, order.status, order.payment_status, order.total_minor]),
    ).toEqual([
      ['Corner Cards', 'placed', 'paid', 2500],
      ['Second Shop', 'placed', 'paid', 9900],
    ]);
    expect(group.number).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    expect(await drift(app)).toEqual([]);
    expect(await guest.do('getBasket')).toMatchObject({ parts: [], pieces: 0, hold: null });
    expect(await guest.do('getOrderGroup', { params: { id: group.id } })).toMatchObject({
      id: group.id,
      status: 'placed',
    });
  });
});
