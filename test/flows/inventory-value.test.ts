import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pathOf } from '../../contract/routes.ts';
import { createShopKeeper } from '../../server/modules/inventory/index.ts';
import { keepValue } from '../../server/modules/inventory/valuation/services/keep-value.ts';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { noonClock } from '../support/noon-clock.ts';
import { addCard, cardOf, hire, openVendor, type TestVendor } from '../support/vendors.ts';
import { waitFor } from '../support/wait-for.ts';

let app: TestApp;
let owner: Client;
let shop: TestVendor;

beforeAll(async () => {
  app = await startApp({ args: ['--run=api'], clock: noonClock() });
});
afterAll(async () => app[Symbol.asyncDispose]());

const params = () => ({ vendor_id: shop.vendor_id });
const add = (more: Parameters<typeof addCard>[2]) => addCard(owner, shop.vendor_id, more);
const of = (group_by: 'set' | 'location' | 'status' | 'condition' | 'game' | 'kind') =>
  owner.do('getValuation', { params: params(), query: { group_by } });

async function open(): Promise<void> {
  owner = await app.register();
  shop = await openVendor(owner);
}

describe('what the stock is worth', () => {
  it('sums up pieces on hand, and counts those without a cost or a price apart', async () => {
    await open();
    await add({ quantity: 3, cost_minor: 100, price_minor: 250, status: 'active' });
    await add({ quantity: 2, price_minor: 500 });
    await add({ quantity: 4, cost_minor: 40 });
    await add({ quantity: 0, cost_minor: 999, price_minor: 999 });
    const { currencies, group_by } = await of('status');
    expect(group_by).toBe('status');
    expect(currencies).toHaveLength(1);
    expect(currencies[0]).toMatchObject({
      currency: 'USD',
      listings: 3,
      pieces: 9,
      cost_minor: 460,
      price_minor: 1750,
      margin_minor: 450,
      margin_percent: '60.00',
      pieces_without_cost: 2,
      pieces_without_price: 4,
    });
    expect(currencies[0]?.groups.map(({ value, price_minor, pieces }) => [value, price_minor, pieces])).toEqual([
      ['draft', 1000, 6],
      ['active', 750, 3],
    ]);
    expect(currencies[0]?.groups[0]).toMatchObject({ margin_minor: 0, margin_percent: null });
  });

  it('keeps currencies apart, and sets of two games that share a code', async () => {
    await open();
    await add({ quantity: 1, price_minor: 100, currency: 'EUR' });
    await add({ quantity: 1, price_minor: 300 });
    const other = { ...cardOf('').card_details, game: 'mtg', set_code: 'BASE1', name: 'Bear', set_name: 'Alpha' };
    await add({ quantity: 1, price_minor: 200, card_details: other });
    const { currencies } = await of('set');
    expect(currencies.map(({ currency, price_minor }) => [currency, price_minor])).toEqual([['USD', 500], ['EUR', 100]]); // biome-ignore format: a table
    expect(currencies[0]?.groups.map(({ value, label }) => [value, label])).toEqual([['base1', 'base1'], ['BASE1', 'Alpha']]); // biome-ignore format: a table
  });

  it('counts a listing once, and its pieces where they lie', async () => {
    await open();
    const safe = await owner.do('createLocation', { params: params(), body: { name: 'Safe' } });
    const card = await add({ quantity: 3, price_minor: 10 });
    const stock = { listing_id: card.id, location_id: safe.id, quantity: 7 };
    await owner.do('receiveStock', { params: params(), body: stock });
    const [total] = (await of('location')).currencies;
    expect(total).toMatchObject({ listings: 1, pieces: 10, price_minor: 100 });
    expect(total?.groups.map(({ label, pieces, listings }) => [label, pieces, listings])).toEqual([['Safe', 7, 1], [expect.any(String), 3, 1]]); // biome-ignore format: a table
  });

  it('has no currencies before there are pieces, and a history of nothing', async () => {
    await open();
    expect((await of('game')).currencies).toEqual([]);
    expect(await owner.do('getValueHistory', { params: params() })).toEqual({ currencies: [] });
  });
});

describe('what others ask', () => {
  it('is the market price of what they offer too, never one’s own, and says of how many pieces it is known', async () => {
    await open();
    const [rival, rivals] = [owner, shop];
    await open();
    const card_details = { ...cardOf('').card_details, game: 'pokemon', name: 'Porygon', collector_number: '901' };
    const more = { card_details, status: 'active', quantity: 1 } as const;
    await addCard(rival, rivals.vendor_id, { ...more, price_minor: 900 });
    await addCard(rival, rivals.vendor_id, { ...more, price_minor: 700, sku: 'CHEAP' });
    await addCard(rival, rivals.vendor_id, { ...more, price_minor: 5, sku: 'PAUSED', status: 'draft' });
    await addCard(rival, rivals.vendor_id, { ...more, price_minor: 6, condition: 'LP' });
    await add({ ...more, quantity: 3, price_minor: 100 });
    await add({ card_details, quantity: 4, price_minor: 1000 }); // never on sale here
    const keeper = createShopKeeper(app.program.platform, { tell: () => Promise.resolve(), look_ms: 50 });
    await keeper.start();
    await waitFor('the offers', async () => ((await of('kind')).currencies[0]?.market_minor ?? 0) > 0);
    await keeper.drain();
    const { currencies } = await of('status');
    expect(currencies[0]).toMatchObject({ pieces: 7, market_minor: 2100, pieces_without_market: 4 });
    expect(currencies[0]?.groups).toMatchObject([
      { value: 'draft', market_minor: 0, pieces_without_market: 4 },
      { value: 'active', market_minor: 2100, pieces_without_market: 0 },
    ]);
    const [usd] = (await owner.do('getValueHistory', { params: params() })).currencies;
    expect(usd?.days.at(-1)).toMatchObject({ market_minor: 2100, pieces_with_market: 3 });
  });
});

describe('the value as a file', () => {
  const text = async (name: 'exportValuation' | 'exportValueHistory', query: string) => {
    const response = await owner.fetch(`${pathOf(name, params())}?${query}`);
    expect(response.headers.get('content-type')).toContain('text/csv');
    // A mark at the front tells spreadsheets that it is UTF-8.
    return Buffer.from(await response.arrayBuffer())
      .toString()
      .split('\r\n');
  };

  it('has a row for each group of each currency, is empty where nothing is known, and runs no formula', async () => {
    await open();
    const named = { game: 'pokemon', name: 'Mew', set_code: 'X', set_name: '=HYPERLINK("https://a.example")' };
    await add({ quantity: 3, cost_minor: 300, price_minor: 250, card_details: named });
    await add({ quantity: 2, price_minor: 5_000, currency: 'JPY' });
    expect(await text('exportValuation', 'group_by=set')).toEqual([
      '\uFEFFcurrency,group_by,group,value,listings,pieces,cost,price,market,margin,margin_percent,' +
        'pieces_without_cost,pieces_without_price,pieces_without_market',
      'JPY,set,base1,base1,1,2,,10000,,,,2,0,2',
      `USD,set,"'=HYPERLINK(""https://a.example"")",X,1,3,9.00,7.50,,-1.50,-20.00,0,0,3`,
      '',
    ]);
  });

  it('has a row for each day of each currency', async () => {
    await open();
    await add({ quantity: 3, cost_minor: 100, price_minor: 250 });
    const [head, today = '', end] = await text('exportValueHistory', 'days=30');
    expect(head).toBe('\uFEFFcurrency,day,pieces,cost,price,market,pieces_with_market');
    expect(today).toMatch(/^USD,\d{4}-\d\d-\d\d,3,3\.00,7\.50,0\.00,0$/);
    expect(end).toBe('');
  });

  it('is for those who may see the value', async () => {
    await open();
    const clerk = await app.register();
    await hire(owner, clerk, { vendor_id: shop.vendor_id, role: 'clerk' });
    for (const name of ['exportValuation', 'exportValueHistory'] as const)
      expect((await clerk.fetch(pathOf(name, params()))).status).toBe(403);
  });
});

describe('the value day by day', () => {
  /** As if everything had happened so many days earlier. */
  async function age(days: number): Promise<void> {
    const { db } = app.program.platform;
    await sql`ALTER TABLE inventory.stock_movements DISABLE TRIGGER USER`.execute(db);
    await sql`ALTER TABLE inventory.listing_changes DISABLE TRIGGER USER`.execute(db);
    const by = sql`make_interval(days => ${days})`;
    for (const table of ['stock_movements', 'listing_changes'])
      await sql`UPDATE ${sql.table(`inventory.${table}`)} SET at = at - ${by} WHERE vendor_id = ${shop.vendor_id}`.execute(db); // biome-ignore format: one statement
    await sql`UPDATE inventory.vendors SET created_at = created_at - ${by} WHERE id = ${shop.vendor_id}`.execute(db);
    await sql`ALTER TABLE inventory.stock_movements ENABLE TRIGGER USER`.execute(db);
    await sql`ALTER TABLE inventory.listing_changes ENABLE TRIGGER USER`.execute(db);
  }
  const keep = () => keepValue(app.program.platform, new AbortController().signal);
  const history = async () => (await owner.do('getValueHistory', { params: params() })).currencies;

  it('tells days that nobody noted from the ledger and the history, each once', async () => {
    await open();
    const card = await add({ quantity: 5, cost_minor: 50, price_minor: 100 });
    await age(2);
    const patch = { params: { ...params(), id: card.id }, headers: { 'if-match': '*' } };
    await owner.do('updateCollectible', { ...patch, body: { price_minor: 300 } });
    const lost = { listing_id: card.id, location_id: shop.location_id, quantity: 1, reason: 'Lost' };
    await owner.do('writeOffStock', { params: params(), body: lost });
    await age(1);
    await owner.do('updateCollectible', { ...patch, body: { cost_minor: null, price_minor: 310 } });

    await keep();
    await keep();
    const [usd, ...rest] = await history();
    expect(rest).toEqual([]);
    expect(usd?.days.map(({ pieces, cost_minor, price_minor }) => [pieces, cost_minor, price_minor])).toEqual([
      [5, 250, 500],
      [5, 250, 500],
      [4, 200, 1200],
      [4, 0, 1240],
    ]);
    expect(new Set(usd?.days.map(({ day }) => day)).size).toBe(4);
  });

  it('notes a day without pieces too', async () => {
    await open();
    await age(2);
    await keep();
    const [usd] = await history();
    expect(usd?.days.map(({ pieces, price_minor }) => [pieces, price_minor])).toEqual([[0, 0], [0, 0]]); // biome-ignore format: a table
  });
});
