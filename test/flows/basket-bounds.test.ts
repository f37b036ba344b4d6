import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TOTAL_MINOR_MAX } from '../../contract/basket.ts';
import { MONEY_MINOR_MAX } from '../../contract/inventory-terms.ts';
import { PASSWORD, startApp, type TestApp } from '../support/app.ts';
import { openShop, readyToPay, type TestShop } from '../support/shop.ts';

let app: TestApp;
let shop: TestShop;

beforeAll(async () => {
  app = await startApp({ requests_per_minute: 100_000 });
  shop = await openShop(app);
  const params = { vendor_id: shop.vendor_id };
  await shop.owner.do('updateSellingTerms', { params, body: { tax_mode: 'exclusive', tax_rate_bp: 10_000 } });
  const rates = [{ at_least: 0, price_minor: MONEY_MINOR_MAX }];
  await shop.owner.do('createShippingMethod', { params, body: { name: 'Armoured', rates } });
});
afterAll(() => app[Symbol.asyncDispose]());

const dearest = () => shop.lists({ price_minor: MONEY_MINOR_MAX, quantity: 99 });

describe('a basket', () => {
  it('has 1,000 pieces at most, so that the dearest one there can be comes to an exact number', async () => {
    const guest = app.visitor();
    const cards = await Promise.all(Array.from({ length: 11 }, dearest));
    const [last = '', ...most] = cards;
    await readyToPay(guest, Object.fromEntries(most.map((card) => [card, 99])));
    const put = (quantity: number) => guest.call('setBasketLine', { params: { listing_id: last }, body: { quantity } });
    const refused = await put(11);
    expect(refused).toMatchObject({ status: 403, code: 'basket_full' });
    expect(refused.errors[0]).toMatchObject({ limit: 1000, of: 'pieces' });
    const { data } = await put(10);
    expect(data).toMatchObject({ pieces: 1000, total_minor: 2 * (1000 + 1) * MONEY_MINOR_MAX });
    expect(data.total_minor).toBeLessThanOrEqual(TOTAL_MINOR_MAX);
    expect((await put(11)).code).toBe('basket_full');
    expect((await put(9)).data.pieces).toBe(999);
  });

  it('has no more where two are joined at signing in, and loses what was put in last', async () => {
    const person = await app.register();
    const guest = app.visitor();
    const [first, second, more] = [await shop.lists(), await shop.lists(), await shop.lists()];
    const cards = await Promise.all(Array.from({ length: 19 }, () => shop.lists({ quantity: 99 })));
    const put = (client: typeof guest, listing_id: string, quantity: number) =>
      client.do('setBasketLine', { params: { listing_id }, body: { quantity } });
    for (const card of cards.slice(0, 10)) await put(person, card, 99);
    await put(person, first, 5);
    await put(guest, second, 5);
    for (const card of cards.slice(10)) await put(guest, card, 99);
    await put(guest, more, 1);
    await guest.do('signIn', { body: { email: person.email, password: PASSWORD } });
    const joined = await person.do('getBasket');
    expect(joined.pieces).toBe(1000);
    const kept = joined.parts[0]?.lines.map((line) => line.listing_id) ?? [];
    expect(kept).toEqual([...cards.slice(0, 10), first, second]);
  });
});
