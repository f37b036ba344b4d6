import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import { openBrowser, signIn, type TestBrowser, WEB_DIR } from '../support/browser.ts';
import { expectNoBarrier, expectToFit } from '../support/browser-barriers.ts';
import { fillShop } from '../support/stock-fill.ts';
import { cell, openStock, readBack, smallShop } from '../support/stock-page.ts';
import { addCard, hire, openVendor } from '../support/vendors.ts';
import { waitFor } from '../support/wait-for.ts';

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

describe('many rows at once', () => {
  it('change price after a preview, all of the filter, and go back with one undo', async () => {
    const owner = await app.register();
    const { vendor_id } = await openVendor(owner);
    await fillShop(owner, vendor_id, 210);
    const { page } = await openStock({ app, browser }, owner, { vendor_id });
    await expectNoBarrier(page, 'the table');
    await page.locator('[data-index="0"] [data-column="0"]').focus();
    await page.keyboard.press('Control+a');
    await page.getByRole('button', { name: 'All 210' }).click();
    await page.getByLabel('Percent').fill('+10');
    await page.keyboard.press('Enter');
    const preview = page.getByRole('dialog', { name: 'Preview' });
    await preview.getByText('Preview: 210 prices, +10%').waitFor();
    await expectNoBarrier(page, 'the preview of a bulk edit');
    const total = async () => (await owner.do('getValuation', { params: { vendor_id } })).currencies[0]?.price_minor;
    const before = await total();
    await preview.getByRole('button', { name: 'Change 210 prices' }).click();
    await page.locator('.toast', { hasText: '210 listings changed' }).waitFor();
    expect((await total()) ?? 0).toBeGreaterThan(before ?? 0);
    await page.locator('.toast').getByRole('button', { name: 'Undo' }).click();
    await page.locator('.toast', { hasText: 'Taken back' }).waitFor();
    expect(await total()).toBe(before);
  });

  it('are kept as a view, and load as one scrolls', async () => {
    const owner = await app.register();
    const { vendor_id } = await openVendor(owner);
    await fillShop(owner, vendor_id, 210);
    const { page } = await openStock({ app, browser }, owner, { vendor_id });
    await page.locator('[data-index="0"] [data-column="0"]').focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Control+End');
    await waitFor('the last row', async () => {
      await page.keyboard.press('Control+End');
      return page.locator('[data-index="209"]').count();
    });
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.getByRole('menuitem', { name: 'Condition' }).hover();
    await page.getByRole('menuitemcheckbox', { name: /^LP/ }).click();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Condition: LP/ }).waitFor();
    await page.getByRole('button', { name: 'Save this view' }).click();
    await page.getByLabel('Name').fill('Played');
    await expectNoBarrier(page, 'naming a view');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: /^Played \d+/ }).waitFor();
    await page.getByRole('link', { name: /^All/ }).click();
    await page.getByRole('button', { name: /^Condition: LP/ }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: /^Played/ }).click();
    await page.getByRole('button', { name: /^Condition: LP/ }).waitFor();
  });
});

describe('who may not change the stock', () => {
  it('is offered nothing that would be refused', async () => {
    const { owner, vendor_id } = await smallShop({ app });
    const viewer = await app.register();
    await hire(owner, viewer, { vendor_id, role: 'viewer' });
    const { page } = await openStock({ app, browser }, viewer, { vendor_id });
    const price = await cell(page, 'Mew', 'Price');
    await price.focus();
    await page.keyboard.type('9');
    await page.keyboard.press('Enter');
    expect(await page.locator('.cell-input').count()).toBe(0);
    expect(await price.getAttribute('aria-readonly')).toBe('true');
    await page.keyboard.press('x');
    await page.getByRole('toolbar', { name: 'Selected rows' }).getByText('1 row').waitFor();
    expect(await page.getByLabel('Percent').count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Import', exact: true }).count()).toBe(0);
  });
});

describe('on a phone', () => {
  it('one changes a price on a sheet, and nothing leaves the page at any width', async () => {
    const { owner, vendor_id, idOf } = await smallShop({ app });
    const { visitor, page } = await openStock({ app, browser }, owner, { vendor_id, size: 'phone' });
    await expectNoBarrier(page, 'cards');
    await page.getByRole('button', { name: /Abra/ }).click();
    await expectNoBarrier(page, 'the sheet');
    await page.getByLabel('Price').fill('1.75');
    await page.getByRole('button', { name: 'Save' }).click();
    await waitFor('the new price', async () => (await readBack(owner, vendor_id, idOf('Abra'))).price_minor === 175);
    await page.getByRole('checkbox', { name: 'Select Mew' }).click();
    await page.getByRole('button', { name: 'Change price' }).waitFor();
    await expectNoBarrier(page, 'a chosen card');
    await expectToFit(page, 'the stock');
    expect(visitor.complaints).toEqual([]);
  });
});

describe('a shop without stock', () => {
  it('says how to begin, and a filter that leaves nothing says how to go on', async () => {
    const owner = await app.register();
    const { vendor_id } = await openVendor(owner);
    const visitor = await browser.visitor();
    await signIn(visitor, app.url, owner.cookies);
    const page = await visitor.page();
    await page.goto(`${app.url}/inventory/${vendor_id}`);
    await page.getByRole('link', { name: 'Import a file' }).waitFor();
    await expectNoBarrier(page, 'no stock');
    await addCard(owner, vendor_id, { title: 'Mew' });
    await page.getByRole('row', { name: /Mew/ }).waitFor();
    await page.goto(`${app.url}/inventory/${vendor_id}?q=zzzzqqq`);
    await page.getByRole('button', { name: 'Show all listings' }).click();
    await page.getByRole('row', { name: /Mew/ }).waitFor();
  });
});
