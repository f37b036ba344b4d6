import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import { openBrowser, signIn, type TestBrowser, WEB_DIR } from '../support/browser.ts';
import { expectNoBarrier, expectToFit } from '../support/browser-barriers.ts';
import { openStall, reprice, type TestOffer, type TestStall } from '../support/shop-floor.ts';
import { openShopper, productAddress } from '../support/shopper.ts';
import { waitFor } from '../support/wait-for.ts';

/** More than fit on one page of the list. */
const MANY = 60;

let app: TestApp;
let browser: TestBrowser;
let stall: TestStall;

beforeAll(async () => {
  app = await startApp({ web_dir: WEB_DIR, requests_per_minute: 100_000 });
  browser = await openBrowser();
  const vesper = { number: '201/212', name: 'Vesper, Last Lighthouse' };
  const grading = { company: 'PSA', grade: '10', label: null, cert_number: '71223344', subgrades: null } as const;
  const offers: TestOffer[] = [
    ...Array.from({ length: MANY }, (_, at) => ({
      number: `${100 + at}/212`,
      name: `Saltroad Cartographer ${at}`,
      price_minor: 500 + at,
      quantity: 2,
    })),
    { ...vesper, price_minor: 61_900, quantity: 1, more: { condition: null, grading } },
    { ...vesper, price_minor: 12_100, quantity: 3, more: { condition: 'MP' } },
    { ...vesper, price_minor: 18_450, quantity: 4 },
    { number: '009/212', name: 'Frostbound Almanac', price_minor: 5_860, quantity: 1 },
  ];
  stall = await openStall(app, { name: 'Northgate Cards', country: 'GB', offers });
  await productAddress({ app }, 'Vesper, Last Lighthouse', 3);
});
afterAll(async () => {
  await browser[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

describe('the shop window', () => {
  it('is open to anyone, from the front page, and keeps few cards in the document however many there are', async () => {
    const { visitor, page } = await openShopper({ browser });
    await page.goto(app.url);
    await page.getByRole('link', { name: 'Look into the shop' }).click();
    await page.getByRole('heading', { name: 'Shop' }).waitFor();
    await page.locator('.product-card .price').first().waitFor();
    await expectNoBarrier(page, 'shop');
    const last = page.getByRole('link', { name: 'Saltroad Cartographer 0', exact: true });
    await waitFor('the last card', async () => {
      await page.mouse.wheel(0, 3_000);
      return last.isVisible();
    });
    expect(await page.locator('.product-card').count()).toBeLessThan(MANY / 2);
    expect(visitor.complaints).toEqual([]);
  });

  it('is searched and narrowed down, and its address shows the same to somebody else', async () => {
    const { page } = await openShopper({ browser });
    await page.goto(`${app.url}/shop`);
    await page.getByLabel('Find in the shop').fill('vesper');
    await page.waitForURL(/q=vesper/);
    await page.getByRole('link', { name: 'Saltroad', exact: false }).first().waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Vesper, Last Lighthouse' }).waitFor();
    await page.getByLabel('Find in the shop').fill('');
    await page.waitForURL((url) => !url.search.includes('q='));
    await page.getByRole('button', { name: /Moderately Played/ }).click();
    await page.waitForURL(/condition=MP/);
    await page.getByText('1 product').first().waitFor();
    const { page: other } = await openShopper({ browser }, 'phone');
    await other.goto(page.url());
    await other.getByRole('link', { name: 'Vesper, Last Lighthouse' }).waitFor();
    await other.getByRole('button', { name: 'Filters 1' }).click();
    await other.getByRole('dialog').waitFor();
    await expectNoBarrier(other, 'filters on a phone');
    await other.getByRole('button', { name: 'Clear all' }).click();
    await other.getByRole('button', { name: /^Show 62 products/ }).click();
    await expectNoBarrier(other, 'shop on a phone');
  });

  it('says what helps where nothing matches', async () => {
    const { page } = await openShopper({ browser });
    await page.goto(`${app.url}/shop?q=zzzzqqq&condition=HP`);
    await page.getByText('Nothing on sale matches “zzzzqqq”').waitFor();
    await expectNoBarrier(page, 'nothing found');
    await page.getByRole('button', { name: 'Clear the choices' }).click();
    await page.getByRole('button', { name: 'Clear the search' }).click();
    await page.locator('.product-card').first().waitFor();
  });

  it('shows the last cards without a network, and says so', async () => {
    const { visitor, page } = await openShopper({ browser });
    await page.goto(`${app.url}/shop`);
    await page.locator('.product-card').first().waitFor();
    await visitor.context.setOffline(true);
    await page.getByText('No connection. Prices are as of').waitFor();
    expect(await page.locator('.product-card').count()).toBeGreaterThan(0);
  });

  it('leaves nothing outside of the page on a screen of any width', async () => {
    const { page } = await openShopper({ browser });
    const address = await productAddress({ app }, 'Vesper, Last Lighthouse', 3);
    for (const path of [`${app.url}/shop`, address, `${app.url}/shop/vendors/${stall.vendor_id}`]) {
      await page.goto(path);
      await page.locator('.product-card, .buy-state').first().waitFor();
      await expectToFit(page, path);
    }
  });
});

describe('a product', () => {
  it('shows its chart, its offers by condition and its graded copies, and its price moves by itself', async () => {
    const { page } = await openShopper({ browser });
    await page.goto(await productAddress({ app }, 'Vesper, Last Lighthouse', 3));
    await page.locator('.product-chart .chart-figure').waitFor();
    await page.getByRole('heading', { name: 'Graded copies 1' }).waitFor();
    await page.getByRole('radio', { name: /Moderately Played, 3 pieces/ }).click();
    await page.getByRole('button', { name: /Add to basket · €121\.00/ }).waitFor();
    await expectNoBarrier(page, 'product');
    await reprice({ ...stall, listings: new Map([['x', await listingOfMp()]]) }, 'x', 11_500);
    await page.getByRole('button', { name: /Add to basket · €115\.00/ }).waitFor();
    await page.goto(`${app.url}/shop/there-is-none`);
    await page.getByText('There is no such product').waitFor();
    await expectNoBarrier(page, 'no such product');
  });

  it('is watched and asked after by who signs in for it, from where they were', async () => {
    const { visitor, page } = await openShopper({ browser });
    const address = await productAddress({ app }, 'Frostbound Almanac');
    await page.goto(address);
    await page.getByRole('button', { name: 'Tell me when it costs less' }).click();
    await page.waitForURL(/\/sign-in\?next=%2Fshop%2F/);
    const account = await app.register();
    await account.do('createWatchlist', { body: { name: 'Wanted', symbols: [] } });
    await signIn(visitor, app.url, account.cookies);
    await page.goto(address);
    await page.getByRole('button', { name: 'Watch', exact: true }).click();
    await page.getByRole('button', { name: 'Watching' }).waitFor();
    await page.getByRole('button', { name: 'Tell me when it costs less' }).click();
    const form = page.getByRole('dialog', { name: 'New alert' });
    await form.getByRole('button', { name: 'Create alert' }).click();
    await page.locator('.symbol-alert').waitFor();
    await expectNoBarrier(page, 'a product that is watched');
    await page.goto(`${app.url}/shop?q=frostbound`);
    await page.getByRole('button', { name: 'Watch Frostbound Almanac', pressed: true }).waitFor();
    await expectNoBarrier(page, 'shop of who is signed in');
  });
});

async function listingOfMp(): Promise<string> {
  const { data } = await stall.owner.call('listCollectibles', {
    params: { vendor_id: stall.vendor_id },
    query: { condition: 'MP', limit: 10 },
  });
  return data[0]?.id ?? '';
}
