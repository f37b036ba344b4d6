import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import { openBrowser, signIn, type TestBrowser, WEB_DIR } from '../support/browser.ts';

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

async function signedIn() {
  const account = await app.register();
  const list = await account.do('createWatchlist', { body: { name: 'Core', symbols: ['AAPL'] } });
  const visitor = await browser.visitor({ size: 'desktop' });
  await signIn(visitor, app.url, account.cookies);
  return { list, page: await visitor.page() };
}

describe('importing a file', () => {
  it('into a list says what is wrong in which line, and closes once all rows were taken', async () => {
    const { list, page } = await signedIn();
    await page.goto(`${app.url}/w/${list.id}`);
    await page.getByRole('button', { name: 'Import or export' }).first().click();
    await page.getByRole('menuitem', { name: 'Import CSV' }).click();
    const dialog = page.getByRole('dialog', { name: 'Import into Core' });
    await dialog.getByLabel('Text of the file').fill('symbol\nNOSUCH');
    await dialog.getByRole('button', { name: 'Import' }).click();
    await dialog.getByText('No such symbol; search for it with the palette.').waitFor();
    expect(await dialog.getByRole('listitem').innerText()).toContain('Line 2, symbol: NOSUCH.');
    const file = { name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from('symbol\nNVDA') };
    await dialog.getByLabel('Choose a file').setInputFiles(file);
    await dialog.getByRole('button', { name: 'Import' }).click();
    await page.getByText('1 added, 0 updated, 0 unchanged').waitFor();
    await dialog.waitFor({ state: 'detached' });
  });

  it('of alerts says what is accepted in which line, and closes once all rows were taken', async () => {
    const { page } = await signedIn();
    await page.goto(`${app.url}/alerts`);
    await page.getByRole('button', { name: 'Import and export' }).click();
    await page.getByRole('menuitem', { name: 'Import CSV' }).click();
    const dialog = page.getByRole('dialog', { name: 'Import alerts' });
    const header = 'condition_type,symbol,threshold_value';
    await dialog.getByLabel('Text of the file').fill(`${header}\nPRICE_OVER,AAPL,200`);
    await dialog.getByRole('button', { name: 'Import' }).click();
    await dialog.getByText('Expected').waitFor();
    expect(await dialog.getByRole('listitem').innerText()).toContain('Line 2, condition_type: PRICE_OVER. Expected');
    await dialog.getByLabel('Text of the file').fill(`${header}\nPRICE_ABOVE,AAPL,20000`);
    await dialog.getByRole('button', { name: 'Import' }).click();
    await page.getByText('1 alert added, 0 there already').waitFor();
    await dialog.waitFor({ state: 'detached' });
  });
});
