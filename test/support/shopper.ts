import type { Page } from 'playwright-core';
import type { TestApp } from './app.ts';
import type { Size, TestBrowser, Visitor } from './browser.ts';
import { waitFor } from './wait-for.ts';

/** Somebody who buys, in a real browser, without an account. */
export interface Shopper {
  readonly visitor: Visitor;
  readonly page: Page;
}

export interface Mall {
  readonly app: Pick<TestApp, 'url' | 'visitor'>;
  readonly browser: TestBrowser;
}

export async function openShopper({ browser }: Pick<Mall, 'browser'>, size: Size = 'desktop'): Promise<Shopper> {
  const visitor = await browser.visitor({ size });
  return { visitor, page: await visitor.page() };
}

/** The address of a product in the window, once it is there with so many offers. */
export async function productAddress({ app }: Pick<Mall, 'app'>, name: string, offers = 1): Promise<string> {
  const found = await waitFor(`${name} in the shop window`, async () => {
    const { data } = await app.visitor().call('listProducts', { query: { q: name, limit: 10 } });
    return data.find((product) => product.title === name && product.offers >= offers) ?? null;
  });
  return `${app.url}/shop/${found.slug}`;
}

/** Puts one piece of a product into the basket, by its page. */
export async function putIn(mall: Mall, page: Page, name: string, offers = 1): Promise<void> {
  await page.goto(await productAddress(mall, name, offers));
  await page
    .getByRole('button', { name: /^Add to basket/ })
    .first()
    .click();
  await page.locator('.toast', { hasText: `${name} is in your basket` }).waitFor();
}

export async function openBasket({ app }: Pick<Mall, 'app'>, page: Page): Promise<void> {
  await page.goto(`${app.url}/basket`);
  await page.locator('.basket-line').first().waitFor();
}

/** From the basket to a checkout that can be paid: an address in Leeds, the cheapest way of sending. */
export async function goToPay({ app }: Pick<Mall, 'app'>, page: Page): Promise<void> {
  await page.goto(`${app.url}/checkout`);
  await page.getByLabel('E-mail').fill('mara@example.org');
  await page.getByLabel('Full name').fill('Mara Okafor');
  await page.getByLabel('Street and number').fill('18 Canal Row');
  await page.getByLabel('Postal code').fill('LS1 4AB');
  await page.getByLabel('City').fill('Leeds');
  await page.getByRole('combobox', { name: 'Country' }).selectOption('GB');
  await page.getByRole('button', { name: 'Save and go on' }).click();
  await page.getByRole('button', { name: 'Change address' }).waitFor();
  await page.locator('.place-order .button:not([disabled])').waitFor();
}

export async function choosePayment(page: Page, does: RegExp): Promise<void> {
  await page.getByRole('group', { name: 'How to pay' }).waitFor();
  const rest = page.getByRole('button', { name: /^Show all \d+$/ });
  if (await rest.isVisible()) await rest.click();
  await page.getByRole('radio', { name: does }).check();
}

/** Waits until the page of a guest's order is shown, and says which. The page takes its token out of the address at once. */
export async function orderShown(page: Page): Promise<{ readonly id: string; readonly token: string }> {
  await page.waitForURL(/\/orders\/[\w-]+$/);
  const id = page.url().split('/').at(-1) ?? '';
  const token = await page.evaluate<string | null>(`sessionStorage.getItem('omni-stock.order.${id}')`);
  return { id, token: token ?? '' };
}
