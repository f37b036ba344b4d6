import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import { waitFor } from '../support/wait-for.ts';

const CATALOGUE_MS_MAX = 280_000;
let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { STARTER_CATALOGUE: '1' }, requests_per_minute: 1_000_000 });
});
afterAll(async () => app[Symbol.asyncDispose]());

it(
  'shows a new user a shop of real cards at made-up prices, once, that says that it is a demo',
  async () => {
    // While the catalogue is read a small machine may ask to be left alone for a moment.
    const list = async () => (await app.visitor().call('listProducts', { query: { limit: 100 } })).data ?? [];
    await waitFor('the demo shop', async () => (await list()).length === 40, CATALOGUE_MS_MAX);
    const [first] = await list();
    const { list: offers } = await app.visitor().do('getProduct', { params: { slug: first?.slug ?? '' } });
    expect(offers[0]).toMatchObject({ vendor: { name: 'Demo Cards' }, ships_from: 'US', shipping_from_minor: 395 });
    const { vendor } = offers[0] ?? { vendor: { id: '' } };
    expect(await app.visitor().do('getShopVendor', { params: { vendor_id: vendor.id } })).toMatchObject({
      products: 40,
    });
    await app.restart();
    expect(await list()).toHaveLength(40);
  },
  CATALOGUE_MS_MAX + 20_000,
);
