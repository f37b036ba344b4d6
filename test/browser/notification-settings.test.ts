import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountTier } from '../../contract/tiers.ts';
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
import { type Receiver, startReceiver } from '../support/receiver.ts';
import { waitFor } from '../support/wait-for.ts';

const SETTINGS = '/settings/notifications';

let app: TestApp;
let browser: TestBrowser;
let receiver: Receiver;

beforeAll(async () => {
  receiver = await startReceiver();
  app = await startApp({ web_dir: WEB_DIR, requests_per_minute: 100_000, env: { OUTBOUND_ALLOW: receiver.host } });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
  await receiver[Symbol.asyncDispose]();
});

async function person(tier: AccountTier, options?: VisitorOptions) {
  const account = await app.register({ tier });
  const visitor = await browser.visitor(options);
  await signIn(visitor, app.url, account.cookies);
  return { account, visitor };
}

async function settingsOf(visitor: Visitor): Promise<Page> {
  const page = await visitor.page();
  await page.goto(app.url + SETTINGS);
  await page.getByRole('checkbox', { name: 'Alert fired: E-mail' }).waitFor();
  return page;
}

/** An alert that has been reached already fires with the next print of a coin. */
async function fires(account: Client): Promise<void> {
  const price = await waitFor('a price', async () => {
    return (await account.do('getStock', { params: { symbol: 'BTC-USD' } })).quote?.price;
  });
  const threshold_value = (Number(price) * 0.9).toFixed(2);
  const rule = { stock_symbol: 'BTC-USD', condition_type: 'PRICE_ABOVE', threshold_value } as const;
  await account.do('createAlert', { body: { ...rule, if_already_true: 'fire', channels: ['in_app', 'webhook'] } });
}

describe('how one is told', () => {
  it('is kept the moment it is chosen, and said to be', async () => {
    const { account, visitor } = await person('standard');
    const page = await settingsOf(visitor);
    await page.getByRole('checkbox', { name: 'Alert fired: E-mail' }).click();
    await page.getByRole('status').getByText('Saved').waitFor();
    await page.getByRole('switch', { name: 'Quiet hours' }).click();
    await page.getByLabel('From', { exact: true }).fill('23:30');
    await page.getByLabel('From', { exact: true }).blur();
    await page.getByLabel('Time zone').selectOption('Asia/Tokyo');
    await page.getByRole('button', { name: 'Daily', exact: true }).click();
    await page.getByLabel('Sent at').waitFor();
    const kept = await waitFor('all of it', async () => {
      const preferences = await account.do('getPreferences');
      return preferences.digest === 'daily' && preferences;
    });
    expect(kept).toMatchObject({
      kinds: { alert_fired: { in_app: true, email: false } },
      quiet_hours: { enabled: true, from: '23:30', to: '07:00' },
      time_zone: 'Asia/Tokyo',
    });
    await page.reload();
    await page.getByRole('checkbox', { name: 'Alert fired: E-mail', checked: false }).waitFor();
    expect(await page.getByLabel('From', { exact: true }).inputValue()).toBe('23:30');
    expect(await page.getByLabel('Time zone').inputValue()).toBe('Asia/Tokyo');
  });

  it('is locked where the plan does not have it, and says which has', async () => {
    const { visitor } = await person('standard');
    const page = await settingsOf(visitor);
    await page.getByText('Push and Webhook come with Premium.').waitFor();
    expect(await page.getByRole('checkbox', { name: 'Alert fired: Webhook' }).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Add webhook' }).count()).toBe(0);
  });

  it('ends with one press for who comes from a mail', async () => {
    const { account } = await person('standard');
    const { id } = await waitFor('the welcome mail', async () => {
      const [mail] = await account.do('listKeptMails');
      return mail;
    });
    const { text } = await account.do('getKeptMail', { params: { id } });
    const [path = ''] = /\/unsubscribe\/[\w-]+/.exec(text) ?? [];
    const page = await (await browser.visitor()).page();
    await page.goto(app.url + path);
    await page.getByRole('heading', { name: 'No more mail like this?' }).waitFor();
    expect((await account.do('getPreferences')).kinds.account.email).toBe(true);
    await expectNoBarrier(page, 'unsubscribe');
    await page.getByRole('button', { name: 'Unsubscribe' }).click();
    await page.getByText(`${account.email} gets no more mail`).waitFor();
    expect((await account.do('getPreferences')).kinds.account.email).toBe(false);
  });
});

describe('a webhook', () => {
  it('is added, tested, told of a firing, and sent again after it failed', async () => {
    const { account, visitor } = await person('premium');
    const page = await settingsOf(visitor);
    await page.getByRole('button', { name: 'Add webhook' }).click();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText('Give it a name to tell it by.').waitFor();
    await expectNoBarrier(page, 'a webhook without a name');
    await page.getByLabel('Name', { exact: true }).fill('Desk bot');
    await page.getByLabel('Address').fill(`${receiver.url}/desk`);
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    const secret = await page.getByLabel('Secret', { exact: true }).inputValue();
    expect(secret).toMatch(/^whsec_/);
    await page.getByRole('button', { name: 'I have kept it' }).click();
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByText('It arrived.').waitFor();
    expect(receiver.received.at(-1)?.headers['webhook-signature']).toMatch(/^v1,/);

    receiver.answers(410);
    await fires(account);
    const failed = await waitFor('the failed delivery', async () => {
      const [delivery] = await account.do('listDeliveries', { query: { channel: 'webhook', status: 'failed' } });
      return delivery;
    });
    await page.reload();
    await page.getByText(/^We switched it off: /).waitFor();
    await page.getByRole('switch', { name: 'Desk bot is on' }).click();
    await page.getByText('Desk bot is on', { exact: true }).last().waitFor();
    receiver.answers(200);
    await page.getByRole('button', { name: `View the delivery of ${failed.title} to Desk bot` }).click();
    await page.getByRole('dialog').getByText('said 410').waitFor();
    await expectNoBarrier(page, 'a delivery');
    await page.getByRole('button', { name: 'Send again' }).click();
    await page.getByRole('dialog').getByText('Delivered, 2 tries').waitFor();
    expect(visitor.complaints).toEqual([]);
  });

  it('that failed is seen by an administrator with every attempt, and sent again', async () => {
    const { account } = await person('premium');
    receiver.answers(410);
    const body = { name: 'Lost', url: `${receiver.url}/lost` };
    const { id } = await account.do('createWebhook', { body });
    await fires(account);
    await waitFor('the failed delivery', async () => {
      return (await account.do('listDeliveries', { query: { webhook_id: id, status: 'failed' } })).length === 1;
    });
    receiver.answers(200);
    await account.do('updateWebhook', { params: { id }, body: { enabled: true } });
    const visitor = await browser.visitor();
    await signIn(visitor, app.url, (await app.admin()).cookies);
    const page = await visitor.page();
    await page.goto(`${app.url}/admin/deliveries`);
    const row = page.getByRole('row').filter({ hasText: 'Lost' }).filter({ hasText: 'BTC-USD rose' });
    await row.waitFor();
    await expectNoBarrier(page, 'failed deliveries');
    await row.getByRole('button', { name: /^BTC-USD rose to/ }).click();
    await page.getByRole('dialog').getByText('said 410').waitFor();
    await page.getByRole('button', { name: 'Close', exact: true }).last().click();
    await row.getByRole('button', { name: /^Send again/ }).click();
    await row.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Delivered' }).click();
    await row.waitFor();
    await expectToFit(page, 'deliveries');
  });
});

describe('the settings of notifications', () => {
  it('meet no barrier, and nothing leaves the page on any screen', async () => {
    for (const size of ['desktop', 'phone'] as const) {
      const { account, visitor } = await person('premium', { size });
      await account.do('createWebhook', { body: { name: 'Desk bot', url: `${receiver.url}/desk` } });
      const page = await settingsOf(visitor);
      await page.getByText('Desk bot', { exact: true }).waitFor();
      await expectNoBarrier(page, `settings, ${size}`);
      await expectToFit(page, 'settings');
    }
  });
});
