import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import { openBrowser, type TestBrowser, WEB_DIR } from '../support/browser.ts';
import { expectNoBarrier, expectToFit } from '../support/browser-barriers.ts';
import { buy, openShop } from '../support/shop.ts';
import { openShopper, productAddress } from '../support/shopper.ts';

let app: TestApp;
let browser: TestBrowser;
let listing_id: string;

beforeAll(async () => {
  app = await startApp({ web_dir: WEB_DIR, requests_per_minute: 100_000 });
  browser = await openBrowser();
  listing_id = await (await openShop(app)).lists({ price_minor: 1_280, quantity: 30 });
});
afterAll(async () => {
  await browser[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

const sells = (pieces: number) => buy(app.visitor(), { [listing_id]: pieces });

describe('a sale', () => {
  it('comes onto the open page of the product by itself: as the last sale, in the list and on the chart', async () => {
    const { page } = await openShopper({ browser });
    await page.goto(await productAddress({ app }, 'Charizard'));
    const market = page.getByRole('region', { name: 'Market' });
    await market.locator('.chart-figure[data-ready="true"] canvas').first().waitFor();
    await page.getByText('None was sold here yet.').waitFor();
    await sells(3);
    await page.getByText(/NM · sold \d+ s ago for \$12\.80/).waitFor();
    await market.getByText('3 pieces').waitFor();
    const sales = page.getByRole('region', { name: 'Sales 1' });
    expect((await sales.locator('tbody tr').innerText()).split(/\s{1,}/)).toEqual(
      expect.arrayContaining(['NM', '3', '$12.80']),
    );
    await market.getByText('1 sale is marked.').waitFor({ state: 'attached' });
    await expectNoBarrier(page, 'a product that was sold');
  });

  it('comes onto the page of its instrument, which leads to where it can be bought', async () => {
    const { page } = await openShopper({ browser });
    await page.goto(await productAddress({ app }, 'Charizard'));
    await page.getByRole('link', { name: 'Full chart' }).click();
    await page.waitForURL(/\/s\//);
    await page.getByRole('tab', { name: 'Sales' }).click();
    const rows = page.getByRole('region', { name: 'Sales' }).locator('tbody tr');
    await rows.first().waitFor();
    expect(await rows.count()).toBe(1);
    const figures = page.getByRole('region', { name: 'In the shop' });
    await figures.getByText('3 pieces', { exact: true }).waitFor();
    await sells(2);
    await rows.nth(1).waitFor();
    await figures.getByText('5 pieces', { exact: true }).waitFor();
    await figures.getByText('25 pieces, 1 offer').waitFor();
    await page.locator('.legend-line').getByText('5', { exact: true }).waitFor();
    await expectNoBarrier(page, 'the instrument of a card');
    await expectToFit(page, 'the instrument of a card');
    expect(await page.getByRole('tab', { name: 'Splits and dividends' }).count()).toBe(0);
    await page.getByRole('link', { name: 'In the shop' }).click();
    await page.waitForURL(/\/shop\/[\w-]+\?state=NM/);
  });
});
