import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { manualClock } from '../../server/platform/clock.ts';
import { PASSWORD, startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { waitFor } from '../support/wait-for.ts';
import { buy, checkOut, openShop, readyToPay, type TestShop } from '../support/shop.ts';

let app: TestApp;
let shop: TestShop;
const clock = manualClock(Date.now());

beforeAll(async () => {
  app = await startApp({ clock, requests_per_minute: 100_000 });
  shop = await openShop(app);
});
afterAll(() => app[Symbol.asyncDispose]());

const put = (client: Client, listing_id: string, quantity: number) =>
  client.do('setBasketLine', { params: { listing_id }, body: { quantity } });
const signIn = (client: Client, { email }: { readonly email: string }) =>
  client.do('signIn', { body: { email, password: PASSWORD } });

describe('a guest’s basket', () => {
  it('goes along when they sign in, with what was bought by that token and nothing else', async () => {
    const [card, kept] = [await shop.lists(), await shop.lists()];
    const person = await app.register();
    await put(person, kept, 1);
    clock.advance(1);
    const guest = app.visitor();
    const order = await buy(guest, { [card]: 1 });
    const stranger = app.visitor();
    await readyToPay(stranger, { [card]: 1 });
    await stranger.do('updateBasket', { body: { email: person.email } });
    const other = await checkOut(stranger, await stranger.do('getBasket'));
    await put(guest, card, 2);
    const token = [...guest.cookies].find(([name]) => name.endsWith('omni_guest'))?.[1] ?? '';
    await signIn(guest, person);
    expect([...guest.cookies.keys()].some((name) => name.endsWith('omni_guest'))).toBe(false);
    const basket = await person.do('getBasket');
    expect(basket.parts[0]?.lines.map((line) => [line.listing_id, line.quantity])).toEqual([
      [kept, 1],
      [card, 2],
    ]);
    expect((await person.do('listOrderGroups')).map((group) => group.id)).toEqual([order.id]);
    expect((await person.call('getOrderGroup', { params: { id: other.data.id } })).code).toBe('order_unknown');
    const late = await app
      .visitor()
      .call('getOrderGroup', { params: { id: order.id }, headers: { 'guest-token': token } });
    expect(late.code).toBe('order_unknown');
    const opened = { params: { id: order.id }, headers: { 'guest-token': order.order_token ?? '' } };
    expect((await app.visitor().call('getOrderGroup', opened)).data.number).toBe(order.number);
  });

  it('is the account’s with its hold, where that had none; and where both pay in different money, the guest’s stands', async () => {
    const [card, euro] = [await shop.lists(), await shop.lists({ currency: 'EUR' })];
    const person = await app.register();
    const guest = app.visitor();
    const { id } = await put(guest, card, 2);
    const held = await guest.do('holdBasket');
    await signIn(guest, person);
    expect(await person.do('getBasket')).toMatchObject({ id, pieces: 2, hold: held.hold, email: person.email });
    const second = app.visitor();
    await put(second, euro, 1);
    await signIn(second, person);
    const joined = await person.do('getBasket');
    expect(joined).toMatchObject({ id, currency: 'EUR', pieces: 1, hold: null });
    const { data } = await checkOut(person, await readyToPay(person, { [euro]: 2 }));
    expect(data).toMatchObject({ status: 'placed', currency: 'EUR', total_minor: 2500 });
  });

  it('that waits for its payment goes along with its order, which is paid as before', async () => {
    const card = await shop.lists();
    const person = await app.register();
    await put(person, await shop.lists(), 1);
    const guest = app.visitor();
    const { data: group } = await checkOut(guest, await readyToPay(guest, { [card]: 1 }), { method: 'test_action' });
    await signIn(guest, person);
    const ref = group.payment?.action_url?.split('/').at(-1) ?? '';
    await guest.do('answerTestPayment', { params: { ref }, body: { answer: 'approve' } });
    expect(await person.do('confirmPayment', { params: { id: group.id } })).toMatchObject({ status: 'placed' });
    expect(await person.do('getBasket')).toMatchObject({ pieces: 1 });
  });

  it('of an account that is erased lets go of its pieces once their time is over', async () => {
    const card = await shop.lists({ quantity: 1 });
    const person = await app.register();
    await put(person, card, 1);
    await person.do('holdBasket');
    await person.do('deleteMe', { body: { current_password: PASSWORD } });
    clock.advance(601_000);
    const guest = app.visitor();
    await put(guest, card, 1);
    await waitFor('the piece is free', async () => (await guest.call('holdBasket')).code === null);
  });
});
