import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADDRESS, buy, checkOut, openShop, readyToPay, type TestShop } from '../support/shop.ts';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { manualClock } from '../../server/platform/clock.ts';
import { waitFor } from '../support/wait-for.ts';

let app: TestApp;
let shop: TestShop;
const clock = manualClock(Date.now());

beforeAll(async () => {
  app = await startApp({ clock, requests_per_minute: 100_000 });
  shop = await openShop(app);
});
afterAll(() => app[Symbol.asyncDispose]());

const put = (client: Client, listing_id: string, quantity: number, price_minor?: number) =>
  client.call('setBasketLine', {
    params: { listing_id },
    body: { quantity, ...(price_minor !== undefined && { price_minor }) },
  });

/** Pieces of a listing that are held and allocated. */
async function promised(listing_id: string): Promise<{ readonly reserved: number; readonly allocated: number }> {
  const { rows } = await sql<{ reserved: number; allocated: number }>`
    SELECT sum(reserved)::integer AS reserved, sum(allocated)::integer AS allocated
    FROM inventory.stock_levels WHERE listing_id = ${listing_id}`.execute(app.program.platform.db);
  return rows[0] ?? { reserved: 0, allocated: 0 };
}

const edit = (listing_id: string, body: { price_minor?: number; status?: 'paused' | 'archived' }) =>
  shop.owner.do('updateCollectible', {
    params: { id: listing_id, vendor_id: shop.vendor_id },
    body,
    headers: { 'if-match': '*' },
  });

describe('a basket', () => {
  it('is a guest’s by a token that is given out once, and nobody else’s', async () => {
    const card = await shop.lists();
    const guest = app.visitor();
    expect((await guest.call('getBasket')).code).toBe('basket_unknown');
    const first = await put(guest, card, 2);
    expect(first.data).toMatchObject({
      pieces: 2,
      subtotal_minor: 2500,
      currency: 'USD',
      missing: ['email', 'shipping_address'],
    });
    expect(first.data.guest_token).toMatch(/^[\w-]{43}$/);
    const second = await put(guest, card, 3);
    expect(second.data.guest_token).toBeUndefined();
    expect(second.data.version).toBe(first.data.version + 1);
    const program = app.visitor();
    const header = { 'guest-token': first.data.guest_token ?? '' };
    expect((await program.call('getBasket', { headers: header })).data.id).toBe(first.data.id);
    expect((await app.visitor().call('getBasket')).code).toBe('basket_unknown');
    const { rows } = await sql<{ found: number }>`SELECT count(*)::integer AS found FROM orders.baskets
      WHERE to_jsonb(baskets)::text LIKE ${`%${first.data.guest_token ?? ''}%`}`.execute(app.program.platform.db);
    expect(rows[0]?.found).toBe(0);
  });

  it('gives a token of its own to whoever shows one that was never given out', async () => {
    const mine = 'A'.repeat(43);
    const { data } = await app.visitor().call('setBasketLine', {
      params: { listing_id: await shop.lists() },
      body: { quantity: 1 },
      headers: { 'guest-token': mine },
    });
    expect(data.guest_token).toMatch(/^[\w-]{43}$/);
    expect(data.guest_token).not.toBe(mine);
  });

  it('is not shared by the visitors of the demo account', async () => {
    const [one, two] = [app.visitor(), app.visitor()];
    for (const visitor of [one, two]) await visitor.do('signInDemo');
    await put(one, await shop.lists(), 1);
    expect((await two.call('getBasket')).code).toBe('basket_unknown');
    expect(await one.do('getBasket')).toMatchObject({ pieces: 1, email: null });
    expect(await one.do('listOrderGroups')).toEqual([]);
  });

  it.each([-1, 1.5, 100, 1e21, '2'])('takes no quantity of %s', async (quantity) => {
    const card = await shop.lists();
    const answer = await put(app.visitor(), card, quantity as number);
    expect([answer.status, answer.code]).toEqual([422, 'input_invalid']);
  });

  it('takes nothing that is not for sale, and nothing in another currency', async () => {
    const guest = app.visitor();
    const [card, euro, paused] = [await shop.lists(), await shop.lists({ currency: 'EUR' }), await shop.lists()];
    await edit(paused, { status: 'paused' });
    expect((await put(guest, '0198c0de-0000-7000-8000-000000000001', 1)).code).toBe('offer_unknown');
    expect((await put(guest, paused, 1)).code).toBe('offer_unknown');
    await put(guest, card, 1);
    const mixed = await put(guest, euro, 1);
    expect([mixed.status, mixed.code]).toEqual([409, 'currency_mixed']);
    await put(guest, card, 0);
    expect((await put(guest, euro, 1)).data.currency).toBe('EUR');
  });

  it('says what changed since it was put in, and blocks paying until that is accepted', async () => {
    const [dearer, gone, fewer] = [await shop.lists(), await shop.lists(), await shop.lists({ quantity: 3 })];
    const guest = app.visitor();
    await readyToPay(guest, { [dearer]: 1, [gone]: 1, [fewer]: 3 });
    await edit(dearer, { price_minor: 2000 });
    await edit(gone, { status: 'archived' });
    await buy(app.visitor(), { [fewer]: 2 });
    const basket = await guest.do('getBasket');
    const problems = basket.parts[0]?.lines.map((line) => [line.listing_id, line.problem, line.available]);
    expect(problems).toEqual([
      [dearer, 'price_changed', 5],
      [gone, 'unavailable', 5],
      [fewer, 'too_few', 1],
    ]);
    expect(basket.missing).toEqual(['changes_accepted']);
    expect((await checkOut(guest, basket)).code).toBe('insufficient_stock');
    const accepted = await guest.do('updateBasket', { body: { accept_changes: true } });
    expect(accepted).toMatchObject({ missing: [], pieces: 2, total_minor: 2000 + 1250 });
    expect((await checkOut(guest, accepted)).data).toMatchObject({ status: 'placed', total_minor: 3250 });
  });

  it('holds all of its pieces or none, for ten minutes, and lets go of them when it changes', async () => {
    const [card, scarce] = [await shop.lists(), await shop.lists({ quantity: 1 })];
    const [guest, other] = [app.visitor(), app.visitor()];
    await put(guest, card, 2);
    await put(guest, scarce, 1);
    const held = await guest.do('holdBasket');
    expect(held.hold).toEqual({ expires_at: new Date(clock.ms() + 600_000).toISOString(), extensions_left: 6 });
    expect([await promised(card), await promised(scarce)]).toMatchObject([{ reserved: 2 }, { reserved: 1 }]);
    await put(other, card, 1);
    await put(other, scarce, 1);
    const refused = await other.call('holdBasket');
    expect(refused).toMatchObject({ status: 409, code: 'insufficient_stock' });
    expect(refused.errors[0]).toMatchObject({ lines: [{ listing_id: scarce, requested: 1, available: 0 }] });
    expect(await promised(card)).toMatchObject({ reserved: 2 });
    // Its own last piece is not gone for whoever holds it.
    expect((await guest.do('getBasket')).missing).not.toContain('changes_accepted');
    await put(guest, card, 1);
    expect([await promised(card), await promised(scarce)]).toMatchObject([{ reserved: 0 }, { reserved: 0 }]);
    expect((await other.do('holdBasket')).hold).not.toBeNull();
    await other.do('releaseBasket');
    expect(await promised(scarce)).toMatchObject({ reserved: 0 });
  });

  it('extends a hold six times, and frees what ran out', async () => {
    const card = await shop.lists();
    const guest = app.visitor();
    await put(guest, card, 1);
    for (let left = 6; left >= 0; left -= 1) {
      expect((await guest.do('holdBasket')).hold?.extensions_left).toBe(left);
      clock.advance(60_000);
    }
    const refused = await guest.call('holdBasket');
    expect(refused).toMatchObject({ code: 'hold_limit', status: 409 });
    clock.advance(600_000);
    await waitFor('the hold is freed', async () => (await promised(card)).reserved === 0);
    expect((await guest.do('getBasket')).hold).toBeNull();
    expect((await guest.do('holdBasket')).hold?.extensions_left).toBe(6);
  });

  it('holds no more than 300 pieces', async () => {
    const guest = app.visitor();
    for (const card of await Promise.all([1, 2, 3, 4].map(() => shop.lists({ quantity: 99 }))))
      await put(guest, card, 99);
    const refused = await guest.call('holdBasket');
    expect(refused).toMatchObject({ code: 'hold_limit', status: 409 });
    expect(refused.errors[0]).toMatchObject({ limit: 300 });
  });

  it('holds no more than 1,000 pieces for all guests of a network, with what waits for its payment', async () => {
    const card = await shop.lists({ quantity: 1_400 });
    const others = await Promise.all([shop.lists({ quantity: 1_400 }), shop.lists({ quantity: 1_400 })]);
    const pieces = Object.fromEntries([card, ...others].map((id) => [id, 99]));
    const neighbour = () => Object.assign(app.visitor(), { address: '198.18.255.77' });
    for (let checkouts = 0; checkouts < 3; checkouts += 1) {
      const guest = neighbour();
      const { data } = await checkOut(guest, await readyToPay(guest, pieces), { method: 'test_action' });
      expect(data.payment?.state).toBe('needs_action');
    }
    const last = neighbour();
    const basket = await readyToPay(last, pieces);
    expect(await last.call('holdBasket')).toMatchObject({ code: 'hold_limit', errors: [{ scope: 'network' }] });
    expect((await checkOut(last, basket)).code).toBe('hold_limit');
  });

  it('takes codes off in their order, says why one takes nothing, and sends by the table of the vendor', async () => {
    const { vendor_id } = shop;
    const fresh = await openShop(app, 'Codes and Parcels');
    const params = { vendor_id: fresh.vendor_id };
    await fresh.owner.do('createDiscount', { params, body: { code: 'TEN', kind: 'percent', percent_bp: 1000 } });
    await fresh.owner.do('createDiscount', {
      params,
      body: { code: 'ONCE', kind: 'fixed', amount_minor: 300, uses_max: 1 },
    });
    const [post] = [
      await fresh.owner.do('createShippingMethod', {
        params,
        body: { name: 'Post', countries: ['GB'], rates: [{ at_least: 0, price_minor: 450 }] },
      }),
      await fresh.owner.do('createShippingMethod', {
        params,
        body: { name: 'Air', countries: ['US'], rates: [{ at_least: 0, price_minor: 999 }] },
      }),
    ];
    await fresh.owner.do('updateSellingTerms', {
      params,
      body: { tax_mode: 'exclusive', tax_rate_bp: 2000, tax_name: 'VAT' },
    });
    const card = await fresh.lists({ price_minor: 1000 });
    const guest = app.visitor();
    await put(guest, card, 2);
    const basket = await guest.do('updateBasket', {
      body: { email: 'ada@example.org', shipping_address: ADDRESS, discount_codes: ['ten', 'ONCE', 'NOPE'] },
    });
    expect(basket.parts[0]).toMatchObject({
      shipping_method_id: post.id,
      tax_name: 'VAT',
      shipping_options: [{ name: 'Post', price_minor: 450 }],
    });
    expect(basket.discounts).toMatchObject([
      { code: 'TEN', amount_minor: 200, problem: null },
      { code: 'ONCE', amount_minor: 300 },
      { code: 'NOPE', amount_minor: 0 },
    ]);
    // 1500 and 450, and a fifth of both.
    expect(basket).toMatchObject({
      subtotal_minor: 2000,
      discount_minor: 500,
      shipping_minor: 450,
      tax_minor: 390,
      total_minor: 2340,
    });
    expect((await checkOut(guest, basket)).data).toMatchObject({ status: 'placed', total_minor: 2340 });
    await put(guest, card, 1);
    const again = await guest.do('updateBasket', { body: { discount_codes: ['ONCE'] } });
    expect(again.discounts[0]).toMatchObject({ amount_minor: 0, problem: 'This code is used up.' });
    const chosen = { body: { shipping_methods: [{ vendor_id, method_id: post.id }] } };
    expect((await guest.call('updateBasket', chosen)).code).toBe('shipping_method_unknown');
  });
});
