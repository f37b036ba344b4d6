import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { startApp, type TestApp } from '../support/app.ts';
import { openBrowser, signIn, type Size, type TestBrowser, WEB_DIR } from '../support/browser.ts';
import { expectNoBarrier, expectToFit } from '../support/browser-barriers.ts';
import { openStall } from '../support/shop-floor.ts';
import { goToPay, openBasket, openShopper, orderShown, putIn } from '../support/shopper.ts';
import { cardFields, cards, payByCard, playStripe, stripeEnv } from '../support/stripe-browser.ts';
import { startStripe, type StripeServer } from '../support/stripe-server.ts';

let stripe: StripeServer;
let app: TestApp;
let browser: TestBrowser;

beforeAll(async () => {
  stripe = await startStripe();
  app = await startApp({ web_dir: WEB_DIR, requests_per_minute: 100_000, env: stripeEnv(stripe) });
  browser = await openBrowser();
  const offers = [{ number: '201/212', name: 'Vesper, Last Lighthouse', price_minor: 18_450, quantity: 20 }];
  await openStall(app, { name: 'Northgate Cards', country: 'GB', offers });
  const moth = [{ number: '118/180', name: 'Lantern Moth', price_minor: 1_280, quantity: 20 }];
  await openStall(app, { name: 'Paper Harbour', country: 'DE', offers: moth });
});
afterAll(async () => {
  await browser[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
  await stripe[Symbol.asyncDispose]();
});

const CARD_PAGE = /\/pay\/stripe\/[\w-]+$/;
const intentOf = (group: { readonly payment: { readonly client_secret: string | null } | null }) =>
  stripe.books.intent(group.payment?.client_secret?.split('_secret_')[0] ?? '');
const orderOf = (order: { readonly id: string; readonly token: string }) =>
  app.visitor().do('getOrderGroup', { params: { id: order.id }, headers: { 'guest-token': order.token } });

async function openBuyer(size?: Size) {
  const shopper = await openShopper({ browser }, size);
  await playStripe(shopper.visitor.context, stripe);
  return shopper;
}

/** Up to the page on which the card is entered. */
async function placeOrder(page: Page, names: readonly string[] = ['Vesper, Last Lighthouse']): Promise<void> {
  for (const name of names) await putIn({ app, browser }, page, name);
  await goToPay({ app }, page);
  await page.getByText('a form of Stripe’s').waitFor();
  await page.getByRole('button', { name: /^Place order/ }).click();
  await page.waitForURL(CARD_PAGE);
}

/** The order that waits in this tab, as the shop has it. */
async function ordered(page: Page) {
  const kept = JSON.parse(await page.evaluate('sessionStorage.getItem("omni-stock.paying")'));
  return orderOf({ id: kept.group_id, token: kept.token });
}

describe('a guest with a phone', () => {
  it('pays by card on a page that says what for, how much, and that no money moves', async () => {
    const { visitor, page } = await openBuyer('phone');
    await placeOrder(page, ['Vesper, Last Lighthouse', 'Lantern Moth']);
    await page.locator('.card-fields[aria-busy="false"]').waitFor();
    await page.getByText(/2 pieces from (Northgate Cards, Paper Harbour|Paper Harbour, Northgate Cards)/).waitFor();
    await page.getByText('Stripe test mode: no money moves.').waitFor();
    await page.getByText('It waits for you for 30 more minutes').waitFor();
    const group = await ordered(page);
    expect(await page.locator('.card-amount').textContent()).toBe('€199.50');
    expect(intentOf(group).amount).toBe(19_950);
    await expectNoBarrier(page, 'entering a card on a phone');
    await payByCard(page, cards.approved);
    const order = await orderShown(page);
    expect(await orderOf(order)).toMatchObject({ id: group.id, status: 'placed', is_test: true });
    expect(await page.evaluate('typeof window.Stripe')).toBe('undefined');
    await page.goto(`${app.url}/basket`);
    await page.getByText('Your basket is empty').waitFor();
    expect(visitor.complaints.filter((line) => !/\/orders\//.test(line))).toEqual([]);
  });

  it('has fields in the colours of the page, light and dark, and nothing leaves the screen', async () => {
    const { page } = await openBuyer('phone');
    await placeOrder(page);
    await cardFields(page).getByLabel('Card number').waitFor();
    const frame = page.frames().find((one) => one.url().startsWith('https://js.stripe.com/'));
    for (const [colorScheme, colour] of [
      ['dark', 'rgb(13, 17, 23)'],
      ['light', 'rgb(255, 255, 255)'],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      await expect.poll(() => frame?.evaluate('document.querySelector("input").style.backgroundColor')).toBe(colour);
    }
    await expectToFit(page, 'entering a card');
  });
});

describe('a card that is declined', () => {
  it('is said with why, and another pays the same order on the same page', async () => {
    const { page } = await openBuyer();
    await placeOrder(page);
    await payByCard(page, '4242');
    await payByCard(page, cards.declined);
    await page.getByRole('alert').filter({ hasText: 'Your card was declined.' }).waitFor();
    expect(page.url()).toMatch(CARD_PAGE);
    await expectNoBarrier(page, 'a declined card');
    const { id } = await ordered(page);
    await page.reload();
    await payByCard(page, cards.approved);
    expect(await orderOf(await orderShown(page))).toMatchObject({ id, status: 'placed', total_minor: 18_560 });
  });

  it('can be the end of it: the order is given up, also one of two vendors, and the basket is there again', async () => {
    const { page } = await openBuyer();
    await placeOrder(page, ['Vesper, Last Lighthouse', 'Lantern Moth']);
    await payByCard(page, cards.declined);
    await page.getByRole('alert').filter({ hasText: 'declined' }).waitFor();
    const intent = intentOf(await ordered(page));
    await page.getByRole('button', { name: 'Give the order up' }).click();
    await page.getByRole('button', { name: /^Place order/ }).waitFor();
    expect(intent.status).toBe('canceled');
    await openBasket({ app }, page);
  });
});

describe('a bank that asks on a page of its own', () => {
  it('sends the buyer back to the card, or to the order, and leaves no secret in the address', async () => {
    const { page } = await openBuyer();
    await placeOrder(page);
    await payByCard(page, cards.asked);
    await page.getByRole('link', { name: 'Decline' }).click();
    await page.getByRole('link', { name: 'Back to the shop' }).click();
    await page.getByRole('alert').filter({ hasText: 'did not confirm the payment' }).waitFor();
    expect(page.url()).toMatch(CARD_PAGE);
    await payByCard(page, cards.asked);
    await page.getByRole('link', { name: 'Approve' }).click();
    await page.getByRole('link', { name: 'Back to the shop' }).click();
    expect((await orderOf(await orderShown(page))).status).toBe('placed');
  });
});

describe('a card form that does not come', () => {
  it('says what keeps it away and what to do, and the order is not lost', async () => {
    const { page } = await openBuyer();
    await page.route('https://js.stripe.com/**', (route) => route.abort('blockedbyclient'));
    await placeOrder(page);
    await page.getByRole('alert').filter({ hasText: 'The card form did not come.' }).waitFor();
    await expectNoBarrier(page, 'no card form');
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Try again' }).click();
    await payByCard(page, cards.approved);
    expect((await orderOf(await orderShown(page))).status).toBe('placed');
  });
});

describe('the page on which a card is entered', () => {
  it('is reached again from the checkout, and goes on to the order where it was paid meanwhile', async () => {
    const { page } = await openBuyer();
    await placeOrder(page);
    const group = await ordered(page);
    await page.goto(`${app.url}/checkout`);
    await page.getByRole('link', { name: /^Pay €185\.60 by card$/ }).waitFor();
    await expectNoBarrier(page, 'an order that waits for its card');
    stripe.books.confirm(intentOf(group).id, { payment_method: 'pm_card_visa' });
    await page.goto(`${app.url}/pay/stripe/${group.id}`);
    expect((await orderShown(page)).id).toBe(group.id);
  });

  it('goes on to the checkout where the payment is over, and comes back with another one', async () => {
    const { page } = await openBuyer();
    await placeOrder(page);
    const group = await ordered(page);
    stripe.books.cancel(intentOf(group).id, { cancellation_reason: 'requested_by_customer' });
    await page.reload();
    await page.waitForURL(/\/checkout$/);
    await page.getByRole('button', { name: /^Pay €/ }).click();
    await page.waitForURL(CARD_PAGE);
    await payByCard(page, cards.approved);
    expect((await orderOf(await orderShown(page))).status).toBe('placed');
  });

  it('goes on to where it says so, once the order itself is over', async () => {
    const { page } = await openBuyer();
    await placeOrder(page);
    const { token } = JSON.parse(await page.evaluate('sessionStorage.getItem("omni-stock.paying")'));
    const { id, orders } = await ordered(page);
    const params = { id, order_id: orders[0]?.id ?? '' };
    await app.visitor().do('cancelOrder', { params, body: {}, headers: { 'guest-token': token } });
    await page.reload();
    await page.getByText('This order ran out').waitFor();
    expect(page.url()).toBe(`${app.url}/checkout`);
  });

  it('is for who is signed in, too, and opens for nobody else', async () => {
    const account = await app.register();
    const { visitor, page } = await openBuyer();
    await signIn(visitor, app.url, account.cookies);
    await placeOrder(page);
    const address = page.url();
    const stranger = await openBuyer();
    await stranger.page.goto(address);
    await stranger.page.getByRole('alert').filter({ hasText: 'The order is not known here' }).waitFor();
    await payByCard(page, cards.approved);
    await page.waitForURL(/\/orders\/[\w-]+$/);
    const [order] = await account.do('listOrderGroups', { query: {} });
    expect(order).toMatchObject({ payment_status: 'paid', total_minor: 18_560 });
  });
});
