import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import { openBrowser, type Size, signIn, type TestBrowser, WEB_DIR } from '../support/browser.ts';
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

async function pageOf(person: Person, size: Size = 'desktop') {
  const visitor = await browser.visitor({ size });
  await signIn(visitor, app.url, person.cookies);
  return visitor.page();
}

const sets = ['Tidal Court', 'Lantern Season', 'Ember & Glass', 'First Voyage', 'Winter Almanac'];

/** Sets of one listing each, of which the last costs more than it brings; and forty days that were noted. */
async function valuedShop() {
  const owner = await app.register();
  const { vendor_id } = await openVendor(owner);
  for (const [index, set_name] of sets.entries()) {
    const set_code = set_name.slice(0, 3).toUpperCase();
    const card_details = { game: 'mtg', set_code, set_name, collector_number: '1', name: `${set_name} 1` };
    const price_minor = 243_911 - index * 52_000;
    const cost_minor = index === 4 ? 37_904 : Math.round(price_minor * 0.74);
    await addCard(owner, vendor_id, { card_details, quantity: 10, price_minor, cost_minor, status: 'active' });
  }
  await sql`INSERT INTO inventory.value_days (vendor_id, day, currency, pieces, cost_minor, price_minor)
    SELECT ${vendor_id}, (now() AT TIME ZONE 'UTC')::date - n, 'USD', 50, 5800000 - (n / 9) * 240000,
      6900000 - n * 40000 + (n * 7919 % 13) * 21000 FROM generate_series(1, 40) AS n`.execute(app.program.platform.db);
  return { owner, vendor_id };
}

describe('the value of a shop', () => {
  it('stands in totals, day by day and in groups that lead to their listings', async () => {
    const { owner, vendor_id } = await valuedShop();
    await addCard(owner, vendor_id, { quantity: 2, price_minor: 700, sku: 'NO-COST' });
    const page = await pageOf(owner);
    await page.goto(`${app.url}/inventory/${vendor_id}/value`);
    const row = page.getByRole('row').filter({ hasText: 'Winter Almanac' });
    await row.getByText('−199.30').waitFor();
    await page.getByText('2 pieces without a cost', { exact: false }).waitFor();

    const day = page.getByRole('slider', { name: 'Day of the chart' });
    await day.focus();
    const last = await day.getAttribute('aria-valuetext');
    await page.keyboard.press('ArrowLeft');
    expect(await day.getAttribute('aria-valuetext')).not.toBe(last);
    expect(await day.getAttribute('aria-valuenow')).toBe('40');
    await page.keyboard.press('Home');
    expect(await day.getAttribute('aria-valuenow')).toBe('1');
    await expectNoBarrier(page, 'the value');

    await page.getByRole('combobox', { name: 'Group by' }).click();
    await page.getByRole('option', { name: 'Status' }).click();
    await page.getByRole('heading', { name: 'By status' }).waitFor();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'CSV of the groups' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('value by status.csv');
    await page.getByRole('link', { name: 'Draft' }).click();
    await page.waitForURL(/status=draft/);
    await page.goBack();
    await page.getByRole('link', { name: 'Show what has no cost' }).click();
    await page.waitForURL(/state=no_cost/);
  });

  it('says what it does not know: no pieces, no costs, the first day', async () => {
    const owner = await app.register();
    const { vendor_id } = await openVendor(owner);
    const page = await pageOf(owner);
    await page.goto(`${app.url}/inventory/${vendor_id}/value`);
    await page.getByText('Nothing on hand').waitFor();
    await addCard(owner, vendor_id, { quantity: 2, price_minor: 700 });
    await page.reload();
    await page.getByText('no costs given').waitFor();
    await page.getByText('This is the first day.', { exact: false }).waitFor();
    await expectNoBarrier(page, 'the value on the first day');
  });

  it('fits a phone, and every screen between', async () => {
    const { owner, vendor_id } = await valuedShop();
    const page = await pageOf(owner, 'phone');
    await page.goto(`${app.url}/inventory/${vendor_id}/value`);
    await page.getByRole('row').filter({ hasText: 'Winter Almanac' }).waitFor();
    await expectNoBarrier(page, 'the value on a phone');
    await expectToFit(page, 'the value');
  });
});

describe('the list of bulk edits', () => {
  it('takes an edit back, and says what stayed', async () => {
    const { owner, vendor_id } = await valuedShop();
    const params = { vendor_id };
    const selection = { filter: {} };
    const change = { price: { percent: '-10', round: { step_minor: 100, less_minor: 1 } } };
    const body = { selection, change, expected_count: 5, reason: 'Weekend sale' };
    await owner.do('startBulkEdit', { params, body });
    const [listing] = await owner.do('listCollectibles', { params });
    const { id = '' } = listing ?? {};
    const edited = { params: { vendor_id, id }, body: { price_minor: 1 }, headers: { 'if-match': '*' } };
    await owner.do('updateCollectible', edited);

    const page = await pageOf(owner, 'phone');
    await page.goto(`${app.url}/inventory/${vendor_id}/edits`);
    await page.getByText('Prices −10%, rounded to end in 0.99', { exact: true }).waitFor();
    await expectNoBarrier(page, 'bulk edits');
    await expectToFit(page, 'bulk edits');
    await page.getByRole('button', { name: 'Take back' }).click();
    await expectNoBarrier(page, 'the question before an undo');
    await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
    await page.getByText('1 listing had been changed since', { exact: false }).waitFor();
    await page.getByText('Taken back', { exact: false }).first().waitFor();
    // The question closes once all that it changed is read again, not with the first of it.
    await expect.poll(() => page.getByRole('button', { name: 'Take back' }).count()).toBe(0);

    const viewer = await app.register();
    await hire(owner, viewer, { vendor_id, role: 'viewer' });
    const looking = await pageOf(viewer);
    await looking.goto(`${app.url}/inventory/${vendor_id}/edits`);
    await looking.getByText('Weekend sale', { exact: false }).waitFor();
    expect(await looking.getByRole('link', { name: 'Value' }).count()).toBe(0);
  });
});
