import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BASKET_LINES_MAX } from '../../contract/orders-terms.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { openBrowser, signIn, type TestBrowser, WEB_DIR } from '../support/browser.ts';
import { expectNoBarrier, expectToFit } from '../support/browser-barriers.ts';
import { openStall, type TestStall } from '../support/shop-floor.ts';
import { goToPay, openShopper } from '../support/shopper.ts';

let app: TestApp;
let browser: TestBrowser;
let stalls: readonly TestStall[];

/** Cards of three vendors, as many as a basket has lines. */
const numbers = Array.from({ length: BASKET_LINES_MAX }, (_, at) => `${at + 1}/212`);

beforeAll(async () => {
  app = await startApp({ web_dir: WEB_DIR, requests_per_minute: 100_000 });
  browser = await openBrowser();
  const names = ['Northgate Cards', 'Paper Harbour', 'Third Shelf'];
  stalls = await Promise.all(
    names.map((name, place) =>
      openStall(app, {
        name,
        country: 'GB',
        offers: numbers
          .filter((_, at) => at % names.length === place)
          .map((number) => ({ number, name: `Saltroad Cartographer ${number}`, price_minor: 250, quantity: 4 })),
      }),
    ),
  );
});
afterAll(async () => {
  await browser[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

describe('a basket that is full', () => {
  it('can be read, changed and bought on a phone by who is signed in', async () => {
    const person = await app.register();
    for (const listing_id of stalls.flatMap(({ listings }) => Array.from(listings.values())))
      await person.do('setBasketLine', { params: { listing_id }, body: { quantity: 1 } });
    const { visitor, page } = await openShopper({ browser }, 'phone');
    await signIn(visitor, app.url, person.cookies);
    await page.goto(`${app.url}/basket`);
    await page.getByText(`${BASKET_LINES_MAX} pieces from 3 vendors`).waitFor();
    expect(await page.locator('.basket-line').count()).toBe(BASKET_LINES_MAX);
    await expectNoBarrier(page, 'a full basket');
    await expectToFit(page, 'a full basket');
    await page.setViewportSize({ width: 390, height: 844 });

    const last = page.locator('.basket-line').last();
    await last.scrollIntoViewIfNeeded();
    await last.getByRole('button', { name: 'One more' }).tap();
    await page.getByText(`${BASKET_LINES_MAX + 1} pieces from 3 vendors`).waitFor();
    // What goes on stays in reach, wherever one is in a long list.
    const next = page.getByRole('link', { name: 'Go to checkout' }).last();
    const box = await next.boundingBox();
    expect(box !== null && box.y > 0 && box.y + box.height <= 844).toBe(true);
    await next.tap();

    await goToPay({ app }, page);
    await expectNoBarrier(page, 'paying for a full basket');
    await expectToFit(page, 'paying for a full basket');
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('button', { name: /^Place order · €255\.80/ }).tap();
    await page.waitForURL(/\/orders\/[\w-]+$/);
    await page.getByRole('heading', { name: /^Order / }).waitFor();
    const id = page.url().split('/').at(-1) ?? '';
    const group = await person.do('getOrderGroup', { params: { id } });
    expect(group.status).toBe('placed');
    expect(group.orders.flatMap(({ lines }) => lines)).toHaveLength(BASKET_LINES_MAX);
    expect(await page.locator('.order-line').count()).toBe(BASKET_LINES_MAX);
    await page.goto(`${app.url}/orders`);
    await page.getByRole('list', { name: 'Orders' }).getByText('€255.80').waitFor();
    expect(visitor.complaints).toEqual([]);
  });
});
