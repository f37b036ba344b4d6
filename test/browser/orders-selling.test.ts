import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import { openBrowser, signIn, type TestBrowser, WEB_DIR } from '../support/browser.ts';
import { openVendor } from '../support/vendors.ts';

let app: TestApp;
let browser: TestBrowser;
beforeAll(async () => {
  app = await startApp({ web_dir: WEB_DIR, requests_per_minute: 100_000 });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

it('lets an owner say how the shop sells: terms, a table of rates, and a code', async () => {
  const owner = await app.register();
  const { vendor_id } = await openVendor(owner);
  const params = { vendor_id };
  const visitor = await browser.visitor();
  await signIn(visitor, app.url, owner.cookies);
  const page = await visitor.page();
  await page.goto(`${app.url}/inventory/${vendor_id}/selling`);
  await page.getByLabel('Ships from').fill('de');
  await page.getByLabel('Tax rate').fill('101');
  await page.getByRole('button', { name: 'Save the terms' }).press('Enter');
  await page.getByText('A percentage, such as 19 or 8.25.').waitFor();
  await page.getByLabel('Tax rate').fill('8.25');
  await page.getByRole('combobox', { name: 'Tax' }).press('Enter');
  await page.getByRole('option', { name: 'On top of the prices' }).press('Enter');
  await page.getByRole('button', { name: 'Save the terms' }).press('Enter');
  await expect
    .poll(() => owner.do('getSellingTerms', { params }))
    .toMatchObject({ ships_from: 'DE', tax_rate_bp: 825, tax_mode: 'exclusive' });

  await page.getByRole('button', { name: 'Add a method' }).press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Tracked');
  await dialog.getByLabel('Price').fill('3.90');
  await dialog.getByRole('button', { name: 'Another rate' }).press('Enter');
  await dialog.getByLabel('From value').last().fill('50');
  await dialog.getByLabel('Price').last().fill('0');
  await dialog.getByRole('button', { name: 'Save' }).press('Enter');
  await page.getByRole('list', { name: 'Shipping methods' }).getByText('$3.90, 1 more rate').waitFor();
  expect(await owner.do('listShippingMethods', { params })).toMatchObject([
    { name: 'Tracked', basis: 'subtotal', rates: [{ price_minor: 390 }, { at_least: 5000, price_minor: 0 }] },
  ]);

  await page.getByRole('button', { name: 'Make a code' }).press('Enter');
  await dialog.getByLabel('Code').fill('autumn');
  await dialog.getByRole('textbox', { name: 'Takes off' }).fill('15');
  await dialog.getByRole('button', { name: 'Make it' }).press('Enter');
  await page.getByRole('list', { name: 'Discount codes' }).getByText('15 % off').waitFor();
  expect(await owner.do('listDiscounts', { params })).toMatchObject([{ code: 'AUTUMN', percent_bp: 1500 }]);
  expect(visitor.complaints).toEqual([]);
});
