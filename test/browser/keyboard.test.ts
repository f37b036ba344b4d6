import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD, startApp, type TestApp } from '../support/app.ts';
import { nextPrice, openBrowser, signIn, type TestBrowser, WEB_DIR } from '../support/browser.ts';

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

const TABS_MAX = 60;

/** Tabs until the focused element is named so; the keyboard reaches everything or this fails. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let pressed = 0; pressed < TABS_MAX; pressed += 1) {
    await page.keyboard.press('Tab');
    const label = await page.evaluate(`(() => {
      const focused = document.activeElement;
      const labels = [...(focused?.labels ?? [])].map((label) => label.textContent);
      return [focused?.getAttribute('aria-label'), ...labels, focused?.textContent].find(Boolean) ?? '';
    })()`);
    if (name.test(String(label).trim())) return;
  }
  throw new Error(`The Tab key did not reach ${name} within ${TABS_MAX} presses`);
}

describe('with the keyboard alone', () => {
  it('a person signs up, makes a list, finds a symbol, reads its detail and takes it out again', {
    timeout: 300_000,
  }, async () => {
    const page = await (await browser.visitor()).page();
    await page.goto(app.url);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await tabTo(page, /^Sign up$/);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/register/);
    await page.getByLabel('E-mail').waitFor();
    await tabTo(page, /^E-mail$/);
    await page.keyboard.type('keys@example.org');
    await tabTo(page, /^Password$/);
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/first-run/);
    await page.getByRole('button', { name: 'Make my list' }).waitFor();
    await tabTo(page, /^Make my list$/);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/w\//);
    await page.locator('[data-symbol="AAPL"]').waitFor();

    await page.keyboard.press('a');
    await page.getByRole('combobox').waitFor();
    await page.keyboard.type('netflx');
    await page.keyboard.press('Enter');
    const netflix = page.locator('[data-symbol="NFLX"]');
    await netflix.waitFor();
    await page.keyboard.press('Escape');
    await nextPrice(netflix.locator('.price').first(), '', 120_000);

    await page.keyboard.press('j');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page
      .getByRole('heading', { name: /NFLX|Netflix/ })
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
    await netflix.focus();
    await page.keyboard.press('Delete');
    await netflix.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).waitFor();
  });

  it('single keys rest in fields, and everywhere once they are switched off', async () => {
    const account = await app.register();
    const { id } = await account.do('createWatchlist', { body: { name: 'Keys', symbols: ['AAPL'] } });
    const visitor = await browser.visitor();
    await signIn(visitor, app.url, account.cookies);
    const page = await visitor.page();
    await page.goto(`${app.url}/settings`);
    await page.getByLabel('Name', { exact: true }).focus();
    await page.keyboard.type('p?/');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toContain('p?/');
    await page.getByRole('switch', { name: 'Single-key shortcuts' }).click();
    await page.goto(`${app.url}/w/${id}`);
    await page.locator('[data-symbol="AAPL"]').waitFor();
    await page.keyboard.press('?');
    await page.keyboard.press('a');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search or type a command' }).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(1);
  });
});
