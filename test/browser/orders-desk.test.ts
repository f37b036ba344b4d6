import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import { openBrowser, type Size, signIn, type TestBrowser, WEB_DIR } from '../support/browser.ts';
import { expectNoBarrier, expectToFit } from '../support/browser-barriers.ts';
import { type Sold, sell } from '../support/sold.ts';
import { addCard, hire, openVendor } from '../support/vendors.ts';

type Person = Awaited<ReturnType<TestApp['register']>>;

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

const names = ['Lantern Moth', 'Ashen Orchard'];

/** A vendor with two cards, of which each order wants two pieces. */
async function shopWith(orders: number) {
  const owner = await app.register();
  const { vendor_id } = await openVendor(owner, 'Northgate Cards');
  const listings: string[] = [];
  for (const [at, name] of names.entries()) {
    const card_details = { game: 'mtg', set_code: 'TDC', set_name: 'Tidal Court', collector_number: `${at + 1}`, name };
    const card = await addCard(owner, vendor_id, { card_details, quantity: 40, price_minor: 1280, status: 'active' });
    listings.push(card.id);
  }
  const lines = listings.map((listing_id) => ({ listing_id, quantity: 2, price_minor: 1280 }));
  const sold: Sold[] = [];
  for (let count = 0; count < orders; count += 1)
    sold.push(await sell(app.program.platform, { vendor_id, lines, shipping_minor: 390 }));
  const viewOf = (order: Sold | undefined) =>
    owner.do('getVendorOrder', { params: { vendor_id, id: order?.order_id ?? '' } });
  return { owner, vendor_id, sold, viewOf };
}

async function pageOf(person: Person, size: Size = 'desktop') {
  const visitor = await browser.visitor({ size });
  await signIn(visitor, app.url, person.cookies);
  return { page: await visitor.page(), complaints: visitor.complaints };
}

describe('a vendor at the desk', () => {
  it('picks in walking order and ships in two parcels, and the list follows', async () => {
    const { owner, vendor_id, sold, viewOf } = await shopWith(1);
    const { page, complaints } = await pageOf(owner);
    await page.goto(`${app.url}/inventory/${vendor_id}/orders/picks`);
    await page.getByText('0 of 4 picked').waitFor();
    await page.getByRole('button', { name: /^Picked 2, next: / }).press('Enter');
    await page.getByText('2 of 4 picked').waitFor();
    await page.getByRole('button', { name: 'Picked 2, the last' }).press('Enter');
    await page.getByRole('link', { name: 'All is picked, on to packing' }).press('Enter');
    await page.getByRole('row').filter({ hasText: 'Ada Buyer' }).getByText('4 of 4 picked').waitFor();
    await page.getByRole('link', { name: sold[0]?.number ?? '' }).press('Enter');

    const pack = page.getByRole('region', { name: 'Pack parcel 1' });
    await pack.getByRole('group', { name: 'Pieces of Lantern Moth' }).getByRole('button', { name: 'One less' }).click();
    await pack.getByLabel('Tracking number').fill('QX 4471');
    await pack.getByRole('button', { name: 'Ship 3 of 4, the rest later' }).press('Enter');
    await page
      .getByRole('region', { name: 'Pack parcel 2' })
      .getByRole('button', { name: 'Ship 1 piece' })
      .press('Enter');
    const parcels = page.getByRole('region', { name: 'Parcels' });
    await parcels.getByText('Parcel 2').first().waitFor();
    await parcels.getByRole('button', { name: 'Mark delivered, parcel 1' }).press('Enter');
    await parcels.getByText(/^Delivered /).waitFor();
    const view = await viewOf(sold[0]);
    expect(view.shipments.map(({ tracking_number }) => tracking_number)).toEqual(['QX 4471', '']);
    expect(view.fulfilment_status).toBe('shipped');
    expect(complaints).toEqual([]);
  });

  it('picks with the thumb and ships from a phone', async () => {
    const { owner, vendor_id, sold, viewOf } = await shopWith(2);
    const { page } = await pageOf(owner, 'phone');
    await page.goto(`${app.url}/inventory/${vendor_id}/orders/picks`);
    await page.getByText('0 of 8 picked').waitFor();
    await page.getByRole('button', { name: /^Picked 4, next: / }).tap();
    await page.getByText('4 of 8 picked').waitFor();
    await page.getByRole('button', { name: 'Picked 4, the last' }).tap();
    await page.getByRole('link', { name: 'All is picked, on to packing' }).tap();
    await page.getByRole('link', { name: sold[1]?.number ?? '' }).tap();
    await page.getByRole('button', { name: 'Ship 4 pieces' }).tap();
    await page.getByRole('region', { name: 'Parcels' }).getByText('Parcel 1').first().waitFor();
    expect((await viewOf(sold[1])).fulfilment_status).toBe('shipped');
    expect((await viewOf(sold[0])).fulfilment_status).toBe('unfulfilled');
  });

  it('hears of a new order, prints those that are ticked, and finds one by its number', async () => {
    const { owner, vendor_id, sold } = await shopWith(3);
    const { page } = await pageOf(owner);
    await page.goto(`${app.url}/inventory/${vendor_id}/orders`);
    await page.getByRole('checkbox', { name: 'All that are shown' }).check();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Packing slips' }).press('Enter');
    expect((await download).suggestedFilename()).toBe('packing-slips.pdf');
    await page.getByRole('searchbox', { name: 'Search orders' }).fill(sold[1]?.number ?? '');
    await page
      .getByRole('row')
      .filter({ hasText: sold[0]?.number ?? '' })
      .waitFor({ state: 'detached' });
    expect(await page.getByRole('row').filter({ hasText: 'Ada Buyer' }).count()).toBe(1);
    expect(page.url()).toContain('q=');
  });

  it('gives a part back, never more than is left, and tells who was faster', async () => {
    const { owner, vendor_id, sold, viewOf } = await shopWith(1);
    const { page } = await pageOf(owner);
    await page.goto(`${app.url}/inventory/${vendor_id}/orders/${sold[0]?.order_id ?? ''}`);
    await page.getByRole('button', { name: 'Refund…' }).press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('$55.10 of $55.10 is left').waitFor();
    await dialog.getByRole('button', { name: 'An amount' }).press('Enter');
    await dialog.getByLabel('Amount').fill('60');
    await dialog.getByLabel('Reason').fill('Bent');
    await dialog.getByRole('button', { name: 'Refund', exact: true }).press('Enter');
    await dialog.getByText('No more than $55.10 is left.').waitFor();
    await dialog.getByLabel('Amount').fill('5.10');
    await dialog.getByRole('button', { name: 'Refund', exact: true }).press('Enter');
    await page.getByRole('region', { name: 'Refunded' }).getByText('−$5.10').waitFor();
    expect((await viewOf(sold[0])).refunds.map(({ amount_minor }) => amount_minor)).toEqual([510]);

    const params = { vendor_id, id: sold[0]?.order_id ?? '' };
    await page.route('**/summary?**', (route) => route.abort());
    await page.getByRole('button', { name: 'Cannot ship…' }).press('Enter');
    await page.getByRole('dialog').getByLabel('Why').fill('Lost');
    await owner.do('shipOrder', { params, body: {} });
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Cancel / })
      .press('Enter');
    await page.getByRole('dialog').getByRole('alert').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('region', { name: 'Parcels' }).waitFor();
  });

  it('lets a return come and takes it in', async () => {
    const { owner, vendor_id, sold, viewOf } = await shopWith(1);
    const [order] = sold;
    const params = { vendor_id, id: order?.order_id ?? '' };
    const { shipments } = await owner.do('shipOrder', { params, body: {} });
    await owner.do('deliverShipment', { params: { ...params, part_id: shipments[0]?.id ?? '' } });
    const guest = app.visitor();
    await guest.do('requestReturn', {
      params: { id: order?.group_id ?? '', order_id: params.id },
      body: { lines: [{ line_id: order?.line_ids[0] ?? '', quantity: 2 }], reason: 'Bent' },
      headers: { 'guest-token': order?.token ?? '' },
    });
    const { page } = await pageOf(owner);
    await page.goto(`${app.url}/inventory/${vendor_id}/orders?tab=returns`);
    await page.getByRole('link', { name: order?.number ?? '' }).press('Enter');
    const returns = page.getByRole('region', { name: 'Returns' });
    await returns.getByLabel('Answer to return 1').fill('To the shop, please.');
    await returns.getByRole('button', { name: 'Let it come' }).press('Enter');
    await returns.getByRole('button', { name: 'It arrived…' }).press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog
      .getByRole('group', { name: 'Written off of Lantern Moth' })
      .getByRole('button', { name: 'One more' })
      .press('Enter');
    await dialog.getByRole('button', { name: 'Take it in' }).press('Enter');
    await returns.getByText('1 restocked, 1 written off').waitFor();
    expect((await viewOf(order)).returns[0]?.status).toBe('received');
  });

  it('sees nothing to change where the role changes nothing', async () => {
    const { owner, vendor_id, sold } = await shopWith(1);
    const viewer = await app.register();
    await hire(owner, viewer, { vendor_id, role: 'viewer' });
    const { page } = await pageOf(viewer);
    await page.goto(`${app.url}/inventory/${vendor_id}/orders/${sold[0]?.order_id ?? ''}`);
    await page.getByRole('region', { name: 'What happened' }).waitFor();
    for (const name of ['Refund…', 'Cannot ship…', 'Ship 4 pieces', 'Add the note'])
      expect(await page.getByRole('button', { name }).count(), name).toBe(0);
  });
});

describe('pages of the desk', () => {
  it('have no barrier and fit every width', async () => {
    const { owner, vendor_id, sold } = await shopWith(2);
    const { page } = await pageOf(owner);
    const base = `${app.url}/inventory/${vendor_id}`;
    for (const [path, words] of [
      ['/orders', 'Ada Buyer'],
      [`/orders/${sold[0]?.order_id ?? ''}`, 'Pack parcel 1'],
      ['/orders/picks', '0 of 8 picked'],
      ['/orders/sales', 'Sales by day'],
      ['/selling', 'Shipping methods'],
    ] as const) {
      await page.goto(base + path);
      await page.getByText(words).first().waitFor();
      await page.setViewportSize({ width: 1440, height: 900 });
      await expectNoBarrier(page, path);
      await expectToFit(page, path);
    }
  });
});
