import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import { openBrowser, type TestBrowser, WEB_DIR } from '../support/browser.ts';
import { expectNoBarrier } from '../support/browser-barriers.ts';
import { cell, expectText, openStock, readBack, smallShop } from '../support/stock-page.ts';
import { hire } from '../support/vendors.ts';
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

describe('with the keyboard alone', () => {
  it('one finds a listing, changes price, shelf, quantity and status in place, and takes it back', async () => {
    const { owner, vendor_id, idOf } = await smallShop({ app });
    const { visitor, page } = await openStock({ app, browser }, owner, { vendor_id });
    await page.keyboard.press('/');
    await page.keyboard.type('abra');
    await page.getByRole('row', { name: /Mew/ }).waitFor({ state: 'detached' });
    await page.keyboard.press('Tab');
    const price = await cell(page, 'Abra', 'Price');
    await (await cell(page, 'Abra', 'Listing')).focus();
    await page.keyboard.press('Home');
    const wanted = await price.getAttribute('data-column');
    while ((await page.evaluate('document.activeElement.dataset.column')) !== wanted)
      await page.keyboard.press('ArrowRight');
    await page.keyboard.type('4,5');
    await page.keyboard.press('Enter');
    await expectText(price, '4.50');
    await page.locator('.toast', { hasText: 'Price of Abra is 4.50' }).waitFor();
    await (await cell(page, 'Abra', 'On hand')).focus();
    await page.keyboard.press('F2');
    await page.keyboard.type('7');
    await page.keyboard.press('Enter');
    await page.locator('.toast', { hasText: 'On hand of Abra is 7' }).waitFor();
    await (await cell(page, 'Abra', 'Shelf')).focus();
    await page.keyboard.type('xB-2');
    await page.keyboard.press('Enter');
    await page.locator('.toast', { hasText: 'Abra lies at xB-2' }).waitFor();
    await (await cell(page, 'Abra', 'Status')).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('P');
    await page.keyboard.press('Enter');
    await page.locator('.toast', { hasText: 'Abra is paused' }).waitFor();
    expect(await readBack(owner, vendor_id, idOf('Abra'))).toMatchObject({
      price_minor: 450,
      on_hand: 7,
      shelf: 'xB-2',
      status: 'paused',
    });
    for (const back of ['Abra is paused', 'xB-2', 'is 7', '4.50']) {
      await page.keyboard.press('Control+z');
      await page.locator('.toast', { hasText: `Taken back` }).filter({ hasText: back }).waitFor();
    }
    expect(await readBack(owner, vendor_id, idOf('Abra'))).toMatchObject({
      price_minor: 100,
      on_hand: 5,
      shelf: 'A-1',
      status: 'active',
    });
    expect(visitor.complaints).toEqual([]);
  });

  it('one is told beside the cell what is wrong, and Escape leaves it as it was', async () => {
    const { owner, vendor_id } = await smallShop({ app });
    const { page } = await openStock({ app, browser }, owner, { vendor_id });
    const price = await cell(page, 'Mew', 'Price');
    await price.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('much');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'is no amount' }).waitFor();
    await expectNoBarrier(page, 'a wrong cell');
    await page.keyboard.press('Escape');
    await expectText(price, '2.00');
  });
});

describe('a column from a spreadsheet', () => {
  it('is previewed, pasted over a range, and taken back as a whole', async () => {
    const { owner, vendor_id, idOf } = await smallShop({ app });
    const { page } = await openStock({ app, browser }, owner, { vendor_id });
    await (await cell(page, 'Abra', 'Price')).focus();
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await page.getByText('3 prices selected').waitFor();
    await page.keyboard.press('Control+c');
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('1.00\n2.00\n3.00');
    await page.evaluate(`navigator.clipboard.writeText('1.50\\tx\\n2.00\\t0.75\\nmuch\\t')`);
    await page.keyboard.press('Control+v');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('3 cells would change, 1 cell are so already, 2 cells cannot be taken').waitFor();
    await expectNoBarrier(page, 'the preview of a paste');
    await dialog.getByRole('button', { name: 'Change 3 cells' }).click();
    await page.locator('.toast', { hasText: '3 cells pasted' }).waitFor();
    const costs = async () =>
      Promise.all(['Abra', 'Mew', 'Onix'].map(async (title) => readBack(owner, vendor_id, idOf(title))));
    expect((await costs()).map(({ price_minor, cost_minor }) => [price_minor, cost_minor])).toEqual([
      [150, 50],
      [200, 75],
      [300, null],
    ]);
    await page.locator('.toast').getByRole('button', { name: 'Undo' }).click();
    await page.locator('.toast', { hasText: 'Taken back' }).waitFor();
    expect((await costs()).map(({ price_minor, cost_minor }) => [price_minor, cost_minor])).toEqual([
      [100, 50],
      [200, 50],
      [300, 50],
    ]);
  });
});

describe('two people at one table', () => {
  it('see each other’s changes as they are made, marked with who made them', async () => {
    const { owner, vendor_id } = await smallShop({ app });
    const colleague = await app.register();
    await colleague.do('updateMe', { body: { name: 'Mira Lund' } });
    await hire(owner, colleague, { vendor_id, role: 'manager' });
    const { page: mine } = await openStock({ app, browser }, owner, { vendor_id });
    const { page: theirs } = await openStock({ app, browser }, colleague, { vendor_id });
    await mine.getByRole('button', { name: 'Prices: Live' }).waitFor();
    await (await cell(theirs, 'Mew', 'Price')).focus();
    await theirs.keyboard.type('9');
    await theirs.keyboard.press('Enter');
    const price = await cell(mine, 'Mew', 'Price');
    await expectText(price, '9.00');
    await mine.locator('.cell-changed').waitFor();
    await expectText(await cell(mine, 'Mew', 'Changed'), 'Mira, now');
    await expectNoBarrier(mine, 'a colleague’s cell');
  });

  it('choose when they change the same cell, and keep both counts', async () => {
    const { owner, vendor_id, location_id, idOf } = await smallShop({ app });
    const { page } = await openStock({ app, browser }, owner, { vendor_id });
    const on_hand = await cell(page, 'Onix', 'On hand');
    await on_hand.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('6');
    const params = { vendor_id };
    await owner.do('writeOffStock', {
      params,
      body: { listing_id: idOf('Onix'), location_id, quantity: 2, reason: 'Bent' },
    });
    await page.keyboard.press('Enter');
    const asked = page.getByRole('dialog', { name: 'On hand changed while you typed' });
    await asked.getByText('from 5, 1 more').waitFor();
    await asked.getByText(/2 written off/).waitFor();
    await expectNoBarrier(page, 'a conflict');
    await asked.getByRole('button', { name: 'Keep both: 4' }).click();
    await expectText(on_hand, '4');
    await waitFor('4 on hand', async () => (await readBack(owner, vendor_id, idOf('Onix'))).on_hand === 4);
  });

  it('lose nothing where they change different fields of one listing', async () => {
    const { owner, vendor_id, idOf } = await smallShop({ app });
    const { page } = await openStock({ app, browser }, owner, { vendor_id });
    const price = await cell(page, 'Onix', 'Price');
    await price.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('3.50');
    const change = (body: { readonly shelf: string } | { readonly price_minor: number }) =>
      owner.do('updateCollectible', { params: { vendor_id, id: idOf('Onix') }, body, headers: { 'if-match': '*' } });
    await change({ shelf: 'Z-9' });
    await page.keyboard.press('Enter');
    await page.locator('.toast', { hasText: 'Price of Onix is 3.50' }).waitFor();
    expect(await readBack(owner, vendor_id, idOf('Onix'))).toMatchObject({ price_minor: 350, shelf: 'Z-9' });
    await price.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('4');
    await change({ price_minor: 500 });
    await page.keyboard.press('Enter');
    const asked = page.getByRole('dialog', { name: 'Price changed while you typed' });
    await asked.getByText('from 3.50').waitFor();
    await page.keyboard.press('Escape');
    await asked.waitFor({ state: 'detached' });
    await expectText(price, '5.00');
  });
});
