import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import { openBrowser, signIn, type TestBrowser, type Visitor, WEB_DIR } from '../support/browser.ts';
import { expectNoBarrier, expectToFit } from '../support/browser-barriers.ts';
import { addCard, openVendor } from '../support/vendors.ts';

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

async function visitorOf(person: Awaited<ReturnType<TestApp['register']>>): Promise<Visitor> {
  const visitor = await browser.visitor({ size: 'desktop' });
  await signIn(visitor, app.url, person.cookies);
  return visitor;
}

/** Saves a listing, and waits until it is. */
async function save(page: Awaited<ReturnType<Visitor['page']>>): Promise<void> {
  const button = page.getByRole('button', { name: 'Save', exact: true });
  await button.press('Enter');
  await button.waitFor({ state: 'detached' });
}

describe('a listing that is edited', () => {
  it('becomes a graded piece and a raw one again, with every part of the grade in its history', async () => {
    const owner = await app.register();
    const { vendor_id } = await openVendor(owner);
    const card = await addCard(owner, vendor_id, { quantity: 1, price_minor: 1000 });
    const visitor = await visitorOf(owner);
    const page = await visitor.page();
    await page.goto(`${app.url}/inventory/${vendor_id}/listings/${card.id}`);
    const choose = async (label: string, option: string): Promise<void> => {
      await page.getByRole('combobox', { name: label, exact: true }).press('Enter');
      await page.getByRole('option', { name: option, exact: true }).click();
      // A list that closes stands beside the next one for a moment.
      await page.getByRole('option').first().waitFor({ state: 'detached' });
    };
    await page.getByRole('button', { name: 'Graded' }).press('Enter');
    await choose('Company', 'BGS');
    await choose('Grade', '9.5');
    await page.getByLabel('Certificate').fill('0012345');
    await choose('Centering', '9.5');
    await page.getByRole('button', { name: 'Save' }).press('Enter');
    await page.getByText('All four subgrades, or none.').waitFor();
    for (const part of ['Corners', 'Edges', 'Surface']) await choose(part, '9');
    await expectNoBarrier(page, 'a grade that is edited');
    await save(page);
    await page.getByText('empty → BGS 9.5, 0012345 (9.5 9 9 9)').waitFor();
    await page.getByText('NM → empty').waitFor();

    // PSA gives no 9.5: the grade is asked for anew.
    await choose('Company', 'PSA');
    await page.getByRole('combobox', { name: 'Grade', exact: true }).getByText('Genuine, no grade').waitFor();
    await choose('Grade', '10');
    await save(page);
    await page.getByText('→ PSA 10, 0012345 (9.5 9 9 9)').waitFor();
    await page.getByRole('button', { name: 'By condition' }).press('Enter');
    await choose('Condition', 'LP · Lightly played');
    await save(page);
    await page.getByText('empty → LP').waitFor();
    const now = await owner.do('getCollectible', { params: { vendor_id, id: card.id } });
    expect(now).toMatchObject({ condition: 'LP', grading: null, version: 4 });
    await expectToFit(page, 'a listing that was graded');
    expect(visitor.complaints).toEqual([]);
  });

  it('keeps what is typed while a save is on its way, as the next edit', async () => {
    const owner = await app.register();
    const { vendor_id } = await openVendor(owner);
    const card = await addCard(owner, vendor_id, { quantity: 1, price_minor: 1000 });
    const page = await (await visitorOf(owner)).page();
    await page.goto(`${app.url}/inventory/${vendor_id}/listings/${card.id}`);
    const { promise: typed, resolve: let_go } = Promise.withResolvers<void>();
    await page.route('**/collectibles/**', async (route) => {
      if (route.request().method() === 'PATCH') await typed;
      await route.continue();
    });
    await page.getByLabel('Price, USD').fill('9.00');
    const button = page.getByRole('button', { name: 'Save', exact: true });
    await button.press('Enter');
    await page.locator('button[aria-disabled="true"]', { hasText: 'Save' }).waitFor();
    await page.getByLabel('Note, shown to buyers').fill('Signed');
    let_go();
    await page.getByText('$10.00 → $9.00').waitFor();
    await page.locator('button:not([aria-disabled])', { hasText: 'Save' }).waitFor();
    expect(await page.getByLabel('Note, shown to buyers').inputValue()).toBe('Signed');
    await save(page);
    const now = await owner.do('getCollectible', { params: { vendor_id, id: card.id } });
    expect(now).toMatchObject({ price_minor: 900, note: 'Signed', version: 3 });
  });
});
