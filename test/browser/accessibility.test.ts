import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN, startApp, type TestApp } from '../support/app.ts';
import { openBrowser, type Size, signIn, type TestBrowser, type Visitor, WEB_DIR } from '../support/browser.ts';
import { expectNoBarrier } from '../support/browser-barriers.ts';

let app: TestApp;
let browser: TestBrowser;
let list: string;
let empty_list: string;
let cookies: ReadonlyMap<string, string>;

beforeAll(async () => {
  app = await startApp({ web_dir: WEB_DIR });
  browser = await openBrowser();
  const account = await app.register();
  const symbols = ['AAPL', 'MSFT', 'NVDA', 'BTC-USD', 'EUR-USD', 'SPX'];
  list = (await account.do('createWatchlist', { body: { name: 'Core', symbols } })).id;
  empty_list = (await account.do('createWatchlist', { body: { name: 'Empty', symbols: [] } })).id;
  await account.do('updateWatchlistItem', {
    params: { id: list, symbol: 'AAPL' },
    body: { note: 'Trim above 300', price_above: '300' },
  });
  cookies = account.cookies;
});
afterAll(async () => {
  await browser[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

async function person(size: Size = 'desktop'): Promise<Visitor> {
  const visitor = await browser.visitor({ size });
  await signIn(visitor, app.url, cookies);
  return visitor;
}

async function goTo(page: Page, path: string): Promise<void> {
  await page.goto(app.url + path);
  await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
}

describe('who cannot see, point or tell colours apart', () => {
  it('meets no barrier as a visitor', async () => {
    const page = await (await browser.visitor()).page();
    for (const path of [
      '/sign-in',
      '/register',
      '/setup',
      '/setup#token=x',
      '/help',
      '/plans',
      '/status',
      '/not-there',
    ]) {
      await goTo(page, path);
      await expectNoBarrier(page, path);
    }
    await goTo(page, '/');
    await page.locator('.landing-table .price').first().waitFor();
    await expectNoBarrier(page, 'the front page');
  });

  it('meets none as a visitor with a phone', async () => {
    const page = await (await browser.visitor({ size: 'phone' })).page();
    for (const path of ['/', '/sign-in', '/plans']) {
      await goTo(page, path);
      await expectNoBarrier(page, path);
    }
  });

  it('is led to what is wrong in a form, and meets none there', async () => {
    const page = await (await browser.visitor()).page();
    await goTo(page, '/sign-in');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').first().waitFor();
    expect(await page.evaluate('document.activeElement.name')).toBe('email');
    await expectNoBarrier(page, 'empty fields');
    await page.getByLabel('E-mail').fill('nobody@example.org');
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('E-mail or password is wrong').waitFor();
    await expectNoBarrier(page, 'refused');
  });

  it('meets none at the pages around the lists', async () => {
    const page = await (await person()).page();
    for (const path of ['/first-run', '/settings', '/help', '/plans', '/status', '/admin/users']) {
      await goTo(page, path);
      await expectNoBarrier(page, path);
    }
    await goTo(page, '/settings');
    await page.getByRole('button', { name: /Delete my account/ }).click();
    await page.getByRole('dialog').waitFor();
    await expectNoBarrier(page, 'asked whether to delete the account');
  });

  it('meets none in a list: its rows, its detail, the palette, dialogs and menus', async () => {
    const page = await (await person()).page();
    await goTo(page, `/w/${list}`);
    await page.locator('[data-symbol="AAPL"] .price').first().waitFor();
    await expectNoBarrier(page, 'rows');
    await page.locator('[data-symbol="AAPL"]').click();
    await expectNoBarrier(page, 'detail');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('appel');
    await page.getByRole('option', { name: /AAPL/ }).first().waitFor();
    await expectNoBarrier(page, 'palette');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await expectNoBarrier(page, 'keyboard map');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Prices: / }).click();
    await page.getByRole('menu').waitFor();
    await expectNoBarrier(page, 'menu');
    await goTo(page, `/w/${empty_list}`);
    await expectNoBarrier(page, 'empty list');
  });

  it('meets none in sections, the filter, the choice of columns, the heat map and the analytics', async () => {
    const page = await (await person()).page();
    await goTo(page, `/w/${list}`);
    await page.locator('[data-symbol="NVDA"]').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'New section' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Chips');
    await expectNoBarrier(page, 'new section');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Chips/ }).click();
    await page.locator('[data-symbol="NVDA"]').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await expectNoBarrier(page, 'a folded section, and the filter');
    await page.getByRole('button', { name: 'View', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Columns' }).click();
    await page.getByRole('checkbox', { name: 'Change since added' }).click();
    await expectNoBarrier(page, 'columns');
    await page.keyboard.press('Escape');
    await page.getByRole('columnheader', { name: 'Since added' }).waitFor();
    await page.getByRole('button', { name: 'Heat map' }).click();
    await page.getByRole('button', { name: /^AAPL Apple/ }).waitFor();
    await expectNoBarrier(page, 'heat map');
    await page.getByRole('button', { name: 'Analytics' }).click();
    await page.getByRole('table').first().waitFor();
    await expectNoBarrier(page, 'analytics');
  });

  it('meets none in a list on a phone, nor without a network', async () => {
    const visitor = await person('phone');
    const page = await visitor.page();
    await goTo(page, `/w/${list}`);
    await page.getByText('AAPL').first().waitFor();
    await expectNoBarrier(page, 'phone');
    await page.getByRole('button', { name: 'Show as a heat map' }).click();
    await page.locator('.heat-tile').first().waitFor();
    await expectNoBarrier(page, 'heat map on a phone');
    await page.getByRole('button', { name: 'Show as a list' }).click();
    await visitor.context.setOffline(true);
    await page.getByRole('button', { name: /^Prices: Offline/ }).waitFor();
    await expectNoBarrier(page, 'offline');
  });

  it('meets none as an administrator', async () => {
    const visitor = await browser.visitor();
    const admin = app.visitor();
    await admin.do('signIn', { body: ADMIN });
    await signIn(visitor, app.url, admin.cookies);
    const page = await visitor.page();
    await goTo(page, '/admin/users');
    await page.getByRole('listitem').first().waitFor();
    await expectNoBarrier(page, 'accounts');
    for (const path of ['instruments', 'providers', 'sync', 'backfills', 'audit']) {
      await goTo(page, `/admin/${path}`);
      await page.locator('.card, .empty').first().waitFor();
      await expectNoBarrier(page, path);
    }
  });
});

describe('on a screen of any width', () => {
  const widths = [320, 390, 768, 1024, 1440] as const;

  async function expectToFit(page: Page, path: string): Promise<void> {
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 });
      const over = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect(over, `${path} at ${width} px`).toBeLessThanOrEqual(0);
    }
  }

  it('nothing leaves the page', async () => {
    const inside = await (await person()).page();
    for (const path of ['/first-run', '/settings', '/help', '/plans', '/status', `/w/${list}`]) {
      await goTo(inside, path);
      await expectToFit(inside, path);
    }
    const outside = await (await browser.visitor()).page();
    for (const path of ['/', '/sign-in', '/register']) {
      await goTo(outside, path);
      await expectToFit(outside, path);
    }
  });
});
