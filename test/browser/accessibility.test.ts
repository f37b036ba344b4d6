import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN, startApp, type TestApp } from '../support/app.ts';
import {
  openBrowser,
  signIn,
  type Size,
  type TestBrowser,
  type Theme,
  type Visitor,
  WEB_DIR,
} from '../support/browser.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const themes = ['light', 'dark'] as const;

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

/** What axe finds wrong, each with the element it found it at. */
async function violationsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ''}`));
}

async function person(theme: Theme, size: Size = 'desktop'): Promise<Visitor> {
  const visitor = await browser.visitor({ theme, size });
  await signIn(visitor, app.url, cookies);
  return visitor;
}

async function shown(visitor: Visitor, path: string): Promise<Page> {
  const page = await visitor.page();
  await page.goto(app.url + path);
  await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
  return page;
}

describe.each(themes)('in the %s theme', (theme) => {
  it.each(['/', '/sign-in', '/register', '/setup?token=x', '/setup', '/help', '/plans', '/status', '/not-there'])(
    'a visitor meets no barrier at %s',
    async (path) => {
      const page = await shown(await browser.visitor({ theme }), path);
      if (path === '/') await page.locator('.landing-table .price').first().waitFor();
      expect(await violationsOf(page)).toEqual([]);
    },
  );

  it('the front page and the sign-in have none on a phone', async () => {
    const visitor = await browser.visitor({ theme, size: 'phone' });
    for (const path of ['/', '/sign-in', '/plans']) expect(await violationsOf(await shown(visitor, path))).toEqual([]);
  });

  it('a form that was refused has none, and leads to what is wrong', async () => {
    const page = await shown(await browser.visitor({ theme }), '/sign-in');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').first().waitFor();
    expect(await page.getByLabel('E-mail').evaluate('(input) => input === document.activeElement')).toBe(true);
    expect(await violationsOf(page)).toEqual([]);
    await page.getByLabel('E-mail').fill('nobody@example.org');
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('E-mail or password is wrong').waitFor();
    expect(await violationsOf(page)).toEqual([]);
  });

  it('an account meets none at the pages around the list', async () => {
    const visitor = await person(theme);
    for (const path of ['/first-run', '/settings', '/help', '/plans', '/status', '/admin/users'])
      expect(await violationsOf(await shown(visitor, path)), path).toEqual([]);
  });

  it('a list has none: with rows, empty, with its detail, menus and dialogs open', async () => {
    const page = await shown(await person(theme), `/w/${list}`);
    await page.locator('[data-symbol="AAPL"] .price').first().waitFor();
    expect(await violationsOf(page), 'rows').toEqual([]);
    await page.locator('[data-symbol="AAPL"]').click();
    expect(await violationsOf(page), 'detail').toEqual([]);
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('appel');
    await page.getByRole('option').first().waitFor();
    expect(await violationsOf(page), 'palette').toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    expect(await violationsOf(page), 'keyboard').toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /live prices$/ }).click();
    await page.getByRole('menu').waitFor();
    expect(await violationsOf(page), 'menu').toEqual([]);
    await page.keyboard.press('Escape');
    expect(await violationsOf(await shown(await person(theme), `/w/${empty_list}`)), 'empty').toEqual([]);
  });

  it('a list has none on a phone, nor when it is offline', async () => {
    const visitor = await person(theme, 'phone');
    const page = await shown(visitor, `/w/${list}`);
    await page.getByText('AAPL').first().waitFor();
    expect(await violationsOf(page), 'phone').toEqual([]);
    await visitor.context.setOffline(true);
    await page.getByRole('button', { name: /^Offline/ }).waitFor();
    expect(await violationsOf(page), 'offline').toEqual([]);
  });

  it('administrators meet none among the accounts, nor anybody who deletes theirs', async () => {
    const visitor = await browser.visitor({ theme });
    const admin = app.visitor();
    await admin.do('signIn', { body: ADMIN });
    await signIn(visitor, app.url, admin.cookies);
    const page = await shown(visitor, '/admin/users');
    await page.getByRole('listitem').first().waitFor();
    expect(await violationsOf(page), 'accounts').toEqual([]);
    const settings = await shown(await person(theme), '/settings');
    await settings.getByRole('button', { name: /Delete my account/ }).click();
    await settings.getByRole('dialog').waitFor();
    expect(await violationsOf(settings), 'delete').toEqual([]);
  });
});

describe('on any screen', () => {
  it.each([320, 390, 768, 1024, 1440])('nothing leaves a page that is %i px wide', async (width) => {
    const visitor = await person('light');
    const page = await visitor.page();
    await page.setViewportSize({ width, height: 800 });
    for (const path of ['/first-run', '/settings', '/help', '/plans', '/status', `/w/${list}`]) {
      await page.goto(app.url + path);
      await page.getByRole('heading').first().waitFor({ state: 'attached' });
      const over = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect(over, path).toBeLessThanOrEqual(0);
    }
    const front = await (await browser.visitor()).page();
    await front.setViewportSize({ width, height: 800 });
    for (const path of ['/', '/sign-in', '/register']) {
      await front.goto(app.url + path);
      await front.getByRole('heading').first().waitFor();
      const over = await front.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect(over, path).toBeLessThanOrEqual(0);
    }
  });
});
