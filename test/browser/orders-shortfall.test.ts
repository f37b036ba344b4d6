import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import { openBrowser, type Size, signIn, type TestBrowser, WEB_DIR } from '../support/browser.ts';
import { expectNoBarrier, expectToFit } from '../support/browser-barriers.ts';
import { type Sold, sell } from '../support/sold.ts';
import { addCard, hire, openVendor, type TestVendor } from '../support/vendors.ts';

type Person = Awaited<ReturnType<TestApp['register']>>;

let app: TestApp;
let browser: TestBrowser;
let owner: Person;
let vendor: TestVendor;
let moth: string;
let orchard: string;

const PRICE_MINOR = 1281;

beforeAll(async () => {
  app = await startApp({ web_dir: WEB_DIR, requests_per_minute: 100_000 });
  browser = await openBrowser();
  owner = await app.register();
  vendor = await openVendor(owner, 'Northgate Cards');
  [moth, orchard] = [await listed('Lantern Moth', '1'), await listed('Ashen Orchard', '2')];
});
afterAll(async () => {
  await browser[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

async function listed(name: string, collector_number: string): Promise<string> {
  const card_details = { game: 'mtg', set_code: 'TDC', set_name: 'Tidal Court', collector_number, name };
  const price = { price_minor: PRICE_MINOR, status: 'active' } as const;
  return (await addCard(owner, vendor.vendor_id, { card_details, quantity: 20, ...price })).id;
}

const sold = (...pieces: (readonly [string, number])[]): Promise<Sold> =>
  sell(app.program.platform, {
    vendor_id: vendor.vendor_id,
    lines: pieces.map(([listing_id, quantity]) => ({ listing_id, quantity, price_minor: PRICE_MINOR })),
    shipping_minor: 390,
  });

async function deskOf(person: Person, order: Sold, size: Size = 'desktop') {
  const visitor = await browser.visitor({ size });
  await signIn(visitor, app.url, person.cookies);
  const page = await visitor.page();
  await page.goto(`${app.url}/inventory/${vendor.vendor_id}/orders/${order.order_id}`);
  await page.getByRole('region', { name: 'What happened' }).waitFor();
  return { page, complaints: visitor.complaints };
}

async function countOf(listing_id: string) {
  const params = { vendor_id: vendor.vendor_id, id: listing_id };
  const { on_hand, allocated } = await owner.do('getCollectible', { params });
  return { on_hand, allocated };
}
const viewOf = (order: Sold) =>
  owner.do('getVendorOrder', { params: { vendor_id: vendor.vendor_id, id: order.order_id } });

describe('a piece that was sold and is not there', () => {
  it('is written off and refunded, by keyboard, as was said before; the rest is sent', async () => {
    const order = await sold([moth, 2], [orchard, 1]);
    const before = await countOf(moth);
    const { page, complaints } = await deskOf(owner, order);
    const way = page.getByRole('button', { name: 'Can’t find it… Lantern Moth' });
    await way.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('[aria-label^="Can’t find it… Lantern Moth"]:focus').waitFor();
    await way.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Can’t find it' });
    const follows = dialog.getByRole('region', { name: 'What happens' });
    await follows.getByText('$12.81 goes back to the buyer at once').waitFor();
    await dialog.getByRole('textbox', { name: 'Missing pieces of Lantern Moth' }).press('ArrowUp');
    await follows.getByText('$25.62 goes back to the buyer at once').waitFor();
    await follows.getByText('goes down by 2').waitFor();
    await follows.getByText('1 more piece of the order can still be sent.').waitFor();
    await expectNoBarrier(page, 'a piece that cannot be found');
    await expectToFit(page, 'a piece that cannot be found');
    await dialog.getByRole('textbox', { name: 'Missing pieces of Lantern Moth' }).press('ArrowDown');
    await dialog.getByLabel('Reason').fill('');
    await dialog.getByLabel('Reason').press('Enter');
    await dialog.getByText('Say why; the buyer reads it.').waitFor();
    await dialog.getByLabel('Reason').fill('Gone from the drawer');
    await dialog.getByRole('button', { name: 'Write off and refund 1 piece' }).press('Enter');

    await page.locator('.toast', { hasText: '1 piece written off, $12.81 goes back to the buyer' }).waitFor();
    await page.getByRole('region', { name: 'Cancelled' }).getByText('1 of 2').waitFor();
    const refunded = page.getByRole('region', { name: 'Refunded' });
    await refunded.getByText('−$12.81').waitFor();
    await refunded.getByText('Gone from the drawer').waitFor();
    await page.getByText('Pieces missing').waitFor();
    await page.getByRole('button', { name: 'Ship 2 pieces' }).waitFor();
    expect(await countOf(moth)).toEqual({ on_hand: before.on_hand - 1, allocated: before.allocated - 1 });
    expect((await viewOf(order)).refunded_minor).toBe(PRICE_MINOR);
    expect(complaints).toEqual([]);
  });

  it('ends an order of which nothing else is left, with its shipping, from a phone', async () => {
    const order = await sold([orchard, 1]);
    const { page } = await deskOf(owner, order, 'phone');
    await page.getByRole('button', { name: 'Can’t find it… Ashen Orchard' }).tap();
    const dialog = page.getByRole('dialog', { name: 'Can’t find it' });
    await dialog.getByText('$16.71 goes back to the buyer at once, $3.90 of it for shipping').waitFor();
    await dialog.getByText('Nothing is left of the order: it is cancelled.').waitFor();
    await dialog.getByRole('button', { name: 'Write off and refund 1 piece' }).tap();
    await page.getByRole('region', { name: 'Refunded' }).getByText('−$3.90').waitFor();
    await page.locator('.order-states').getByText('Cancelled').waitFor();
    const { status, refunded_minor } = await viewOf(order);
    expect({ status, refunded_minor }).toEqual({ status: 'cancelled', refunded_minor: PRICE_MINOR + 390 });
    expect(await page.getByRole('button', { name: /^Can’t find it/ }).count()).toBe(0);
  });

  it('says that somebody was faster where it was sent meanwhile, and changes nothing', async () => {
    const order = await sold([moth, 1]);
    const { page } = await deskOf(owner, order);
    await page.getByRole('button', { name: 'Can’t find it… Lantern Moth' }).press('Enter');
    await page.route('**/shortfalls', async (route) => {
      const params = { vendor_id: vendor.vendor_id, id: order.order_id };
      await owner.do('shipOrder', { params, body: {} });
      await route.continue();
    });
    const dialog = page.getByRole('dialog', { name: 'Can’t find it' });
    await dialog.getByRole('button', { name: 'Write off and refund 1 piece' }).press('Enter');
    await dialog.getByRole('alert').waitFor();
    expect(await viewOf(order)).toMatchObject({ refunded_minor: 0, fulfilment_status: 'shipped' });
  });

  it('is not for those who may not change the stock', async () => {
    const order = await sold([moth, 1]);
    const clerk = await app.register();
    await hire(owner, clerk, { vendor_id: vendor.vendor_id, role: 'clerk' });
    const { page } = await deskOf(clerk, order);
    await page.getByRole('button', { name: 'Ship 1 piece' }).waitFor();
    expect(await page.getByRole('button', { name: /^Can’t find it/ }).count()).toBe(0);
  });
});
