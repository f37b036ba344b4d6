import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import { waitFor } from '../support/wait-for.ts';
import { aCard, aSet, change, windowOf } from '../support/window.ts';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ requests_per_minute: 1_000_000 });
});
afterAll(async () => app[Symbol.asyncDispose]());

const { list, shop, shown, product } = windowOf(() => app);
const titles = (products: Awaited<ReturnType<typeof list>>) => products.map(({ title }) => title);

describe('the shop window', () => {
  it('shows one product for a card, whoever sells it, with a state and its instrument for each condition and grade', async () => {
    const set = aSet();
    const [here, there] = [await shop('Here'), await shop('There')];
    await here.add(aCard(set, { finish: 'holofoil', rarity: 'Rare Holo' }));
    await there.add(aCard(set, { finish: 'holofoil' }, { price_minor: 19_900, quantity: 3 }));
    await there.add(aCard(set, { finish: 'holofoil' }, { condition: 'LP', price_minor: 9_900 }));
    const grading = { company: 'PSA', grade: '9' } as const;
    await here.add(aCard(set, { finish: 'holofoil' }, { condition: null, grading, price_minor: 90_000, quantity: 1 }));
    const slug = `pkm-${set.set_code}-4-holofoil-en`;
    const seen = await product(slug, ({ offers }) => offers === 4);
    expect(seen).toMatchObject({
      title: 'Charizard',
      rarity: 'Rare Holo',
      price_minor: 9_900,
      available: 8,
      states: [
        { state: 'NM', price_minor: 19_900, available: 5, offers: 2, last_sale_minor: null },
        { state: 'LP', price_minor: 9_900, available: 2, offers: 1 },
        { state: 'PSA 9', price_minor: 90_000, available: 1, offers: 1 },
      ],
    });
    expect(
      seen.list.map(({ vendor, state, price_minor, available }) => [vendor.name, state, price_minor, available]),
    ).toEqual([
      ['There', 'LP', 9_900, 2],
      ['There', 'NM', 19_900, 3],
      ['Here', 'NM', 24_900, 2],
      ['Here', 'PSA 9', 90_000, 1],
    ]);
    expect(seen.list[3]).toMatchObject({
      grading: { company: 'PSA', grade: '9' },
      condition: null,
      shipping_from_minor: null,
    });
    // The market hears of an instrument a moment after its product is shown.
    for (const { instrument_symbol: symbol } of seen.states)
      await waitFor(symbol, async () => (await app.visitor().call('getStock', { params: { symbol } })).status === 200);
    expect(await list({ set: set.set_name })).toHaveLength(1);
  });

  it('follows prices, stock and pauses, and keeps the address of what is out of stock', async () => {
    const set = aSet();
    const { owner, add } = await shop();
    const listing = await add(aCard(set));
    const slug = (await shown(set, 1))[0]?.slug ?? '';
    await change(owner, listing, { price_minor: 100 });
    await product(slug, ({ price_minor }) => price_minor === 100);
    await change(owner, listing, { status: 'paused' });
    const gone = await product(slug, ({ offers }) => offers === 0);
    expect(gone).toMatchObject({
      price_minor: null,
      available: 0,
      list: [],
      states: [{ price_minor: null, offers: 0 }],
    });
    expect(await list({ set: set.set_code })).toEqual([]);
    expect(await list({ set: set.set_code, sold_out: 'true' })).toHaveLength(1);
    await change(owner, listing, { status: 'active' });
    await product(slug, ({ price_minor }) => price_minor === 100);
    const { card_details } = aCard(set, { collector_number: '5/102', name: 'Clefairy' });
    await change(owner, listing, { card_details });
    await product(slug, ({ offers }) => offers === 0);
    expect(titles(await shown(set, 1))).toEqual(['Clefairy']);
  });

  it('shows nothing that is a draft, has no price or no pieces, and nothing of a vendor but what buyers are to see', async () => {
    const set = aSet();
    const { owner, vendor_id, add } = await shop();
    const secret = 'kept-to-ourselves';
    const hidden = { cost_minor: 1_234_567, note: secret, shelf: secret, sku: secret, barcode: '0000-4321-secret' };
    const listing = await add(aCard(set, {}, hidden));
    await add(aCard(set, { collector_number: '6' }, { status: 'draft' }));
    await add(aCard(set, { collector_number: '7' }, { quantity: 0 }));
    const [seen] = await shown(set, 1);
    const slug = seen?.slug ?? '';
    const answers = [
      await app.visitor().call('getProduct', { params: { slug } }),
      await app.visitor().call('listProducts', { query: { vendor_id } }),
      await app.visitor().call('getProductFacets', { query: { vendor_id } }),
      await app.visitor().call('getShopVendor', { params: { vendor_id } }),
    ];
    for (const { status, data } of answers) {
      expect(status).toBe(200);
      expect(JSON.stringify(data)).not.toMatch(/kept-to-ourselves|1234567|4321-secret/);
    }
    expect(JSON.stringify(answers)).not.toContain(owner.email);
    await change(owner, listing, { status: 'archived' });
    await product(slug, ({ list: offers }) => offers.length === 0);
  });

  it('filters by whatever a product is, and counts what every filter would leave', async () => {
    const set = aSet();
    const [mine, other] = [await shop('Mine'), await shop('Other')];
    await mine.add(aCard(set, { collector_number: '1', finish: 'holofoil', rarity: 'Rare' }, { price_minor: 500 }));
    await mine.add(aCard(set, { collector_number: '2', language: 'ja' }, { condition: 'LP', price_minor: 700 }));
    await other.add(aCard(set, { collector_number: '3' }, { price_minor: 900, currency: 'EUR' }));
    const grading = { company: 'BGS', grade: '9.5' } as const;
    await other.add(
      aCard(set, { collector_number: '4' }, { condition: null, grading, quantity: 1, price_minor: 1_000 }),
    );
    const { set_code } = set;
    await shown(set, 4);
    const numbers = async (query: object) =>
      (await list({ set: set_code, sort: 'set', ...query })).map(({ collector_number }) => collector_number).join('');
    expect(await numbers({ condition: 'NM,LP' })).toBe('123');
    expect(await numbers({ condition: 'LP' })).toBe('2');
    expect(await numbers({ finish: 'holofoil' })).toBe('1');
    expect(await numbers({ language: 'JA' })).toBe('2');
    expect(await numbers({ rarity: 'rare' })).toBe('1');
    expect(await numbers({ graded: 'true' })).toBe('4');
    expect(await numbers({ vendor_id: other.vendor_id })).toBe('34');
    expect(await numbers({ currency: 'USD', price_min: 600, price_max: 1_000 })).toBe('24');
    expect(await numbers({ kind: 'card', game: 'pokemon', sort: '-price' })).toBe('4321');
    expect(await numbers({ kind: 'watch' })).toBe('');
    const { total, facets } = await app.visitor().do('getProductFacets', { query: { set: set_code, condition: 'LP' } });
    expect(total).toBe(1);
    expect(facets.condition).toEqual([
      { value: 'NM', label: 'NM', count: 2 },
      { value: 'LP', label: 'LP', count: 1 },
    ]);
    expect(facets.language).toEqual([{ value: 'ja', label: 'ja', count: 1 }]);
    expect(facets.vendor).toEqual([{ value: mine.vendor_id, label: 'Mine', count: 1 }]);
    expect(facets.set).toContainEqual({ value: set_code, label: set.set_name, count: 1 });
  });

  it('answers 304 while nothing changed, and 404 for what is not there', async () => {
    const set = aSet();
    const { owner, add, vendor_id } = await shop('Corner');
    const listing = await add(aCard(set));
    const slug = (await shown(set, 1))[0]?.slug ?? '';
    const address = `${app.url}/api/v1/products/${slug}`;
    const first = await fetch(address);
    const tag = first.headers.get('etag') ?? '';
    expect((await fetch(address, { headers: { 'if-none-match': tag } })).status).toBe(304);
    await change(owner, listing, { price_minor: 1 });
    await product(slug, ({ price_minor }) => price_minor === 1);
    expect((await fetch(address, { headers: { 'if-none-match': tag } })).status).toBe(200);
    expect(await app.visitor().call('getProduct', { params: { slug: 'nothing-of-the-kind' } })).toMatchObject({
      status: 404,
    });
    expect(await app.visitor().do('getShopVendor', { params: { vendor_id } })).toMatchObject({
      name: 'Corner',
      products: 1,
      ships_from: null,
      handling_days: 2,
      return_days: 14,
    });
    const nobody = { vendor_id: '0190aaaa-0000-7000-8000-000000000000' };
    expect(await app.visitor().call('getShopVendor', { params: nobody })).toMatchObject({ status: 404 });
  });
});
