import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import { openBrowser, type Size, signIn, type TestBrowser, WEB_DIR } from '../support/browser.ts';
import { expectNoBarrier, expectToFit } from '../support/browser-barriers.ts';
import { type Sold, sell } from '../support/sold.ts';
import { addCard, openVendor, type TestVendor } from '../support/vendors.ts';

type Person = Awaited<ReturnType<TestApp['register']>>;

let app: TestApp;
let browser: TestBrowser;
let owner: Person;
let vendor: TestVendor;
let listings: readonly string[];

beforeAll(async () => {
  app = await startApp({ web_dir: WEB_DIR, requests_per_minute: 100_000 });
  browser = await openBrowser();
  owner = await app.register();
  vendor = await openVendor(owner, 'Northgate Cards');
  const made = ['Lantern Moth', 'Ashen Orchard'].map((name, at) =>
    addCard(owner, vendor.vendor_id, {
      card_details: { game: 'mtg', set_code: 'TDC', set_name: 'Tidal Court', collector_number: `${at + 1}`, name },
      quantity: 60,
      price_minor: 1280,
      status: 'active',
    }),
  );
  listings = (await Promise.all(made)).map(({ id }) => id);
});
afterAll(async () => {
  await browser[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

const sold = (user_id: string | null): Promise<Sold> =>
  sell(app.program.platform, {
    vendor_id: vendor.vendor_id,
    lines: listings.map((listing_id) => ({ listing_id, quantity: 2, price_minor: 1280 })),
    shipping_minor: 390,
    user_id,
  });
const paramsOf = (order: Sold) => ({ vendor_id: vendor.vendor_id, id: order.order_id });

async function pageOf(person: Person | null, size: Size = 'desktop') {
  const visitor = await browser.visitor({ size });
  if (person !== null) await signIn(visitor, app.url, person.cookies);
  return { page: await visitor.page(), complaints: visitor.complaints };
}

async function buyer() {
  const person = await app.register();
  return { person, user_id: person.user_id };
}

describe('what one bought', () => {
  it('stands in a list that leads to it; without any, to the shop', async () => {
    const { person, user_id } = await buyer();
    const { page, complaints } = await pageOf(person);
    await page.goto(`${app.url}/orders`);
    await page.getByText('You have not bought anything yet').waitFor();
    const order = await sold(user_id);
    await page.reload();
    await page.getByRole('list', { name: 'Orders' }).getByRole('link').press('Enter');
    await page.waitForURL(`${app.url}/orders/${order.group_id}`);
    await page.getByText('Test money').waitFor();
    expect(complaints).toEqual([]);
  });

  it('shows by itself that the vendor sent it, gave money back, and that it arrived', async () => {
    const { person, user_id } = await buyer();
    const order = await sold(user_id);
    const { page } = await pageOf(person);
    await page.goto(`${app.url}/orders/${order.group_id}`);
    const first = page.getByRole('region', { name: /^Parcel 1/ });
    await first.getByText('Being packed').waitFor();

    const [line] = order.line_ids;
    const body = {
      lines: [{ line_id: line ?? '', quantity: 2 }],
      carrier: 'Tracked 48',
      tracking_number: 'QX 4471 0923 8 GB',
      tracking_url: 'https://example.org/follow',
    };
    const { shipments } = await owner.do('shipOrder', { params: paramsOf(order), body });
    await first.getByText('On its way').waitFor();
    await first.getByText('QX 4471 0923 8 GB').waitFor();
    expect(await first.getByRole('link', { name: 'Follow the parcel' }).getAttribute('href')).toBe(body.tracking_url);
    await page.getByText('Partially shipped').waitFor();
    await page
      .getByRole('region', { name: /^Parcel 2/ })
      .getByText('Being packed')
      .waitFor();

    const refund = { lines: [{ line_id: line ?? '', quantity: 1 }], reason: 'A corner is bent' };
    await owner.do('refundOrder', { params: paramsOf(order), body: refund });
    const refunded = page.getByRole('region', { name: 'Refunded' });
    await refunded.getByText('A corner is bent').waitFor();
    await refunded.getByText('−$12.80').waitFor();

    const part_id = shipments[0]?.id ?? '';
    await owner.do('deliverShipment', { params: { ...paramsOf(order), part_id } });
    await first.locator('.panel-head').getByText('Delivered').waitFor();
    await page.getByText('Parcel delivered').waitFor();
  });

  it('can be cancelled in part, with the keyboard, while it is not sent', async () => {
    const { person, user_id } = await buyer();
    const order = await sold(user_id);
    const { page } = await pageOf(person);
    await page.goto(`${app.url}/orders/${order.group_id}`);
    await page.getByRole('button', { name: 'Cancel or return' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Cancel pieces…' }).press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Pieces of Lantern Moth' }).press('ArrowDown');
    await dialog.getByRole('textbox', { name: 'Pieces of Ashen Orchard' }).press('ArrowDown');
    await dialog.getByRole('textbox', { name: 'Pieces of Ashen Orchard' }).press('ArrowDown');
    await dialog.getByRole('button', { name: 'Cancel 1 piece' }).press('Enter');
    await page.getByRole('region', { name: 'Cancelled' }).getByText('1 of 2').waitFor();
    const view = await person.do('getOrderGroup', { params: { id: order.group_id } });
    expect(view.orders[0]?.lines.map(({ quantity_cancelled }) => quantity_cancelled)).toEqual([1, 0]);
  });

  it('is given back after the vendor agreed', async () => {
    const { person, user_id } = await buyer();
    const order = await sold(user_id);
    const { shipments } = await owner.do('shipOrder', { params: paramsOf(order), body: {} });
    await owner.do('deliverShipment', { params: { ...paramsOf(order), part_id: shipments[0]?.id ?? '' } });
    const { page } = await pageOf(person, 'phone');
    await page.goto(`${app.url}/orders/${order.group_id}`);
    await page.getByRole('button', { name: 'Cancel or return' }).tap();
    await page.getByRole('menuitem', { name: 'Send pieces back…' }).tap();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('group', { name: 'Pieces of Lantern Moth' }).getByRole('button', { name: 'One more' }).tap();
    await dialog.getByLabel('Why').fill('Not as described');
    await dialog.getByRole('button', { name: 'Ask to return 1 piece' }).tap();
    const returns = page.getByRole('region', { name: 'Returns' });
    await returns.getByText('Waits for an answer').waitFor();
    const { returns: asked } = await owner.do('getVendorOrder', { params: paramsOf(order) });
    const params = { ...paramsOf(order), part_id: asked[0]?.id ?? '' };
    await owner.do('answerReturn', { params, body: { approve: true, answer: 'To the shop, please.' } });
    await returns.getByText('To the shop, please.').waitFor();
  });
});

describe('an order without an account', () => {
  it('opens by its link alone, which loses its secret, and follows the vendor', async () => {
    const order = await sold(null);
    const { page } = await pageOf(null);
    await page.goto(`${app.url}/orders/${order.group_id}#${order.token}`);
    await page.getByRole('heading', { name: /^Order / }).waitFor();
    await page.waitForURL(`${app.url}/orders/${order.group_id}`);
    await owner.do('shipOrder', { params: paramsOf(order), body: {} });
    await page
      .getByRole('region', { name: /^Parcel 1/ })
      .getByText('On its way')
      .waitFor();
    await page.reload();
    await page.getByRole('heading', { name: /^Order / }).waitFor();

    const { page: stranger } = await pageOf(null);
    await stranger.goto(`${app.url}/orders/${order.group_id}`);
    await stranger.getByText('This order is not open here').waitFor();
    await stranger.goto(`${app.url}/orders/${order.group_id}#${'x'.repeat(43)}`);
    await stranger.getByText('This order is not open here').waitFor();
  });
});

describe('pages of orders', () => {
  it('have no barrier and fit every width', async () => {
    const { person, user_id } = await buyer();
    const order = await sold(user_id);
    const body = { lines: [{ line_id: order.line_ids[0] ?? '', quantity: 2 }], carrier: 'Post', tracking_number: '1' };
    await owner.do('shipOrder', { params: paramsOf(order), body });
    const refund = { lines: [{ line_id: order.line_ids[0] ?? '', quantity: 1 }], reason: 'Bent' };
    await owner.do('refundOrder', { params: paramsOf(order), body: refund });
    const { page } = await pageOf(person);
    for (const [path, words] of [
      ['/orders', 'Corner Cards'],
      [`/orders/${order.group_id}`, 'Being packed'],
    ] as const) {
      await page.goto(app.url + path);
      await page.getByText(words).first().waitFor();
      await page.setViewportSize({ width: 1440, height: 900 });
      await expectNoBarrier(page, path);
      await expectToFit(page, path);
    }
  });
});
