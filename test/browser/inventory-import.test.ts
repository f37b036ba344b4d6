import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import { openBrowser, type Size, signIn, type TestBrowser, type Visitor, WEB_DIR } from '../support/browser.ts';
import { expectNoBarrier, expectToFit } from '../support/browser-barriers.ts';
import { ImportDesk } from '../support/imports.ts';
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

const HEAD = 'Item,Set,Nr.,State of it,Language,Qty,Price';
const GOOD = 'Charizard,Base Set,4/102,NM,English,2,249.00';
const FILE = [
  HEAD,
  GOOD,
  'Blastoise,Base Set,2/102,Excelent,English,1,120.00',
  'Venusaur,Base Set,15/102,Excelent,English,1,99.00',
  'Mew,Promo,8,NM,Klingon,1,cheap',
  '',
].join('\n');

async function managerAt(size: Size): Promise<{ visitor: Visitor; page: Page; desk: ImportDesk; vendor_id: string }> {
  const owner = await app.register();
  const vendor = await openVendor(owner, 'Corner Cards');
  const visitor = await browser.visitor({ size });
  await signIn(visitor, app.url, owner.cookies);
  const page = await visitor.page();
  return { visitor, page, desk: new ImportDesk(owner, vendor), vendor_id: vendor.vendor_id };
}

async function chooseWithKeys(page: Page, file: string, name = 'stock.csv'): Promise<void> {
  const input = page.getByLabel('Choose a file');
  const chooser = page.waitForEvent('filechooser');
  await input.press('Enter');
  await (await chooser).setFiles({ name, mimeType: 'application/vnd.ms-excel', buffer: Buffer.from(file) });
}

async function press(page: Page, name: string | RegExp): Promise<void> {
  const button = page.getByRole('button', { name });
  await button.focus();
  await page.keyboard.press('Enter');
}

const problems = (page: Page) => page.getByRole('list', { name: 'Rejected rows' }).getByRole('listitem');

describe('importing a spreadsheet', () => {
  it('goes from the file to the stock and back with the keyboard alone, its errors put right on the way', async () => {
    const { visitor, page, desk } = await managerAt('desktop');
    await page.goto(`${app.url}/inventory/${desk.vendor_id}/imports`);
    await chooseWithKeys(page, FILE);
    await page.getByRole('heading', { name: /stock\.csv$/ }).waitFor();

    const state = page.getByRole('combobox', { name: 'State of it is' });
    expect(await state.inputValue()).toBe('');
    await state.focus();
    await page.keyboard.type('Condition');
    await expect.poll(() => state.inputValue()).toBe('condition');
    await page.getByLabel('Game').focus();
    await page.keyboard.type('pokemon');
    await page.keyboard.press('Enter');
    await press(page, 'Check 4 rows');

    await page.getByText('This was a dry run over all 4 rows. Nothing has been written.').waitFor();
    await problems(page).first().waitFor();
    expect(await problems(page).allInnerTexts()).toEqual([
      expect.stringMatching(/State of it\s+Excelent\s+Rows 3, 4/),
      expect.stringMatching(/Language\s+Klingon\s+Row 5/),
      expect.stringMatching(/Price\s+cheap\s+Row 5/),
    ]);
    await expectNoBarrier(page, 'rejected rows');

    const meaning = page.getByRole('combobox', { name: 'Excelent means' });
    await meaning.focus();
    await page.keyboard.type('LP');
    await press(page, 'Use LP for 2 rows');
    await problems(page).filter({ hasText: 'Excelent' }).waitFor({ state: 'detached' });
    await page.getByText('1 row is rejected').waitFor();
    await press(page, 'Leave 1 row out');
    await press(page, 'Import 3 changes');
    await page.getByText('3 listings were made and 0 changed.').waitFor();
    const { data } = await desk.client.call('listCollectibles', { params: { vendor_id: desk.vendor_id } });
    expect(data.map(({ title, condition, on_hand }) => [title, condition, on_hand])).toContainEqual([
      expect.stringContaining('Blastoise'),
      'LP',
      1,
    ]);

    await press(page, 'Undo the import…');
    await page.getByRole('dialog').getByRole('button', { name: 'Undo the import' }).press('Enter');
    await page.getByText('The import was taken back.').waitFor();
    expect(visitor.complaints).toEqual([]);
  });

  it('shows a file that was mended what is new beside what is there', async () => {
    const { page, desk } = await managerAt('desktop');
    await desk.bring(`sku,${HEAD.replace('State of it', 'Condition')},Game\nA-1,${GOOD},pokemon\n`);
    await page.goto(`${app.url}/inventory/${desk.vendor_id}/imports`);
    await page.getByRole('list', { name: 'Imports' }).getByText('Imported').waitFor();
    const dearer = GOOD.replace('249.00', '259.00').replace(',2,', ',5,');
    await chooseWithKeys(page, `sku,${HEAD.replace('State of it', 'Condition')},Game\nA-1,${dearer},pokemon\n`);
    await press(page, 'Check 1 row');
    const row = page.getByRole('list', { name: 'Rows', exact: true }).getByRole('listitem');
    await row.waitFor();
    expect((await row.innerText()).replace(/\s+/g, ' ')).toMatch(/A-1 pieces \+3 price \$249\.00 → \$259\.00/);
  });

  it('says of a file that is no table what to do', async () => {
    const { page, desk } = await managerAt('desktop');
    await page.goto(`${app.url}/inventory/${desk.vendor_id}/imports`);
    await chooseWithKeys(page, 'PK\u0003\u0004 workbook', 'stock.xlsx');
    await page.getByRole('alert').getByText('save the sheet as "CSV UTF-8"', { exact: false }).waitFor();
  });

  it('keeps columns for the next file of the same headers', async () => {
    const { page, desk } = await managerAt('desktop');
    await page.goto(`${app.url}/inventory/${desk.vendor_id}/imports`);
    await chooseWithKeys(page, FILE);
    await page.getByRole('combobox', { name: 'State of it is' }).selectOption('condition');
    await press(page, 'Save columns…');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).press('Enter');
    await page.getByText('Saved: the next file').waitFor();
    await page.getByRole('navigation', { name: 'Inventory' }).getByRole('link', { name: 'Imports' }).press('Enter');
    await page.getByRole('heading', { name: 'Saved columns' }).waitFor();
    await chooseWithKeys(page, FILE, 'next.csv');
    await page.getByRole('heading', { name: /next\.csv$/ }).waitFor();
    expect(await page.getByRole('combobox', { name: 'State of it is' }).inputValue()).toBe('condition');
  });

  it('fits a phone, columns, errors and list, without a barrier', async () => {
    const { page, desk } = await managerAt('phone');
    const { id } = await desk.send(FILE);
    await page.goto(`${app.url}/inventory/${desk.vendor_id}/imports/${id}`);
    await page.getByRole('combobox', { name: 'State of it is' }).selectOption('condition');
    await expectToFit(page, 'columns');
    await expectNoBarrier(page, 'columns');
    await press(page, 'Check 4 rows');
    await problems(page).first().waitFor();
    await expectToFit(page, 'rejected rows');
    await expectNoBarrier(page, 'rejected rows');
    await page.getByRole('navigation', { name: 'Inventory' }).getByRole('link', { name: 'Imports' }).click();
    await page.getByRole('list', { name: 'Imports' }).waitFor();
    await expectToFit(page, 'imports');
    await expectNoBarrier(page, 'imports');
  });

  it('hands out a template and the stock as files', async () => {
    const { page, desk } = await managerAt('desktop');
    await page.goto(`${app.url}/inventory/${desk.vendor_id}/imports`);
    for (const [button, name] of [
      ['Template', 'omni-stock-template.csv'],
      ['Export the stock', 'corner-cards-stock.csv'],
    ] as const) {
      const download = page.waitForEvent('download');
      await press(page, button);
      expect((await download).suggestedFilename()).toBe(name);
    }
  });
});
