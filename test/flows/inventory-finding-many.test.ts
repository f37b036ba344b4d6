import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { fillShop } from '../support/shop-fill.ts';
import { addCard, openVendor } from '../support/vendors.ts';

/** More than a search names one by one. */
const CARDS = 2_600;

let app: TestApp;
let owner: Client & { readonly user_id: string };
let vendor_id: string;

beforeAll(async () => {
  app = await startApp({ args: ['--run=api'], requests_per_minute: 1_000_000 });
  owner = await app.register();
  const { db } = app.program.platform;
  ({ vendor_id } = await fillShop(db, { cards: CARDS, pieces: 1 }));
  await sql`INSERT INTO inventory.staff (vendor_id, user_id, role, joined_at)
    VALUES (${vendor_id}, ${owner.user_id}, 'owner', now())`.execute(db);
  await sql`UPDATE inventory.listings SET note = 'p' || substr(sku, 5) || 'lich' WHERE vendor_id = ${vendor_id}`.execute(
    db,
  );
});
afterAll(async () => app[Symbol.asyncDispose]());

type Filter = Record<string, string | number>;

/** Every page of it, in an order in which what is asked for has no place of its own. */
async function walk(filter: Filter): Promise<Set<string>> {
  const seen = new Set<string>();
  let count = 0;
  let cursor: string | undefined;
  do {
    const query = { ...filter, sort: '-price', limit: 200, ...(cursor === undefined ? {} : { cursor }) } as const;
    const page = await owner.call('listCollectibles', { params: { vendor_id }, query });
    for (const { id } of page.data) seen.add(id);
    count += page.data.length;
    cursor = page.meta.next_cursor ?? undefined;
  } while (cursor !== undefined);
  expect(seen.size).toBe(count);
  return seen;
}

const numbersThat = (fit: (number: string) => boolean): number =>
  Array.from({ length: CARDS }, (_, index) => String(index + 1)).filter(fit).length;

describe('in a shop with very many alike', () => {
  it.each<readonly [string, Filter, number]>([
    ['a word that all have', { q: 'set' }, CARDS],
    ['a part that is in two words of all', { q: 'ill' }, CARDS],
    ['a part that is in another word of each', { q: 'lich' }, CARDS],
    ['one that is misspelled', { q: 'fillled' }, CARDS],
    ['the beginning of very many words', { q: '1' }, numbersThat((one) => one.startsWith('1'))],
    ['the same and a word that all have', { q: '1 card' }, numbersThat((one) => one.startsWith('1'))],
    ['two beginnings of very many words', { q: 'p1 1' }, numbersThat((one) => one.startsWith('1'))],
    ['two that no listing has together', { q: '1 2' }, 0],
    ['parts of many words together', { q: 'lich ill' }, CARDS],
    ['a word among them that is none', { q: 'lich qqqqqq' }, 0],
    ['a set by its code', { set: 'FILL1' }, CARDS],
    ['a set by its name, and a rare price', { set: 'filled set', price_max: 110 }, 10],
    ['a set and a word', { set: 'fill1', q: 'lich' }, CARDS],
    ['a common word and a rare price', { q: 'lich', price_max: 110 }, 10],
    ['a common word of a set that is not there', { q: 'lich', set: 'fill' }, 0],
  ])('finds all by %s, and counts as many', async (_, filter, expected) => {
    for (const chosen of [{}, { condition: 'NM', finish: 'holofoil' }]) {
      const query = { ...filter, ...chosen };
      const { total, on_hand, facets } = await owner.do('getCollectibleFacets', { params: { vendor_id }, query });
      expect([total, on_hand]).toEqual([expected, expected]);
      // A facet that is chosen is counted as if it were not.
      for (const name of ['status', ...('set' in filter ? [] : (['set'] as const))] as const)
        expect((facets[name] ?? []).reduce((sum, { count }) => sum + count, 0)).toBe(expected);
    }
    expect((await walk(filter)).size).toBe(expected);
  });

  it('shows the one whose number it is first, before all that have it as a word', async () => {
    const query = { q: '1', sort: 'title', limit: 2 } as const;
    const [first] = await owner.do('listCollectibles', { params: { vendor_id }, query });
    expect(first?.title).toBe('Card 1');
  });
});

describe('a set', () => {
  it('is found by the value its facet has, also without a code and with capitals that have accents', async () => {
    const other = await openVendor(owner);
    const params = { vendor_id: other.vendor_id };
    const sealed = { game: 'pokemon', set_name: 'École Étoilée', product: 'Booster box' };
    await addCard(owner, other.vendor_id, {
      sku: 'BOX',
      kind: 'sealed',
      condition: 'SEALED',
      card_details: undefined,
      sealed_details: sealed,
    });
    await addCard(owner, other.vendor_id, { sku: 'OTHER' });
    const { facets } = await owner.do('getCollectibleFacets', { params });
    const value = facets.set?.find(({ label }) => label === 'École Étoilée')?.value ?? '';
    for (const set of [value, 'école étoilée', 'ÉCOLE ÉTOILÉE']) {
      const found = await owner.do('listCollectibles', { params, query: { set } });
      expect(found.map(({ sku }) => sku)).toEqual(['BOX']);
      const { total } = await owner.do('getCollectibleFacets', { params, query: { set } });
      expect(total).toBe(1);
    }
  });
});
