import type { Page, WebSocketRoute } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import { expectNoBarrier, expectToFit } from '../support/browser-barriers.ts';
import {
  openBrowser,
  signIn,
  type TestBrowser,
  type Visitor,
  type VisitorOptions,
  WEB_DIR,
} from '../support/browser.ts';
import type { Client } from '../support/client.ts';
import { waitFor } from '../support/wait-for.ts';

/** A coin trades at any hour; the first print after the alert fires it. */
const COIN = 'BTC-USD';
const TOLD_MS = 120_000;

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

interface Person {
  readonly account: Client & { readonly email: string };
  readonly visitor: Visitor;
}

async function person(options?: VisitorOptions): Promise<Person> {
  const account = await app.register();
  const visitor = await browser.visitor(options);
  await signIn(visitor, app.url, account.cookies);
  return { account, visitor };
}

/** Sets an alert that the price has reached already, so that it fires at once. */
async function fires(account: Client, symbol = COIN): Promise<void> {
  const quote = await waitFor(`a price of ${symbol}`, async () => {
    const stock = await account.do('getStock', { params: { symbol } });
    return stock.quote?.price;
  });
  await account.do('createAlert', {
    body: {
      stock_symbol: symbol,
      condition_type: 'PRICE_ABOVE',
      threshold_value: (Number(quote) * 0.9).toFixed(2),
      if_already_true: 'fire',
      regular_session_only: false,
      channels: ['in_app', 'email'],
    },
  });
}

const toasts = (page: Page) => page.locator('.toast');
const entries = (page: Page) => page.locator('.entry');

async function open(visitor: Visitor, path: string): Promise<Page> {
  const page = await visitor.page();
  await page.goto(app.url + path);
  await page.getByRole('button', { name: /^Prices: Live/ }).waitFor();
  return page;
}

describe('an alert that fires', () => {
  it('is told on two pages at once, in the inbox, and by a mail', async () => {
    const { account, visitor } = await person();
    const inbox = await open(visitor, '/notifications');
    await inbox.getByText('Welcome to Omni-Stock').first().waitFor();
    const other = await open(visitor, '/plans');
    await fires(account);
    // A message leaves after ten seconds, so that each page is looked at as it comes.
    await Promise.all([
      ...[inbox, other].map(async (page) => {
        await toasts(page).filter({ hasText: COIN }).getByRole('button', { name: 'Why' }).waitFor({ timeout: TOLD_MS });
        expect(await toasts(page).count()).toBe(1);
      }),
      waitFor('the firing', async () => (await account.do('listAlertFirings')).length === 1, TOLD_MS),
    ]);
    for (const page of [inbox, other])
      await waitFor('the number in the title', async () => (await page.title()).startsWith('(2) '));
    await entries(inbox).filter({ hasText: COIN }).waitFor();
    expect(await entries(inbox).count()).toBe(2);

    const [firing] = await account.do('listAlertFirings');
    const notification = (await account.do('listNotifications')).find(({ firing_id }) => firing_id === firing?.id);
    expect(notification?.link).toBe(`/alerts?firing=${firing?.id}`);

    await waitFor('the mail', async () =>
      (await account.do('listKeptMails')).some(({ subject }) => subject.includes(COIN)),
    );
    await inbox.goto(`${app.url}/dev/mail`);
    await inbox.locator('.mail-line').filter({ hasText: COIN }).click();
    await inbox.frameLocator('.mail-frame').getByText('See the print that fired it').waitFor();
    await inbox.getByRole('tab', { name: 'Headers' }).click();
    await inbox.getByText('List-Unsubscribe-Post').waitFor();
    expect(visitor.complaints.filter((complaint) => !complaint.includes('sandboxed'))).toEqual([]);
  });

  it('is told once when the connection was away meanwhile', async () => {
    const { account, visitor } = await person();
    const page = await visitor.page();
    let away = false;
    const open_sockets = new Set<WebSocketRoute>();
    await page.routeWebSocket(/\/ws$/, (socket) => {
      if (away) {
        void socket.close({ code: 4003 });
        return;
      }
      socket.connectToServer();
      open_sockets.add(socket);
    });
    await page.goto(`${app.url}/notifications`);
    await page.getByText('Welcome to Omni-Stock').first().waitFor();
    await page.getByRole('button', { name: /^Prices: Live/ }).waitFor();
    await fires(account);
    await toasts(page).filter({ hasText: COIN }).waitFor({ timeout: TOLD_MS });
    away = true;
    for (const socket of open_sockets) await socket.close({ code: 4003 });
    await fires(account, 'ETH-USD');
    await waitFor('the second firing', async () => (await account.do('listAlertFirings')).length === 2, TOLD_MS);
    away = false;
    await toasts(page).filter({ hasText: 'ETH-USD' }).waitFor({ timeout: TOLD_MS });
    expect(await toasts(page).filter({ hasText: 'ETH-USD' }).count()).toBe(1);
    expect(await entries(page).filter({ hasText: COIN }).count()).toBe(1);
    expect(await entries(page).filter({ hasText: 'ETH-USD' }).count()).toBe(1);
  });

  it('is counted with others in one message when they come in a burst', async () => {
    const { account, visitor } = await person();
    const page = await open(visitor, '/plans');
    const symbols = ['BTC-USD', 'ETH-USD', 'SOL-USD', 'XRP-USD', 'ADA-USD', 'DOGE-USD'];
    await Promise.all(symbols.map((symbol) => fires(account, symbol)));
    await toasts(page).getByText('6 alerts fired').waitFor({ timeout: TOLD_MS });
    await waitFor('a single message', async () => (await toasts(page).count()) === 1);
    await toasts(page).getByRole('button', { name: 'Show' }).click();
    await page.waitForURL(/\/notifications$/);
    await waitFor('every one of them, and the welcome', async () => (await entries(page).count()) === 7);
  });
});

describe('the inbox', () => {
  it('tells read from unread, in every tab and on every device, and takes all of it back', async () => {
    const { account, visitor } = await person();
    const page = await open(visitor, '/notifications');
    const other = await open(visitor, '/plans');
    await fires(account);
    const entry = entries(page).filter({ hasText: COIN });
    await entry.waitFor({ timeout: TOLD_MS });
    const unread = (count: number, where = page) =>
      waitFor(`${count} unread`, async () => {
        const name = count === 0 ? 'Notifications' : `Notifications, ${count} unread`;
        return (await where.getByRole('button', { name, exact: true }).count()) === 1;
      });
    await unread(2);
    await entry.locator('.entry-link').focus();
    await page.keyboard.press('u');
    await unread(1);
    await unread(1, other);
    expect((await account.do('getUnreadCount')).unread).toBe(1);
    await page.keyboard.press('u');
    await unread(2);
    // Shown before it is sent, and what is marked next is asked of the server.
    await waitFor('it unread again', async () => (await account.do('getUnreadCount')).unread === 2);
    await page.getByRole('button', { name: 'Mark all read' }).click();
    await unread(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await unread(2);
    await waitFor('both unread', async () => (await account.do('getUnreadCount')).unread === 2);

    await account.do('readAllNotifications', { body: {} }); // as another device would
    await unread(0);
    await unread(0, other);
    await page.getByRole('link', { name: 'Account', exact: true }).click();
    await page.waitForURL(/show=account/);
    await waitFor('the welcome alone', async () => (await entries(page).count()) === 1);
    await page.getByRole('link', { name: 'Delivery', exact: true }).click();
    await page.getByText('No trouble with deliveries').waitFor();
  });

  it('shows where a notification went, and the newest behind the bell', async () => {
    const { account, visitor } = await person();
    await waitFor('the welcome mail', async () => (await account.do('listKeptMails')).length === 1);
    const page = await open(visitor, '/notifications');
    await entries(page).first().hover();
    await page.getByRole('button', { name: 'Show where it went' }).click();
    await page.locator('.entry-detail').getByText('Delivered').waitFor();
    await page.getByRole('button', { name: /^Notifications, 1 unread/ }).click();
    await page.locator('.bell-popup').getByText('Welcome to Omni-Stock').waitFor();
    await expectNoBarrier(page, 'the bell');
    await page.getByRole('link', { name: 'Open the inbox' }).click();
    await page.locator('.bell-popup').waitFor({ state: 'detached' });
  });

  it('meets no barrier, and nothing leaves the page on any screen', async () => {
    for (const size of ['desktop', 'phone'] as const) {
      const { account, visitor } = await person({ size });
      await waitFor('the welcome mail', async () => (await account.do('listKeptMails')).length === 1);
      const page = await open(visitor, '/notifications');
      await entries(page).first().waitFor();
      await expectNoBarrier(page, `inbox, ${size}`);
      await expectToFit(page, 'inbox');
      await page.goto(`${app.url}/dev/mail`);
      await page.locator('.mail-line').first().click();
      // The mail's own page is shut in, so that nothing can look into it.
      await page.getByRole('tab', { name: 'Text' }).click();
      await expectNoBarrier(page, `mail, ${size}`);
      await expectToFit(page, 'mail');
    }
  });
});
