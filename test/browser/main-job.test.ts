import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD, startApp, type TestApp } from '../support/app.ts';
import { nextPrice, openBrowser, type TestBrowser, type Visitor, WEB_DIR } from '../support/browser.ts';

/** Some rounds of a price that comes every five seconds, since a round may bring the same price again. */
const NEXT_PRICE_MS = 120_000;

let app: TestApp;
let browser: TestBrowser;

beforeAll(async () => {
  app = await startApp({ web_dir: WEB_DIR });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

const row = (page: Page, symbol: string) => page.locator(`[data-symbol="${symbol}"]`);
const priceOf = (page: Page, symbol: string) => row(page, symbol).locator('.price').first();
const pill = (page: Page) => page.getByRole('button', { name: /^Prices: / });

/** Registers through the pages, as a person would, and makes a first list of coins. */
async function registers(visitor: Visitor, email: string): Promise<Page> {
  const page = await visitor.page();
  await page.goto(app.url);
  await page.getByRole('main').getByRole('link', { name: 'Sign up' }).click();
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign up' }).click();
  await page.getByRole('button', { name: /^Tech/ }).click();
  await page.getByRole('button', { name: 'Make my list' }).click();
  await page.waitForURL(/\/w\/[0-9a-f-]{36}$/);
  return page;
}

/** Adds what is found for `words` first, by the keyboard. */
async function adds(page: Page, words: string, symbol: string): Promise<void> {
  await row(page, 'BTC-USD').waitFor();
  await page.keyboard.press('a');
  await page.getByRole('combobox').fill(words);
  await page.keyboard.press('Enter');
  await row(page, symbol).waitFor();
  await page.keyboard.press('Escape');
}

describe('the main job', () => {
  it('goes from the front page to a price that moves, on two pages at once', async () => {
    const visitor = await browser.visitor();
    const page = await registers(visitor, 'mara@example.org');
    await adds(page, 'appel', 'AAPL');

    const first = await nextPrice(priceOf(page, 'AAPL'), '', NEXT_PRICE_MS);
    const second = await nextPrice(priceOf(page, 'AAPL'), first, NEXT_PRICE_MS);
    await nextPrice(priceOf(page, 'AAPL'), second, NEXT_PRICE_MS);

    const other = await visitor.page();
    await other.goto(page.url());
    await adds(other, 'msft', 'MSFT');
    await row(page, 'MSFT').waitFor();
    await nextPrice(priceOf(page, 'MSFT'), '', NEXT_PRICE_MS);
    expect(visitor.complaints).toEqual([]);
  });

  it('says that it is offline, and goes on by itself once the network is back', async () => {
    const visitor = await browser.visitor();
    const page = await registers(visitor, 'noor@example.org');
    await pill(page).filter({ hasText: 'Live' }).waitFor();
    const before = await nextPrice(priceOf(page, 'BTC-USD'), '', NEXT_PRICE_MS);

    await visitor.context.setOffline(true);
    await pill(page).filter({ hasText: 'Offline' }).waitFor();
    expect(await priceOf(page, 'BTC-USD').textContent()).toMatch(/\d/);

    await visitor.context.setOffline(false);
    await pill(page).filter({ hasText: 'Live' }).waitFor();
    await nextPrice(priceOf(page, 'BTC-USD'), before, NEXT_PRICE_MS);
  });

  it('finds everything again after the server was restarted', async () => {
    const visitor = await browser.visitor();
    const page = await registers(visitor, 'imre@example.org');
    await adds(page, 'appel', 'AAPL');
    const shown = await page.locator('[data-symbol]').evaluateAll(`(rows) => rows.map((row) => row.dataset.symbol)`);

    await app.restart();
    // Without a reload the page comes back by itself …
    await pill(page).filter({ hasText: 'Live' }).waitFor();
    const before = await nextPrice(priceOf(page, 'AAPL'), '', NEXT_PRICE_MS);
    await nextPrice(priceOf(page, 'AAPL'), before, NEXT_PRICE_MS);

    // … and with one, the person is still signed in and the list is as it was.
    await page.reload();
    await row(page, 'AAPL').waitFor();
    await nextPrice(priceOf(page, 'AAPL'), '', NEXT_PRICE_MS);
    expect(await page.locator('[data-symbol]').evaluateAll(`(rows) => rows.map((row) => row.dataset.symbol)`)).toEqual(
      shown,
    );
  });
});

describe('the demo', () => {
  it('shows moving prices after one press on the front page', async () => {
    const visitor = await browser.visitor();
    const page = await visitor.page();
    await page.goto(app.url);
    await page.getByRole('button', { name: 'Try the demo' }).click();
    await page.waitForURL(/\/w\//);
    await page.getByText('Demo data').first().waitFor();
    const symbol = (await page.locator('[data-symbol]').first().getAttribute('data-symbol')) ?? '';
    const before = await nextPrice(priceOf(page, symbol), '', NEXT_PRICE_MS);
    await nextPrice(priceOf(page, symbol), before, NEXT_PRICE_MS);
    expect(visitor.complaints).toEqual([]);

    await page.goto(`${app.url}/w?view=map`);
    await page.waitForURL(/\/w\/[0-9a-f-]{36}\?view=map$/);
    await page.locator('[aria-label="Heat map"][aria-pressed="true"]').waitFor();
  });

  it('moves prices on the front page for who is not signed in', async () => {
    const visitor = await browser.visitor({ size: 'phone' });
    const page = await visitor.page();
    await page.goto(app.url);
    const price = page.locator('.landing-cards .price').first();
    const before = await nextPrice(price, '', NEXT_PRICE_MS);
    await nextPrice(price, before, NEXT_PRICE_MS);
    await page.getByText('Simulated', { exact: true }).first().waitFor();
  });
});
