import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { manualClock } from '../../server/platform/clock.ts';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { ADDRESS, checkOut, openShop, readyToPay, type TestShop } from '../support/shop.ts';

let app: TestApp;
let shop: TestShop;
const clock = manualClock(Date.now());

beforeAll(async () => {
  app = await startApp({ clock, requests_per_minute: 100_000 });
  shop = await openShop(app);
});
afterAll(() => app[Symbol.asyncDispose]());

async function code(name: string, uses_per_buyer_max = 1): Promise<void> {
  const body = { code: name, kind: 'fixed', amount_minor: 250, uses_per_buyer_max } as const;
  await shop.owner.do('createDiscount', { params: { vendor_id: shop.vendor_id }, body });
}
async function basketWith(client: Client, name: string, email?: string) {
  await readyToPay(client, { [await shop.lists()]: 1 });
  const body = { discount_codes: [name], shipping_address: ADDRESS, ...(email !== undefined && { email }) };
  return client.do('updateBasket', { body });
}

describe('a code that each buyer may use once', () => {
  it('is used once by a mailbox, whatever token a guest shows and however the address is spelt', async () => {
    await code('FIRST');
    const guest = app.visitor();
    expect((await checkOut(guest, await basketWith(guest, 'FIRST', 'grace@example.org'))).data.total_minor).toBe(1000);
    const again = app.visitor();
    expect(await basketWith(again, 'FIRST', 'Grace+new@example.org')).toMatchObject({
      total_minor: 1250,
      discounts: [{ amount_minor: 0, problem: 'You have used this code already.' }],
    });
    const person = await app.register();
    expect(await basketWith(person, 'FIRST', 'grace@example.org')).toMatchObject({ total_minor: 1250 });
    expect(await basketWith(app.visitor(), 'FIRST', 'alan@example.org')).toMatchObject({ total_minor: 1000 });
  });

  it('is used once where several checkouts of one mailbox race', async () => {
    await code('RACE', 2);
    const guests = Array.from({ length: 6 }, () => app.visitor());
    const baskets = await Promise.all(
      guests.map((guest, place) => basketWith(guest, 'RACE', `grace+${place}@example.org`)),
    );
    expect(new Set(baskets.map((basket) => basket.total_minor))).toEqual(new Set([1000]));
    const answers = await Promise.all(guests.map((guest, place) => checkOut(guest, baskets[place] as never)));
    const codes = answers.map((answer) => answer.code ?? answer.data.status).toSorted();
    expect(codes).toEqual(['placed', 'placed', ...Array(4).fill('total_changed')]);
  });

  it('may be used again where the order came to nothing', async () => {
    await code('AGAIN');
    const guest = app.visitor();
    const { data } = await checkOut(guest, await basketWith(guest, 'AGAIN', 'mary@example.org'), {
      method: 'test_decline',
    });
    const other = app.visitor();
    expect(await basketWith(other, 'AGAIN', 'mary@example.org')).toMatchObject({ total_minor: 1250 });
    await guest.do('cancelOrder', { params: { id: data.id, order_id: data.orders[0]?.id ?? '' }, body: {} });
    expect(await other.do('getBasket')).toMatchObject({ total_minor: 1000 });
  });
});
