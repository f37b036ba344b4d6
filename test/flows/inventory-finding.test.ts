import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectibleSorts } from '../../contract/inventory-terms.ts';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { card, fillShelves } from '../support/shelves.ts';
import { addCard, openVendor, type TestVendor } from '../support/vendors.ts';

let app: TestApp;
let owner: Client;
let shop: TestVendor;
let cellar: string;

const add = (more: Parameters<typeof addCard>[2]) => addCard(owner, shop.vendor_id, more);

beforeAll(async () => {
  app = await startApp({ args: ['--run=api'], requests_per_minute: 1_000_000 });
  owner = await app.register();
  shop = await openVendor(owner);
  cellar = await fillShelves(owner, shop.vendor_id);
});
afterAll(async () => app[Symbol.asyncDispose]());

async function skus(query: Record<string, string | number>, client: Client = owner): Promise<string[]> {
  const found = await client.do('listCollectibles', { params: { vendor_id: shop.vendor_id }, query });
  return found.map((one) => one.sku);
}

describe('a search', () => {
  it.each([
    ['words in any order', 'set charizard base', ['CHAR-1']],
    ['the beginning of words', 'char ba', ['CHAR-1']],
    ['a part of a word', 'izard', ['CHAR-1']],
    ['a word that is misspelled', 'charizrd', ['CHAR-1']],
    ['two of them', 'pikachoo basse', ['PIKA-1']],
    ['accents left out', 'flabebe', ['FLA-1']],
    ['accents that are not there', 'Pikáchu', ['PIKA-1']],
    ['signs left out', 'mewgx', ['MEW-GX']],
    ['a space for a sign', 'mew gx', ['MEW-GX']],
    ['a sign for a space', 'booster-box', ['ETB-1']],
    ['words of the note', 'cheeks yellow', ['PIKA-1']],
    ['details of what is no card', 'booster', ['ETB-1']],
    ['a collector number as it is written', '58/102', ['PIKA-1']],
    ['a whole SKU', 'char-1', ['CHAR-1']],
    ['a whole barcode', '0820650', ['FLA-1']],
    ['a whole certificate number', '77001', ['SLAB-1']],
    ['a word that nothing is like', 'charizard qqqqqq', []],
    ['signs alone', '%%%', []],
    ['what would be an operator', "charizard' & !", []],
    ['what is no sign of any word', 'charizard\\', ['CHAR-1']],
  ])('finds by %s', async (_, q, expected) => {
    expect(await skus({ q })).toEqual(expected);
  });

  it('shows those whose number it is before those that hold it as a word, whatever the order, on every page', async () => {
    const { vendor_id } = await openVendor(owner);
    for (const [index, name] of ['Aaron', 'Box of 25', 'Zed', 'Mid 25', 'Number 25 again'].entries())
      await addCard(owner, vendor_id, {
        title: name,
        sku: `N-${index}`,
        card_details: card('x', { collector_number: index === 2 ? '25' : 'none' }),
      });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const query = { q: '25', sort: 'title', limit: 1, ...(cursor === undefined ? {} : { cursor }) } as const;
      const page = await owner.call('listCollectibles', { params: { vendor_id }, query });
      seen.push(...page.data.map((one) => one.title));
      cursor = page.meta.next_cursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(['Zed', 'Box of 25', 'Mid 25', 'Number 25 again']);
  });

  it('knows a title from the moment it is changed, and forgets what it was', async () => {
    const made = await add({ sku: 'OLD-1', title: 'Wartortle' });
    const params = { vendor_id: shop.vendor_id, id: made.id };
    const headers = { 'if-match': '*' };
    await owner.do('updateCollectible', { params, body: { title: 'Squirtle' }, headers });
    expect(await skus({ q: 'squirtle' })).toEqual(['OLD-1']);
    expect(await skus({ q: 'wartortle' })).toEqual([]);
    await owner.do('updateCollectible', { params, body: { card_details: { name: 'Starmie' } }, headers });
    expect(await skus({ q: 'squirtle starmie' })).toEqual(['OLD-1']);
    await owner.do('archiveCollectible', { params, headers });
    expect(await skus({ q: 'squirtle', status: 'archived' })).toEqual(['OLD-1']);
    await owner.do('updateCollectible', {
      params,
      body: { title: 'Gone', card_details: { name: 'Gone', set_code: 'gone', set_name: 'Gone' } },
      headers,
    });
  });

  it('finds nothing of another vendor, nor learns how its words are spelled', async () => {
    const stranger = await app.register();
    const { vendor_id } = await openVendor(stranger);
    await addCard(stranger, vendor_id, { card_details: card('Charizord'), title: 'Charizord' });
    const titles = async (q: string) =>
      (await stranger.do('listCollectibles', { params: { vendor_id }, query: { q } })).map((one) => one.title);
    expect(await titles('blastoise')).toEqual([]);
    expect(await titles('char-1')).toEqual([]);
    expect(await titles('charizard')).toEqual(['Charizord']);
  });
});

describe('a filter', () => {
  it.each([
    [{ status: 'active' }, ['PIKA-1', 'CHAR-1']],
    [{ condition: 'LP,SEALED' }, ['ETB-1', 'MEW-GX']],
    [{ kind: 'sealed' }, ['ETB-1']],
    [{ game: 'pokemon', set: 'BASE1', kind: 'card' }, ['SLAB-1', 'PIKA-1', 'CHAR-1']],
    [{ set: 'hidden fates' }, ['MEW-GX']],
    [{ finish: 'holofoil' }, ['MEW-GX']],
    [{ language: 'FR' }, ['FLA-1']],
    [{ grading_company: 'PSA' }, ['SLAB-1']],
    [{ grading_company: 'PSA', state: 'no_photo' }, ['SLAB-1']],
    [{ state: 'graded' }, ['SLAB-1']],
    [{ state: 'low_stock' }, ['MEW-GX']],
    [{ state: 'out_of_stock' }, ['OLD-1', 'ETB-1', 'MEW-GX']],
    [{ state: 'graded,out_of_stock' }, ['OLD-1', 'ETB-1', 'SLAB-1', 'MEW-GX']],
    [{ state: 'no_price', status: 'draft', kind: 'card', condition: 'NM' }, ['FLA-1']],
    [{ state: 'no_cost', status: 'active' }, ['PIKA-1', 'CHAR-1']],
    [{ price_min: 500, price_max: 500 }, ['PIKA-1']],
    [{ on_hand_min: 2, on_hand_max: 7 }, ['PIKA-1', 'CHAR-1']],
    [{ q: 'base', on_hand_min: 2 }, ['PIKA-1', 'CHAR-1']],
  ])('%j', async (query, expected) => {
    expect(await skus(query as Record<string, string | number>)).toEqual(expected);
  });

  it('by location follows the pieces', async () => {
    expect(await skus({ location_id: cellar })).toEqual(['FLA-1']);
    const [pika] = await owner.do('listCollectibles', {
      params: { vendor_id: shop.vendor_id },
      query: { q: 'PIKA-1' },
    });
    const move = (from: string, to: string) =>
      owner.do('transferStock', {
        params: { vendor_id: shop.vendor_id },
        headers: { 'idempotency-key': crypto.randomUUID() },
        body: { listing_id: pika?.id ?? '', from_location_id: from, to_location_id: to, quantity: 7 },
      });
    await move(shop.location_id, cellar);
    expect(await skus({ location_id: cellar })).toEqual(['FLA-1', 'PIKA-1']);
    expect(await skus({ location_id: shop.location_id, status: 'active' })).toEqual(['CHAR-1']);
    await move(cellar, shop.location_id);
    expect(await skus({ location_id: cellar })).toEqual(['FLA-1']);
  });
});

describe('every order', () => {
  it.each(collectibleSorts)('%s shows each listing once, page by page', async (sort) => {
    const all = await skus({ sort });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const query = { sort, limit: 2, ...(cursor === undefined ? {} : { cursor }) };
      const page = await owner.call('listCollectibles', { params: { vendor_id: shop.vendor_id }, query });
      seen.push(...page.data.map((one) => one.sku));
      cursor = page.meta.next_cursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(all);
    expect(new Set(seen).size).toBe(7);
  });

  it('is what it says', async () => {
    expect((await skus({ sort: 'on_hand' })).at(-1)).toBe('PIKA-1');
    expect((await skus({ sort: '-on_hand' }))[0]).toBe('PIKA-1');
    expect(await skus({ sort: 'sku' })).toEqual(['CHAR-1', 'ETB-1', 'FLA-1', 'MEW-GX', 'OLD-1', 'PIKA-1', 'SLAB-1']);
    expect(await skus({ sort: 'set', set: 'base1', kind: 'card', condition: 'NM' })).toEqual(['CHAR-1', 'PIKA-1']);
    expect((await skus({ sort: '-title' })).slice(0, 2)).toEqual(['PIKA-1', 'MEW-GX']);
  });
});
