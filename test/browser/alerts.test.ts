import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import { openBrowser, type Size, signIn, type TestBrowser, type Visitor, WEB_DIR } from '../support/browser.ts';
import { expectNoBarrier } from '../support/browser-barriers.ts';
import { openChart } from '../support/browser-instrument.ts';
import { waitFor } from '../support/wait-for.ts';

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

type Account = Awaited<ReturnType<TestApp['register']>>;

async function visitorOf(account: Account, size: Size = 'desktop'): Promise<Visitor> {
  const visitor = await browser.visitor({ size });
  await signIn(visitor, app.url, account.cookies);
  return visitor;
}

async function withList() {
  const account = await app.register();
  const list = await account.do('createWatchlist', { body: { name: 'Core', symbols: ['AAPL', 'NVDA'] } });
  return { account, list };
}

/** The newest price, and a level so many percent from it. */
async function levelFrom(account: Account, symbol: string, percent: number): Promise<string> {
  const { quote } = await account.do('getStock', { params: { symbol } });
  return (Number(quote?.price) * (1 + percent / 100)).toFixed(2);
}

async function setAlert(account: Account, symbol: string, percent: number) {
  const condition_type = percent > 0 ? 'PRICE_ABOVE' : 'PRICE_BELOW';
  const threshold_value = await levelFrom(account, symbol, percent);
  return account.do('createAlert', { body: { stock_symbol: symbol, condition_type, threshold_value } });
}

async function openAlerts(page: Page, query = ''): Promise<void> {
  await page.goto(`${app.url}/alerts${query}`);
  await page.getByRole('tab', { name: 'Active' }).waitFor();
}

describe('with the keyboard alone', () => {
  it('one sets an alert on a row, finds it in the list, changes it, and deletes it with an undo', {
    timeout: 300_000,
  }, async () => {
    const { account, list } = await withList();
    const visitor = await visitorOf(account);
    const page = await visitor.page();
    await page.goto(`${app.url}/w/${list.id}`);
    const row = page.locator('[data-symbol="AAPL"]');
    await row.locator('.price').first().waitFor();
    await row.focus();
    await page.keyboard.press('b');
    const price = page.getByLabel('Price', { exact: true });
    await waitFor('a level beside the price', async () => (/\d/.test(await price.inputValue()) ? true : null));
    await page.keyboard.type('1');
    await page.getByText('when AAPL falls to 1.00 or below').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.dialog').waitFor({ state: 'detached' });
    await row.getByText('An active alert').waitFor();

    await page.keyboard.press('g');
    await page.keyboard.press('a');
    const alert = page.getByRole('row', { name: /AAPL.*Falls below/ });
    await alert.waitFor();
    await page.getByText('1 of 20 alerts in use').waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await price.waitFor();
    await page.keyboard.type('2');
    await page.keyboard.press('Enter');
    await page.locator('.dialog').waitFor({ state: 'detached' });
    // The price of the moment stands in the row as well, and may end in the same figures.
    await alert.getByText('2.00', { exact: true }).waitFor();
    await alert.focus();
    await page.keyboard.press('Delete');
    await alert.waitFor({ state: 'detached' });
    await page.getByText('No alerts yet').waitFor();
    // The message of the change before may still stand beside it.
    await page.locator('.toast', { hasText: 'Deleted' }).getByRole('button', { name: 'Undo' }).click();
    await alert.waitFor();
    expect(visitor.complaints).toEqual([]);
  });

  it('one moves the line on the chart, and Escape takes it back', async () => {
    const { account } = await withList();
    const set = await setAlert(account, 'NVDA', 0.5);
    const page = await (await visitorOf(account)).page();
    // At the top of a quiet day the level would lie above what a day's chart shows.
    await openChart(page, `${app.url}/s/NVDA?range=1M`);
    const line = page.getByRole('slider', { name: 'Alert: rises above' });
    await line.waitFor({ state: 'attached' });
    await line.focus();
    await page.keyboard.press('ArrowUp');
    expect(await line.getAttribute('aria-valuetext')).toContain('not saved');
    await page.keyboard.press('Escape');
    expect(Number(await line.getAttribute('aria-valuenow'))).toBe(Number(set.threshold_value));
    await page.keyboard.press('Shift+ArrowUp');
    await page.keyboard.press('Enter');
    await page.locator('.toast', { hasText: 'Moved' }).waitFor();
    const { threshold_value } = await account.do('getAlert', { params: { id: set.id } });
    expect(Number(threshold_value)).toBeGreaterThan(Number(set.threshold_value));
  });
});

describe('a level that is reached already', () => {
  it('is a question in the form: told now, or when it gets there anew', async () => {
    const { account } = await withList();
    const page = await (await visitorOf(account)).page();
    await openAlerts(page);
    await page.getByRole('button', { name: 'New alert' }).first().click();
    await page.getByRole('combobox').fill('aapl');
    await page.getByRole('option', { name: /^AAPL/ }).first().click();
    await page.getByLabel('When it').click();
    await page.getByRole('option', { name: 'Rises above' }).click();
    await page.getByLabel('Price', { exact: true }).fill('1');
    await page.getByRole('button', { name: 'Create alert' }).click();
    await page.getByText('The price is there already').waitFor();
    await expectNoBarrier(page, 'already there');
    await page.getByRole('button', { name: 'Wait for the next time' }).click();
    await page.getByRole('row', { name: /AAPL.*Waits/ }).waitFor();
    await page.getByRole('button', { name: /^Actions for AAPL/ }).click();
    await page.getByRole('menuitem', { name: 'Pause' }).click();
    await page.getByRole('row', { name: /AAPL.*Paused/ }).waitFor();
  });
});

describe('the palette', () => {
  it('reads an alert back as a sentence, and sets it with Enter', async () => {
    const { account, list } = await withList();
    const page = await (await visitorOf(account)).page();
    await page.goto(`${app.url}/w/${list.id}`);
    await page.locator('[data-symbol="AAPL"] .price').first().waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('alert aapl >');
    await page.getByText('Type a price after it').waitFor();
    await page.getByRole('combobox').fill('alert aapl > 9,000');
    const entry = page.getByRole('option', { name: /Alert me when AAPL rises to 9,000\.00 or above/ });
    await entry.waitFor();
    await entry.getByText(/away\. Fires once/).waitFor();
    await expectNoBarrier(page, 'a typed alert');
    await page.keyboard.press('Enter');
    await page.locator('.toast', { hasText: 'Alert set' }).waitFor();
    const alerts = await account.do('listAlerts');
    expect(alerts.map(({ stock_symbol, threshold_value }) => [stock_symbol, Number(threshold_value)])).toEqual([
      ['AAPL', 9000],
    ]);
  });
});

describe('why it fired', () => {
  it('names the print, the one before it, the rule and the time of each step', async () => {
    const { account } = await withList();
    const body = { stock_symbol: 'BTC-USD', condition_type: 'PRICE_ABOVE', threshold_value: '1' } as const;
    await account.do('createAlert', { body: { ...body, if_already_true: 'fire' } });
    const [firing] = await waitFor(
      'a firing',
      async () => {
        const firings = await account.do('listAlertFirings');
        return firings.length > 0 ? firings : null;
      },
      120_000,
    );
    const page = await (await visitorOf(account)).page();
    await openAlerts(page, `?firing=${firing?.id ?? ''}`);
    const panel = page.getByRole('complementary', { name: 'Why it fired' });
    await panel.getByRole('heading', { name: /BTC-USD rose above 1\.00/ }).waitFor();
    await panel.getByText('Simulated', { exact: true }).waitFor();
    for (const step of ['Printed', 'Received', 'Matched', 'Recorded']) await panel.getByText(step).waitFor();
    await expectNoBarrier(page, 'why it fired');
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    await page.getByRole('tab', { name: 'Log' }).click();
    await page.getByRole('button', { name: /^Why BTC-USD/ }).waitFor();
  });
});

describe('who cannot see, point or has a small screen', () => {
  it('meets no barrier on the page, in the form with all options, and on a phone', async () => {
    const { account } = await withList();
    await setAlert(account, 'AAPL', 2);
    await setAlert(account, 'NVDA', -3);
    const page = await (await visitorOf(account)).page();
    await openAlerts(page);
    await page.getByRole('row', { name: /AAPL/ }).waitFor();
    await expectNoBarrier(page, 'alerts');
    await page.getByRole('row', { name: /AAPL/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Message of your own').fill('{{symbol}} at {{price}}');
    await page.getByText('It would say').waitFor();
    await expectNoBarrier(page, 'all options');
    const phone = await (await visitorOf(account, 'phone')).page();
    await openAlerts(phone);
    await phone.getByRole('button', { name: /^AAPL rises/ }).waitFor();
    await expectNoBarrier(phone, 'phone');
    await phone.getByRole('button', { name: /^AAPL rises/ }).click();
    await phone.locator('.dialog').waitFor();
    await expectNoBarrier(phone, 'form on a phone');
  });

  it('finds everything inside the page at any width', async () => {
    const { account } = await withList();
    await setAlert(account, 'AAPL', 2);
    const page = await (await visitorOf(account)).page();
    await openAlerts(page);
    for (const width of [320, 390, 768, 1024, 1440]) {
      await page.setViewportSize({ width, height: 800 });
      const over = () =>
        page.evaluate<number>(
          'Math.max(document.documentElement.scrollWidth - innerWidth, document.querySelector("[role=tabpanel]").scrollWidth - document.querySelector("[role=tabpanel]").clientWidth)',
        );
      // The table becomes cards one frame after the new width.
      await expect.poll(over, { message: `at ${width} px` }).toBeLessThanOrEqual(0);
    }
  });
});
