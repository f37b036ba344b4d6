import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import { openBrowser, type Size, signIn, type TestBrowser, type Visitor, WEB_DIR } from '../support/browser.ts';
import { expectNoBarrier, expectToFit } from '../support/browser-barriers.ts';
import { openChart, shown } from '../support/browser-instrument.ts';
import { waitFor } from '../support/wait-for.ts';

let app: TestApp;
let browser: TestBrowser;
let cookies: ReadonlyMap<string, string>;

beforeAll(async () => {
  app = await startApp({ web_dir: WEB_DIR });
  browser = await openBrowser();
  const account = await app.register();
  await account.do('createWatchlist', { body: { name: 'Core', symbols: ['MSFT'] } });
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

describe('the page of an instrument', () => {
  it('is open to visitors, says that the prices are made up and what an account is for', async () => {
    const visitor = await browser.visitor();
    const page = await visitor.page();
    await openChart(page, `${app.url}/s/aapl`);
    await page.getByRole('heading', { level: 1, name: 'AAPL' }).waitFor();
    await page.getByText('Simulated', { exact: true }).first().waitFor();
    const sign_up = page.getByRole('link', { name: 'Sign up to add' });
    expect(await sign_up.getAttribute('href')).toContain('/register?next=');
    expect(visitor.complaints).toEqual([]);
  });

  it('goes on with the live price, and tells the same last close in the chart and in the table', async () => {
    const page = await (await browser.visitor()).page();
    await openChart(page, `${app.url}/s/AAPL`);
    const before = await shown(page);
    expect(before.legend).toMatch(/^\d+\.\d\d$/);
    expect(before.table).toBe(before.legend);
    const after = await waitFor(
      'another last close',
      async () => {
        const now = await shown(page);
        return now.legend === before.legend ? null : now;
      },
      120_000,
    );
    expect(after.table).toBe(after.legend);
    expect(after.words).toContain(`close ${after.legend}`);
  });

  it('keeps prices and volume apart when another shape is chosen', async () => {
    const page = await (await browser.visitor()).page();
    await openChart(page, `${app.url}/s/AAPL`);
    const canvases = page.locator('.chart-figure canvas');
    const painted = () =>
      page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    await painted();
    const before = await canvases.count();
    for (const shape of ['Line', 'Area', 'Candles']) {
      await page.getByRole('button', { name: shape, exact: true }).click();
      await painted();
      expect(await canvases.count(), shape).toBe(before);
    }
  });

  it('keeps the whole view in its address', async () => {
    const page = await (await person()).page();
    await openChart(page, `${app.url}/s/AAPL?range=1M&shape=area&compare=MSFT&log=true`);
    await page.getByRole('button', { name: '1M', exact: true, pressed: true }).waitFor();
    await page.getByRole('button', { name: 'Area', pressed: true }).waitFor();
    await page.getByRole('button', { name: 'Remove MSFT from the comparison' }).waitFor();
    await page.getByRole('button', { name: '5D', exact: true }).click();
    await page.waitForURL(/range=5D/);
    expect(page.url()).toContain('shape=area');
  });

  it('compares in percent with what one types, and lets go of it again', async () => {
    const page = await (await person()).page();
    await openChart(page, `${app.url}/s/AAPL`);
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.getByRole('combobox').fill('microsoft');
    await page.getByRole('option', { name: /MSFT/ }).waitFor();
    await page.keyboard.press('Enter');
    const other = page.getByRole('list', { name: 'Compared with' }).getByText(/[+−]?\d+\.\d\d%/);
    await other.waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Remove MSFT from the comparison' }).click();
    await other.waitFor({ state: 'detached' });
    expect(page.url()).not.toContain('compare');
  });

  it('says what a plan does not reach, and leads to the plans', async () => {
    const page = await (await browser.visitor()).page();
    await openChart(page, `${app.url}/s/AAPL`);
    await page.getByRole('button', { name: '5Y', exact: true }).click();
    await page.getByText('Your plan does not reach back that far').waitFor();
    await page.getByRole('link', { name: 'Compare plans' }).first().waitFor();
    await page.getByRole('button', { name: 'Show what mine reaches' }).click();
    await page.locator('.chart-figure[data-ready="true"] canvas').first().waitFor();
  });

  it('says so where there is no such symbol', async () => {
    const page = await (await browser.visitor()).page();
    await page.goto(`${app.url}/s/NOSUCH`);
    await page.getByText('There is no NOSUCH here').waitFor();
  });

  it('puts the instrument into a list and takes it out again', async () => {
    const page = await (await person()).page();
    await openChart(page, `${app.url}/s/AAPL`);
    await page.getByRole('button', { name: 'Add to list' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Core', checked: false }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Core', checked: true }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Core', checked: false }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Add to list' }).waitFor();
  });

  it('hands the prices out as CSV and the chart as a picture', async () => {
    const page = await (await person()).page();
    await openChart(page, `${app.url}/s/AAPL?range=1M`);
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'CSV' }).click();
    expect((await downloading).suggestedFilename()).toMatch(/\.csv$/);
    await page.getByRole('button', { name: 'Scale, prices and downloads' }).click();
    const saving = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'Save as a picture' }).click();
    expect((await saving).suggestedFilename()).toBe('AAPL-1M.png');
  });
});

describe('with the keyboard alone', () => {
  it('one chooses a range, walks along the bars and hears each, ten at a time with Shift', async () => {
    const page = await (await person()).page();
    await openChart(page, `${app.url}/s/AAPL`);
    await page.keyboard.press('3');
    await page.waitForURL(/range=1M/);
    await waitFor('a month of bars', async () => ((await shown(page)).count < 40 ? true : null));
    const slider = page.getByRole('slider', { name: 'Bar of the chart' });
    await slider.focus();
    const { count } = await shown(page);
    await page.keyboard.press('ArrowLeft');
    const back = await shown(page);
    expect(back.at).toBe(count - 2);
    expect(back.words).toContain(`close ${back.legend}`);
    await page.keyboard.press('Shift+ArrowLeft');
    expect((await shown(page)).at).toBe(count - 12);
    await page.keyboard.press('Home');
    expect((await shown(page)).at).toBe(0);
    await page.keyboard.press('+');
    await page.keyboard.press('-');
    await page.keyboard.press('Tab');
    expect((await shown(page)).at).toBe((await shown(page)).count - 1);
  });
});

describe('from one instrument to the next', () => {
  it('one searches, and the page of the other opens with its own prices', async () => {
    const page = await (await person()).page();
    await openChart(page, `${app.url}/s/AAPL`);
    await page.keyboard.press('/');
    await page.getByRole('combobox').fill('bitcoin');
    await page
      .getByRole('option', { name: /BTC-USD/ })
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/s\/BTC-USD/);
    await page.getByRole('heading', { level: 1, name: 'BTC-USD' }).waitFor();
    await waitFor('the prices of a bitcoin', async () => (/,/.test((await shown(page)).legend) ? true : null));
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByRole('heading', { level: 1, name: 'AAPL' }).waitFor();
  });

  it('one comes from the detail beside a list', async () => {
    const page = await (await person()).page();
    await page.goto(`${app.url}/w`);
    await page.locator('[data-symbol="MSFT"]').first().click();
    await page.getByRole('link', { name: 'Open the chart of MSFT' }).click();
    await page.getByRole('heading', { level: 1, name: 'MSFT' }).waitFor();
  });
});

describe('who cannot see, point or tell colours apart', () => {
  it('meets no barrier on the page, its tabs, its menus and its search', async () => {
    const page = await (await person()).page();
    await openChart(page, `${app.url}/s/AAPL?compare=MSFT`);
    await expectNoBarrier(page, 'chart');
    await page.getByRole('tab', { name: 'Analytics' }).click();
    await page.getByText('Moving averages').waitFor();
    await expectNoBarrier(page, 'analytics');
    await page.getByRole('tab', { name: 'Splits and dividends' }).click();
    await expectNoBarrier(page, 'splits and dividends');
    await page.getByRole('button', { name: /^Compare/ }).click();
    await page.getByRole('option').first().waitFor();
    await expectNoBarrier(page, 'compare');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Interval/ }).click();
    await page.getByRole('menu').waitFor();
    await expectNoBarrier(page, 'interval');
  });

  it('meets none as a visitor, beyond the plan, and on a phone', async () => {
    const page = await (await browser.visitor()).page();
    await page.goto(`${app.url}/s/AAPL?range=5Y`);
    await page.getByText('Your plan does not reach back that far').waitFor();
    await expectNoBarrier(page, 'beyond the plan');
    const phone = await (await person('phone')).page();
    await openChart(phone, `${app.url}/s/AAPL`);
    await expectNoBarrier(phone, 'phone');
  });

  it('finds everything inside the page at any width', async () => {
    const page = await (await person()).page();
    await openChart(page, `${app.url}/s/BTC-USD?compare=AAPL,MSFT`);
    await expectToFit(page, 'compare');
  });
});
