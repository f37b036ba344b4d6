import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrderGroupView } from '../../contract/orders.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { openBrowser, type Size, signIn, type TestBrowser, WEB_DIR } from '../support/browser.ts';
import { expectNoBarrier, expectToFit } from '../support/browser-barriers.ts';
import type { Client } from '../support/client.ts';
import { buy, openShop, type TestShop } from '../support/shop.ts';

let app: TestApp;
let browser: TestBrowser;
let shop: TestShop;
let listing_id: string;

beforeAll(async () => {
  app = await startApp({ web_dir: WEB_DIR, requests_per_minute: 100_000 });
  browser = await openBrowser();
  shop = await openShop(app, 'Northgate Cards');
  listing_id = await shop.lists({ quantity: 20, price_minor: 1250 });
});
afterAll(async () => {
  await browser[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

async function pageOf(person: Client | null, size: Size) {
  const visitor = await browser.visitor({ size });
  if (person !== null) await signIn(visitor, app.url, person.cookies);
  return { page: await visitor.page(), complaints: visitor.complaints };
}

/** The vendor gives an amount back, by hand, at the desk. */
async function refundAtDesk(group: OrderGroupView, amount: string): Promise<void> {
  const { page } = await pageOf(shop.owner, 'desktop');
  await page.goto(`${app.url}/inventory/${shop.vendor_id}/orders/${group.orders[0]?.id ?? ''}`);
  await page.getByRole('button', { name: 'Refund…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'An amount' }).click();
  await dialog.getByLabel('Amount').fill(amount);
  await dialog.getByLabel('Reason').fill('A corner is bent');
  await dialog.getByRole('button', { name: 'Refund', exact: true }).click();
  await page
    .getByRole('region', { name: 'Refunded' })
    .getByText(/^sent /)
    .waitFor();
}

/** The order page was open all the time, and nobody touches it. */
async function seesRefund(page: Page, amount: string): Promise<void> {
  const refunded = page.getByRole('region', { name: 'Refunded' });
  await refunded.getByText(`−${amount}`).waitFor();
  await refunded.getByText('A corner is bent').waitFor();
  await refunded.getByText(/^sent /).waitFor();
  await page.getByText('Partially refunded').waitFor();
}

async function readMail(page: Page, subject: string) {
  await page.locator('.mail-line').filter({ hasText: subject }).click();
  const mail = page.frameLocator('.mail-frame');
  await mail.getByRole('heading', { name: subject }).waitFor();
  await mail.getByText('A corner is bent. The money is on its way').last().waitFor();
  return mail;
}

/** Its frame runs no scripts, so that nothing can be looked at inside of it: the same mail as text has none. */
async function expectReadable(page: Page, words: string): Promise<void> {
  await page.getByRole('tab', { name: 'Text' }).click();
  await page.locator('.mail-text', { hasText: words }).waitFor();
  await expectNoBarrier(page, 'a mail in the mailbox');
  await expectToFit(page, 'a mail in the mailbox');
}

describe('a refund', () => {
  it('changes the guest’s open page, and is mailed to them with its amount and a link that opens the order', async () => {
    const group = await buy(app.visitor(), { [listing_id]: 2 });
    const { page } = await pageOf(null, 'phone');
    await page.goto(`${app.url}/orders/${group.id}#${group.order_token ?? ''}`);
    await page.getByRole('region', { name: /^Parcel 1/ }).waitFor();
    await refundAtDesk(group, '5.10');
    await seesRefund(page, '$5.10');
    await expectNoBarrier(page, 'an order that was refunded in part');
    await expectToFit(page, 'an order that was refunded in part');

    // Who runs a server without a mail server reads what it would have sent.
    const { page: box, complaints } = await pageOf(await app.admin(), 'desktop');
    await box.goto(`${app.url}/admin/users`);
    await box.getByRole('navigation', { name: 'Administration' }).getByRole('link', { name: 'Mail' }).click();
    const mail = await readMail(box, `Refund of 5.10 USD for order ${group.orders[0]?.number ?? ''}`);
    expect(await mail.getByText('5.10 USD').count()).toBeGreaterThan(1);
    const link = await mail.locator('a[href*="/orders/"]').first().getAttribute('href');
    await expectReadable(box, 'Refund of 5.10 USD');
    expect(complaints.filter((line) => !line.includes('sandboxed'))).toEqual([]);
    const { page: later } = await pageOf(null, 'phone');
    await later.goto(app.url + new URL(link ?? '').pathname + new URL(link ?? '').hash);
    await later.getByRole('region', { name: 'Refunded' }).getByText('−$5.10').waitFor();
  });

  it('changes the buyer’s open page, tells them on it, and is mailed to them alone', async () => {
    const person = await app.register();
    const group = await buy(person, { [listing_id]: 1 });
    const { page } = await pageOf(person, 'phone');
    await page.goto(`${app.url}/orders/${group.id}`);
    await page.getByRole('region', { name: /^Parcel 1/ }).waitFor();
    const subject = `Refund of 2.50 USD for order ${group.orders[0]?.number ?? ''}`;
    // The message leaves after ten seconds: it is looked for as it comes.
    await Promise.all([page.locator('.toast', { hasText: subject }).waitFor(), refundAtDesk(group, '2.50')]);
    await seesRefund(page, '$2.50');

    await page.goto(`${app.url}/dev/mail`);
    await readMail(page, subject);
    await expectReadable(page, 'Refund of 2.50 USD');
    const { page: other } = await pageOf(await app.register(), 'phone');
    await other.goto(`${app.url}/dev/mail`);
    await other.locator('.mail-line').first().waitFor();
    expect(await other.locator('.mail-line').filter({ hasText: 'Refund of' }).count()).toBe(0);
  });
});
