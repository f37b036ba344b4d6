import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { fillShelves } from '../support/shelves.ts';
import { addCard, openVendor, type TestVendor } from '../support/vendors.ts';

let app: TestApp;
let owner: Client;
let shop: TestVendor;
let cellar: string;

beforeAll(async () => {
  app = await startApp({ args: ['--run=api'], requests_per_minute: 1_000_000 });
  owner = await app.register();
  shop = await openVendor(owner);
  cellar = await fillShelves(owner, shop.vendor_id);
});
afterAll(async () => app[Symbol.asyncDispose]());

async function skus(query: Record<string, string>): Promise<string[]> {
  const found = await owner.do('listCollectibles', { params: { vendor_id: shop.vendor_id }, query });
  return found.map((one) => one.sku);
}
const facets = (query: Record<string, string> = {}) =>
  owner.do('getCollectibleFacets', { params: { vendor_id: shop.vendor_id }, query });

describe('facets', () => {
  it('count what is there, the most frequent first, and know what values are called', async () => {
    const { total, on_hand, facets: counted } = await facets();
    expect({ total, on_hand }).toEqual({ total: 6, on_hand: 11 });
    expect(counted.set?.[0]).toEqual({ value: 'base1', label: 'Base Set', count: 4 });
    expect(counted.location?.map(({ value, count }) => [value, count])).toEqual([
      [shop.location_id, 3],
      [cellar, 1],
    ]);
    expect(counted.location?.[1]?.label).toBe('Cellar');
    expect(counted.grading_company).toEqual([{ value: 'PSA', label: 'PSA', count: 1 }]);
  });

  it('of a member that is chosen count as if it were not, and of all others as the filter leaves them', async () => {
    const { total, facets: counted } = await facets({ status: 'active', condition: 'NM' });
    expect(total).toBe(2);
    const of = (name: keyof typeof counted) =>
      Object.fromEntries((counted[name] ?? []).map((one) => [one.value, one.count]));
    expect(of('status')).toEqual({ active: 2, draft: 1 });
    expect(of('condition')).toEqual({ NM: 2 });
    expect(of('kind')).toEqual({ card: 2 });
  });

  it('of a search follow the pieces and every edit', async () => {
    const own = await openVendor(owner);
    const params = { vendor_id: own.vendor_id };
    const asked = async () => {
      const {
        total,
        on_hand,
        facets: counted,
      } = await owner.do('getCollectibleFacets', { params, query: { q: 'char' } });
      const of = (name: keyof typeof counted) => (counted[name] ?? []).map(({ value }) => value);
      return { total, on_hand, status: of('status'), set: of('set'), location: of('location') };
    };
    const { id } = await addCard(owner, own.vendor_id, { quantity: 2 });
    const before = { total: 1, on_hand: 2, status: ['draft'], set: ['base1'], location: [own.location_id] };
    expect(await asked()).toEqual(before);
    const lost = { listing_id: id, location_id: own.location_id, change: -2, expected_on_hand: 2, reason: 'lost' };
    await owner.do('adjustStock', { params, body: lost });
    expect(await asked()).toEqual({ ...before, on_hand: 0, location: [] });
    await owner.do('updateCollectible', {
      params: { ...params, id },
      body: { status: 'archived', card_details: { set_code: 'base2' } },
      headers: { 'if-match': '*' },
    });
    expect(await asked()).toEqual({ ...before, on_hand: 0, location: [], status: ['archived'], set: ['base2'] });
  });

  it('agree with the list under a search and any other filter', async () => {
    for (const query of [{ q: 'base' }, { state: 'no_cost' }, { q: 'charizrd' }, { location_id: cellar }]) {
      const { total, facets: counted } = await facets(query);
      const list = await skus(query);
      expect(total).toBe(list.length);
      expect((counted.status ?? []).reduce((sum, one) => sum + one.count, 0)).toBe(list.length);
    }
  });
});

describe('the count of a value', () => {
  const member = (facet: string) => (facet === 'location' ? 'location_id' : facet);

  // A word of one spelling and of several, two words, a misspelled one, a code that is a word too, one that is none, and nothing.
  it.each<Record<string, string>>([
    {},
    { q: 'base' },
    { q: 'b' },
    { q: 'set poke' },
    { q: 'charizrd' },
    { q: '4/102' },
    { q: '0820650' },
    { q: 'qqqqqqqq' },
  ])('is what a list with that value holds, whichever two members are chosen besides %j', async (search) => {
    const everything = Object.entries((await facets()).facets);
    const choices = everything.flatMap(([facet, [first]]) => (first ? [{ [member(facet)]: first.value }] : []));
    expect(choices.length).toBe(9);
    const lists = new Map<string, Promise<string[]>>();
    const listed = (query: Record<string, string>) => {
      const sorted = new URLSearchParams(query);
      sorted.sort();
      const key = sorted.toString();
      const list = lists.get(key) ?? skus(query);
      lists.set(key, list);
      return list;
    };
    for (const [place, one] of choices.entries())
      for (const other of choices.slice(place)) {
        const chosen = { ...search, ...one, ...other };
        const { total, facets: counted } = await facets(chosen);
        expect(total).toBe((await listed(chosen)).length);
        for (const [facet, values] of Object.entries(counted))
          for (const { value, count } of values)
            expect(count, JSON.stringify({ ...chosen, [facet]: value })).toBe(
              (await listed({ ...chosen, [member(facet)]: value })).length,
            );
      }
  });
});

describe('a saved view', () => {
  const params = () => ({ vendor_id: shop.vendor_id });

  it('is kept for the staff with how many listings are in it now', async () => {
    const body = { name: 'On sale', query: 'status=active&sort=-price' };
    const made = await owner.do('createView', { params: params(), body });
    expect(made).toMatchObject({ ...body, count: 2 });
    await owner.do('createView', { params: params(), body: { name: 'All', query: '' } });
    const views = await owner.do('listViews', { params: params() });
    expect(views.map(({ name, count }) => [name, count])).toEqual([
      ['All', 6],
      ['On sale', 2],
    ]);
    const changed = await owner.do('updateView', {
      params: { ...params(), id: made.id },
      body: { query: 'q=charizrd' },
    });
    expect(changed.count).toBe(1);
    await owner.do('deleteView', { params: { ...params(), id: made.id } });
    expect((await owner.call('deleteView', { params: { ...params(), id: made.id } })).code).toBe('view_unknown');
  });

  it.each(['status=gone', 'colour=red', 'price_min=x'])('is refused with "%s", which is no filter', async (query) => {
    const answer = await owner.call('createView', { params: params(), body: { name: 'x', query } });
    expect(answer.status).toBe(422);
    expect(answer.errors[0]?.pointer).toBe('/query');
  });

  it('has a name of its own, and a vendor has room for 50', async () => {
    const other = await openVendor(owner);
    const create = (name: string) =>
      owner.call('createView', { params: { vendor_id: other.vendor_id }, body: { name, query: '' } });
    const answers = await Promise.all(Array.from({ length: 51 }, (_, index) => create(`View ${index}`)));
    expect(answers.filter((one) => one.status === 201)).toHaveLength(50);
    expect(answers.filter((one) => one.code === 'view_limit')).toHaveLength(1);
    const [view] = await owner.do('listViews', { params: { vendor_id: other.vendor_id } });
    await owner.do('deleteView', { params: { vendor_id: other.vendor_id, id: view?.id ?? '' } });
    const [taken] = await owner.do('listViews', { params: { vendor_id: other.vendor_id } });
    expect((await create((taken?.name ?? '').toUpperCase())).code).toBe('view_name_taken');
  });
});
