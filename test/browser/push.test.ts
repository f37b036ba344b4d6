import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD, startApp, type TestApp } from '../support/app.ts';
import { openBrowser, signIn, type TestBrowser, type Visitor, WEB_DIR } from '../support/browser.ts';
import { pushBrowser } from '../support/push-browser.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';
import { waitFor } from '../support/wait-for.ts';

let app: TestApp;
let browser: TestBrowser;
/** Plays the push service: this Chromium has none. */
let service: Receiver;

beforeAll(async () => {
  service = await startReceiver();
  app = await startApp({ web_dir: WEB_DIR, requests_per_minute: 100_000, env: { OUTBOUND_ALLOW: service.host } });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
  await service[Symbol.asyncDispose]();
});

async function person() {
  const account = await app.register({ tier: 'premium' });
  const visitor = await browser.visitor();
  await signIn(visitor, app.url, account.cookies);
  return { account, visitor };
}

async function settingsOf(visitor: Visitor): Promise<Page> {
  const page = await visitor.page();
  await page.goto(`${app.url}/settings/notifications`);
  await page.getByRole('button', { name: 'Tell this browser' }).waitFor();
  return page;
}

/** A push service for every page of this person, which hands out one subscription and keeps it over pages. */
async function giveService(visitor: Visitor, subscription: unknown): Promise<void> {
  await visitor.context.addInitScript(`{
    const json = ${JSON.stringify(subscription)};
    const made = { endpoint: json.endpoint, toJSON: () => json,
      unsubscribe: async () => { localStorage.removeItem('subscribed'); return true; } };
    PushManager.prototype.getSubscription = async () => (localStorage.getItem('subscribed') ? made : null);
    PushManager.prototype.subscribe = async () => { localStorage.setItem('subscribed', 'yes'); return made; };
  }`);
}

/** Hands a message to the worker as a push service would, and tells what the system shows. */
async function pushes(visitor: Visitor, page: Page, message: unknown): Promise<unknown> {
  const protocol = await visitor.context.newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    protocol.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [first] = registrations;
      if (first) resolve(first.registrationId);
    });
  });
  await protocol.send('ServiceWorker.enable');
  const registrationId = await registered;
  await protocol.send('ServiceWorker.deliverPushMessage', {
    origin: app.url,
    registrationId,
    data: JSON.stringify(message),
  });
  return waitFor('the notification of the system', () =>
    page.evaluate(`navigator.serviceWorker.ready.then((one) => one.getNotifications())
      .then(([first]) => first && [first.title, first.body, first.data.link])`),
  );
}

describe('push', () => {
  it('says how to allow what the browser does not', async () => {
    const { visitor } = await person();
    const page = await settingsOf(visitor);
    await page.getByRole('button', { name: 'Tell this browser' }).click();
    await page.getByText('This browser does not let us').waitFor();
  });

  it('is asked for at a press, tells this browser, and ends with another press', async () => {
    const { account, visitor } = await person();
    await visitor.context.grantPermissions(['notifications'], { origin: app.url });
    const keys = pushBrowser();
    await giveService(visitor, keys.subscription(`${service.url}/push/one`));
    const page = await settingsOf(visitor);
    expect(await page.evaluate('navigator.serviceWorker.getRegistrations().then((all) => all.length)')).toBe(0);
    await page.getByRole('button', { name: 'Tell this browser' }).click();
    await page.getByText('This one').waitFor();
    expect(await account.do('listPushSubscriptions')).toHaveLength(1);

    const price = await waitFor('a price', async () => {
      return (await account.do('getStock', { params: { symbol: 'BTC-USD' } })).quote?.price;
    });
    const threshold_value = (Number(price) * 0.9).toFixed(2);
    const rule = { stock_symbol: 'BTC-USD', condition_type: 'PRICE_ABOVE', threshold_value } as const;
    await account.do('createAlert', { body: { ...rule, if_already_true: 'fire', channels: ['in_app', 'push'] } });
    const sent = await waitFor('the message', () => service.received.at(-1));
    const message = keys.read(sent.bytes) as { readonly title: string; readonly body: string; readonly link: string };
    expect(message.link).toMatch(/^\/alerts\?firing=/);
    expect(await pushes(visitor, page, message)).toEqual([message.title, message.body, message.link]);
    expect(await page.evaluate('caches.keys()')).toEqual([]);

    await page.reload();
    await page.getByRole('button', { name: 'Stop telling this browser' }).click();
    await page.getByRole('button', { name: 'Tell this browser' }).waitFor();
    expect(await account.do('listPushSubscriptions')).toEqual([]);
    expect(visitor.complaints).toEqual([]);
  });

  it('ends with signing out, so that the next person is not told', async () => {
    const { account, visitor } = await person();
    await visitor.context.grantPermissions(['notifications'], { origin: app.url });
    await giveService(visitor, pushBrowser().subscription(`${service.url}/push/two`));
    const page = await settingsOf(visitor);
    await page.getByRole('button', { name: 'Tell this browser' }).click();
    await page.getByText('This one').waitFor();
    const keeper = app.visitor();
    await keeper.do('signIn', { body: { email: account.email, password: PASSWORD } });
    await page.getByRole('button', { name: /your account$/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.waitForURL(`${app.url}/`);
    expect(await keeper.do('listPushSubscriptions')).toEqual([]);
  });
});
