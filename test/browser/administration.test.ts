import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import { openBrowser, type Size, signIn, type TestBrowser, type Visitor, WEB_DIR } from '../support/browser.ts';
import type { Client } from '../support/client.ts';
import { waitFor } from '../support/wait-for.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const PAGES = ['instruments', 'providers', 'sync', 'backfills', 'audit'] as const;

let app: TestApp;
let browser: TestBrowser;
let admin: Client;

beforeAll(async () => {
  app = await startApp({ web_dir: WEB_DIR });
  browser = await openBrowser();
  admin = await app.admin();
});
afterAll(async () => {
  await browser[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

async function administrator(size: Size = 'desktop'): Promise<Visitor> {
  const visitor = await browser.visitor({ size });
  await signIn(visitor, app.url, admin.cookies);
  return visitor;
}

/** Dialogs and menus stand at the end of the document, outside of its regions, while they hold the focus. */
async function expectNoBarrier(page: Page, state: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await page.locator(`html[data-theme="${theme}"]`).waitFor({ state: 'attached' });
    const { violations } = await new AxeBuilder({ page }).withTags(TAGS).disableRules(['region']).analyze();
    const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
    expect(found, `${state}, ${theme}`).toEqual([]);
  }
}

async function actionsOf(page: Page, symbol: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${symbol}`, exact: true }).click();
  await page.getByRole('menuitem', { name: action }).click();
}

describe('an administrator', () => {
  it('adds an instrument, renames it, retires it, and reads all of it in the audit log', async () => {
    const page = await (await administrator()).page();
    await page.goto(`${app.url}/admin/instruments`);
    await page.getByRole('button', { name: 'Add instrument' }).click();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText('Enter a symbol.').waitFor();
    await page.getByLabel('Symbol', { exact: true }).fill('qzone');
    await page.getByLabel('Name', { exact: true }).fill('Quiet Zone');
    await page.getByRole('button', { name: 'Add', exact: true }).click();

    await actionsOf(page, 'QZONE', 'Edit or rename');
    await page.getByLabel('Symbol', { exact: true }).fill('AAPL');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Another instrument bears that symbol').waitFor();
    await page.getByLabel('Symbol', { exact: true }).fill('QZNEW');
    await page.getByRole('button', { name: 'Save' }).click();
    await actionsOf(page, 'QZNEW', 'Deactivate');
    await page.getByRole('row', { name: /QZNEW/ }).getByText('Not traded').last().waitFor();
    expect(await admin.do('getStock', { params: { symbol: 'QZONE' } })).toMatchObject({
      symbol: 'QZNEW',
      status: 'inactive',
    });

    await page.getByRole('link', { name: 'Audit log' }).click();
    for (const words of ['Instrument changed', 'Instrument renamed', 'Instrument added'])
      await page.getByText(words).first().waitFor();
  });

  it('is told when somebody else was faster, and can read the row again', async () => {
    const page = await (await administrator()).page();
    await admin.do('addStock', { body: { symbol: 'QRACE', name: 'Race', kind: 'stock' } });
    await page.goto(`${app.url}/admin/instruments`);
    await page.getByRole('searchbox').fill('QRACE');
    await actionsOf(page, 'QRACE', 'Edit or rename');
    const name = page.getByLabel('Name', { exact: true });
    await name.waitFor();
    await expectNoBarrier(page, 'the form');
    const { changed_at: seen_at } = await admin.do('getAdminStock', { params: { symbol: 'QRACE' } });
    await admin.do('updateStock', { params: { symbol: 'QRACE' }, body: { seen_at, name: 'Faster' } });
    await name.fill('Slower');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Read it again' }).click();
    await waitFor('the name that the other gave', async () => (await name.inputValue()) === 'Faster');
    await name.fill('After all');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('After all').waitFor();
  });

  it('puts a wrong price right and says why', async () => {
    const page = await (await administrator('phone')).page();
    await page.goto(`${app.url}/admin/instruments`);
    await page.getByRole('searchbox').fill('AAPL');
    await actionsOf(page, 'AAPL', 'Correct the price');
    await page.getByRole('button', { name: 'Correct', exact: true }).click();
    await page.getByText('Say why, in a few words.').waitFor();
    await expectNoBarrier(page, 'the correction');
    const quote = (await admin.do('getStock', { params: { symbol: 'AAPL' } })).quote;
    await page.getByLabel('Right price').fill((Number(quote?.price) * 1.01).toFixed(2));
    await page.getByLabel('Reason').fill('A digit too few');
    await page.getByRole('button', { name: 'Correct', exact: true }).click();
    await page.getByText(/AAPL is being set to/).waitFor();
    const [event] = await admin.do('listAudit');
    expect(event).toMatchObject({ action: 'price.corrected', detail: { symbol: 'AAPL', reason: 'A digit too few' } });
  });

  it('meets no barrier on a phone, and nothing leaves the page on any screen', async () => {
    for (const size of ['desktop', 'phone'] as const) {
      const page = await (await administrator(size)).page();
      for (const path of PAGES) {
        await page.goto(`${app.url}/admin/${path}`);
        await page.locator('.card, .empty').first().waitFor();
        if (size === 'phone') await expectNoBarrier(page, path);
        for (const width of size === 'phone' ? [320, 390] : [768, 1440]) {
          await page.setViewportSize({ width, height: 800 });
          const over = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
          expect(over, `${path} at ${width} px`).toBeLessThanOrEqual(0);
        }
      }
    }
  });
});

describe('whoever is no administrator', () => {
  it('finds nothing at these addresses', async () => {
    const account = await app.register();
    const visitor = await browser.visitor();
    await signIn(visitor, app.url, account.cookies);
    const page = await visitor.page();
    for (const path of PAGES) {
      await page.goto(`${app.url}/admin/${path}`);
      await page.getByRole('heading', { name: 'There is nothing at this address' }).waitFor();
    }
  });
});
