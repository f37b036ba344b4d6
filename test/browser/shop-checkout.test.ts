import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import { openBrowser, type TestBrowser, WEB_DIR } from '../support/browser.ts';
import { expectNoBarrier, expectToFit } from '../support/browser-barriers.ts';
import { openStall, reprice, type TestStall } from '../support/shop-floor.ts';
import { choosePayment, goToPay, openBasket, openShopper, orderShown, putIn } from '../support/shopper.ts';

let app: TestApp;
let browser: TestBrowser;
let stall: TestStall;

beforeAll(async () => {
  app = await startApp({ web_dir: WEB_DIR, requests_per_minute: 100_000 });
  browser = await openBrowser();
  const offers = [
    { number: '004/212', name: 'Oracle of the Ninth Tide', price_minor: 4_620, quantity: 20 },
    { number: '201/212', name: 'Vesper, Last Lighthouse', price_minor: 18_450, quantity: 20 },
  ];
  stall = await openStall(app, { name: 'Northgate Cards', country: 'GB', offers });
  const [oracle] = offers;
  await openStall(app, {
    name: 'Paper Harbour',
    country: 'DE',
    offers: oracle ? [{ ...oracle, number: '118/180', name: 'Lantern Moth', price_minor: 1_280 }] : [],
  });
});
afterAll(async () => {
  await browser[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

const orderOf = (order: { readonly id: string; readonly token: string }) =>
  app.visitor().do('getOrderGroup', { params: { id: order.id }, headers: { 'guest-token': order.token } });

describe('a guest with a phone', () => {
  it('finds a card, buys it from two vendors at once and comes to the order, without an account', async () => {
    const { visitor, page } = await openShopper({ browser }, 'phone');
    await putIn({ app, browser }, page, 'Oracle of the Ninth Tide');
    await putIn({ app, browser }, page, 'Lantern Moth');
    await page.getByRole('link', { name: 'Basket, 2 pieces' }).click();
    await page.getByText('2 pieces from 2 vendors').waitFor();
    await expectNoBarrier(page, 'basket on a phone');
    await page.getByRole('link', { name: 'Go to checkout' }).click();
    await page.getByText('Only you can buy these until then').waitFor();
    await page.getByRole('button', { name: 'Save and go on' }).click();
    await page.getByText('Say who it is for.').waitFor();
    expect(await page.evaluate('document.activeElement.name')).toBe('email');
    await expectNoBarrier(page, 'an address that is not said');
    await goToPay({ app }, page);
    await page
      .getByRole('group', { name: 'Paper Harbour' })
      .getByRole('radio', { name: /Tracked/ })
      .check();
    await page.getByRole('button', { name: /Place order · €64\.00/ }).waitFor();
    await expectNoBarrier(page, 'checkout on a phone');
    await page.getByRole('button', { name: /^Place order/ }).click();
    const group = await orderOf(await orderShown(page));
    expect(group).toMatchObject({ status: 'placed', total_minor: 6_400, email: 'mara@example.org', is_test: true });
    expect(group.orders.map(({ vendor }) => vendor.name).sort()).toEqual(['Northgate Cards', 'Paper Harbour']);
    await page.goto(`${app.url}/basket`);
    await page.getByText('Your basket is empty').waitFor();
    expect(visitor.complaints.filter((line) => !/\/orders\//.test(line))).toEqual([]);
  });
});

describe('a card that is declined', () => {
  it('is said with why, and another way pays the same order, over the bank’s page and back', async () => {
    const { page } = await openShopper({ browser });
    await putIn({ app, browser }, page, 'Vesper, Last Lighthouse');
    await goToPay({ app }, page);
    await choosePayment(page, /not enough money/);
    await page.getByRole('button', { name: /^Place order/ }).click();
    await page.getByRole('alert').filter({ hasText: 'insufficient funds' }).waitFor();
    await expectNoBarrier(page, 'declined');
    await page.reload();
    await page.getByRole('alert').filter({ hasText: 'insufficient funds' }).waitFor();
    await choosePayment(page, /asked on a page of the bank/);
    await page.getByRole('button', { name: /^Pay €/ }).click();
    await page.getByRole('link', { name: 'Go on to the bank' }).click();
    await page.getByRole('heading', { name: 'Confirm the payment' }).waitFor();
    await expectNoBarrier(page, 'the bank’s page');
    await page.getByRole('button', { name: 'Decline' }).click();
    await page.getByRole('alert').filter({ hasText: 'was not confirmed' }).waitFor();
    await choosePayment(page, /Approved at once/);
    await page.getByRole('button', { name: /^Pay €/ }).click();
    const group = await orderOf(await orderShown(page));
    expect(group).toMatchObject({ status: 'placed', total_minor: 18_560 });
  });

  it('can be the end of it: the order is given up, and the basket is there again', async () => {
    const { page } = await openShopper({ browser });
    await putIn({ app, browser }, page, 'Vesper, Last Lighthouse');
    await goToPay({ app }, page);
    await choosePayment(page, /Declined by the bank/);
    await page.getByRole('button', { name: /^Place order/ }).click();
    await page.getByRole('button', { name: 'Give the order up' }).click();
    await page.getByRole('button', { name: /^Place order/ }).waitFor();
    await openBasket({ app }, page);
  });
});

describe('an answer that is lost', () => {
  it('is asked for again, and pays once', async () => {
    const { page } = await openShopper({ browser });
    await putIn({ app, browser }, page, 'Oracle of the Ninth Tide');
    await goToPay({ app }, page);
    const keys: (string | undefined)[] = [];
    await page.route('**/api/v1/checkouts', async (route) => {
      keys.push(route.request().headers()['idempotency-key']);
      if (keys.length > 1) return route.continue();
      await route.fetch();
      return route.abort('connectionreset');
    });
    await page.getByRole('button', { name: /^Place order/ }).click();
    await page.getByRole('alert').filter({ hasText: 'No connection' }).waitFor();
    await page.getByRole('button', { name: /^Place order/ }).click();
    const group = await orderOf(await orderShown(page));
    expect(group.status).toBe('placed');
    expect(keys.length).toBe(2);
    expect(new Set(keys).size).toBe(1);
  });

  it('of the bank is waited for, and the page goes on by itself', async () => {
    const { page } = await openShopper({ browser });
    await putIn({ app, browser }, page, 'Oracle of the Ninth Tide');
    await goToPay({ app }, page);
    await choosePayment(page, /never comes, but the money is taken/);
    await page.getByRole('button', { name: /^Place order/ }).click();
    const group = await orderOf(await orderShown(page));
    expect(group.status).toBe('placed');
  });
});

describe('what changes while one pays', () => {
  it('is said with before, now and the difference, and nothing is charged until one agrees', async () => {
    const { page } = await openShopper({ browser });
    await putIn({ app, browser }, page, 'Oracle of the Ninth Tide');
    await goToPay({ app }, page);
    await reprice(stall, '004/212', 5_000);
    await page.getByRole('button', { name: /^Place order/ }).click();
    await page.getByText('It was €46.20, now €50.00: €3.80 more').waitFor();
    await expectNoBarrier(page, 'a price that rose while paying');
    await page.getByRole('button', { name: /^Keep at €50\.00/ }).click();
    await page.getByRole('button', { name: /Place order · €51\.10/ }).click();
    const group = await orderOf(await orderShown(page));
    expect(group.total_minor).toBe(5_110);
  });

  it('leaves nothing outside of the page on a screen of any width', async () => {
    const { page } = await openShopper({ browser });
    await putIn({ app, browser }, page, 'Vesper, Last Lighthouse');
    await goToPay({ app }, page);
    await expectToFit(page, 'checkout');
    await openBasket({ app }, page);
    await expectToFit(page, 'basket');
  });
});
