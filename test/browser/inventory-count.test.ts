import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import { openBrowser, type Size, signIn, type TestBrowser, type Visitor, WEB_DIR } from '../support/browser.ts';
import { expectNoBarrier, expectToFit } from '../support/browser-barriers.ts';
import { addCard, hire, openVendor } from '../support/vendors.ts';

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

type Person = Awaited<ReturnType<TestApp['register']>>;

async function visitorOf(person: Person, size: Size): Promise<Visitor> {
  const visitor = await browser.visitor({ size });
  await signIn(visitor, app.url, person.cookies);
  return visitor;
}

/** Three listings that a scanner can read: by SKU, by barcode, by certificate. */
async function stockedShop() {
  const owner = await app.register();
  const { vendor_id } = await openVendor(owner);
  const card = (name: string) => ({ game: 'pokemon', set_code: 'base1', collector_number: '4/102', name });
  const first = await addCard(owner, vendor_id, { sku: 'ZARD-1', quantity: 3, card_details: card('Charizard') });
  const second = await addCard(owner, vendor_id, {
    sku: 'BLAST-1',
    barcode: '4006381333931',
    quantity: 2,
    card_details: card('Blastoise'),
  });
  const graded = await addCard(owner, vendor_id, {
    sku: 'PSA-1',
    condition: null,
    grading: { company: 'PSA', grade: '9', cert_number: '12345678' },
    quantity: 1,
    card_details: card('Venusaur'),
  });
  return { owner, vendor_id, first, second, graded };
}

/** As a scanner: a burst of keys with Enter at the end, to whatever has the focus. */
async function scan(page: Page, ...codes: readonly string[]): Promise<void> {
  for (const code of codes) {
    await page.keyboard.type(code);
    await page.keyboard.press('Enter');
  }
}

const saved = (page: Page) => page.getByText('Saved', { exact: true }).waitFor();

describe('a count on a phone', () => {
  it('counts one more with every scan, shows the difference, and corrects the ledger when it is applied', async () => {
    const { owner, vendor_id, first, second } = await stockedShop();
    const page = await (await visitorOf(owner, 'phone')).page();
    await page.goto(`${app.url}/inventory/${vendor_id}/counts`);
    await page.getByRole('button', { name: 'Start a count' }).click();
    await page.getByText('Scan the first piece').waitFor();
    await scan(page, 'zard-1', 'ZARD-1', '4006381333931', '12345678', '4006381333931', '4006381333931');
    await saved(page);
    const row = (name: string) => page.getByRole('listitem').filter({ hasText: name });
    await row('Charizard').getByText('−1').waitFor();
    await row('Blastoise').getByText('+1').waitFor();
    await row('Venusaur').getByText('as in ledger').waitFor();
    await expectNoBarrier(page, 'a count');

    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByText('Applying corrects 2 listings: 1 more, 1 fewer.').waitFor();
    await expectNoBarrier(page, 'the review of a count');
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByText(/Applied/).waitFor();
    for (const [{ id }, on_hand] of [
      [first, 2],
      [second, 3],
    ] as const)
      expect(await owner.do('getCollectible', { params: { vendor_id, id } })).toMatchObject({ on_hand });
  });

  it('goes on without a network, also after the page is loaded anew, and sends everything once', async () => {
    const { owner, vendor_id, first, second } = await stockedShop();
    const [place] = await owner.do('listLocations', { params: { vendor_id } });
    const count = await owner.do('startCount', { params: { vendor_id }, body: { location_id: place?.id ?? '' } });
    const visitor = await visitorOf(owner, 'phone');
    const page = await visitor.page();
    await page.goto(`${app.url}/inventory/${vendor_id}/counts/${count.id}`);
    await page.getByText('Scan the first piece').waitFor();
    await scan(page, 'ZARD-1');
    await saved(page);
    const api = '**/api/v1/vendors/*/{counts,collectibles}**';
    const deep = '**/api/v1/vendors/*/counts/*/entries';
    await page.route(api, (route) => route.abort());
    await page.route(deep, (route) => route.abort());
    await scan(page, 'ZARD-1', 'ZARD-1', '4006381333931');
    await page.getByText('2 kept here until there is a network').waitFor();
    await page.unroute(api);
    await page.unroute(deep);
    await page.reload();
    await saved(page);
    const entries = (await owner.do('getCount', { params: { vendor_id, id: count.id } })).entries;
    expect(Object.fromEntries(entries.map((one) => [one.listing_id, one.counted]))).toEqual({
      [first.id]: 3,
      [second.id]: 1,
    });
  });
});

describe('a count at a desk', () => {
  it('takes what a scanner types anywhere, asks which one is meant, and goes without a mouse', async () => {
    const { owner, vendor_id } = await stockedShop();
    await addCard(owner, vendor_id, { sku: 'ZARD-2', condition: 'LP', quantity: 1 });
    const clerk = await app.register();
    await hire(owner, clerk, { vendor_id, role: 'clerk' });
    const page = await (await visitorOf(clerk, 'desktop')).page();
    await page.goto(`${app.url}/inventory/${vendor_id}/counts`);
    await page.getByRole('button', { name: 'Start a count' }).press('Enter');
    await page.getByText('Scan the first piece').waitFor();
    await page.getByRole('link', { name: 'Counts', exact: true }).last().focus();
    await scan(page, 'Charizard');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Which one is “Charizard”?').waitFor();
    await expectNoBarrier(page, 'a scan that means several');
    await dialog.getByRole('button', { name: /ZARD-2/ }).press('Enter');
    await saved(page);
    await scan(page, 'NOSUCH-99');
    await dialog.getByText('Nothing known as “NOSUCH-99”').waitFor();
    await dialog.getByRole('button', { name: 'Put aside' }).press('Enter');
    const counted = page.getByRole('textbox', { name: /^Counted of/ });
    await counted.focus();
    await page.keyboard.type('7');
    await page.keyboard.press('Enter');
    await page.getByText('+6').waitFor();
    await saved(page);
    await page.getByRole('button', { name: 'Review' }).press('Enter');
    await page.getByText('A manager applies it.').waitFor();
    await page.getByRole('button', { name: 'Cancel the count' }).press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel the count' }).press('Enter');
    await page.getByText(/^Cancelled/).waitFor();
    await expectNoBarrier(page, 'a count that has ended');
    await expectToFit(page, 'a count that has ended');
  });
});
