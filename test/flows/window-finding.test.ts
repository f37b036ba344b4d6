import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import { waitFor } from '../support/wait-for.ts';
import { aCard, aSet, windowOf } from '../support/window.ts';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ requests_per_minute: 1_000_000 });
});
afterAll(async () => app[Symbol.asyncDispose]());

const { list, shop, shown } = windowOf(() => app);
const titles = (products: Awaited<ReturnType<typeof list>>) => products.map(({ title }) => title);

describe('finding in the shop window', () => {
  it('finds words of the title, the set and the number, in part and misspelled, the most alike first', async () => {
    const set = { set_code: 'find', set_name: 'Obsidian Vault' };
    const { add } = await shop();
    await add(aCard(set, { collector_number: '11/90', name: 'Glimmerwyrm' }));
    await add(aCard(set, { collector_number: '12/90', name: 'Glimmerwyrm the Elder' }));
    await add(aCard(set, { collector_number: '13/90', name: 'Señor Farfetch’d-GX' }));
    await shown(set, 3);
    expect(titles(await list({ q: 'glimmerwyrm' }))).toEqual(['Glimmerwyrm', 'Glimmerwyrm the Elder']);
    expect(titles(await list({ q: 'glimmer obsid' }))).toHaveLength(2);
    expect(titles(await list({ q: 'glimerwyrm elder' }))).toEqual(['Glimmerwyrm the Elder']);
    expect(titles(await list({ q: 'glimmerwurm 12/90' }))).toEqual(['Glimmerwyrm the Elder']);
    expect(titles(await list({ q: 'merwyrm 11' }))).toEqual(['Glimmerwyrm']);
    expect(titles(await list({ q: 'senor' }))).toHaveLength(1);
    expect(titles(await list({ q: 'Farfetch’d' }))).toHaveLength(1);
    expect(await list({ q: 'qqqzzzxxx' })).toEqual([]);
    expect(await list({ q: "'\\ & | !:*" })).toEqual([]);
  });

  it('counts of each value what a list with that value shows, whichever two members are chosen besides', async () => {
    const set = aSet();
    const [mine, other] = [await shop('Counted here'), await shop('Counted there')];
    await mine.add(aCard(set, { collector_number: '1', finish: 'holofoil', rarity: 'Rare' }));
    await other.add(aCard(set, { collector_number: '1', finish: 'holofoil', rarity: 'Rare' }, { condition: 'LP' }));
    await mine.add(aCard(set, { collector_number: '2', language: 'ja' }, { condition: 'LP' }));
    await other.add(aCard(set, { collector_number: '3', game: 'mtg' }));
    await other.add(aCard({ ...set, set_code: `${set.set_code}b` }, { collector_number: '4', rarity: 'Rare' }));
    await waitFor('five offers', async () => {
      const products = await list({ set: set.set_name, limit: 200 });
      return products.reduce((sum, { offers }) => sum + offers, 0) === 5 ? true : null;
    });
    const member = (facet: string) => (facet === 'vendor' ? 'vendor_id' : facet);
    const choices: readonly Record<string, string>[] = [
      { set: set.set_name },
      { game: 'pokemon' },
      { condition: 'NM,LP' },
      { rarity: 'rare' },
      { language: 'ja' },
      { vendor_id: mine.vendor_id },
      { finish: 'holofoil' },
    ];
    const lists = new Map<string, Promise<number>>();
    const listed = (query: Record<string, string>) => {
      const sorted = new URLSearchParams(query);
      sorted.sort();
      const key = sorted.toString();
      const size = lists.get(key) ?? list({ ...query, limit: 200 }).then(({ length }) => length);
      lists.set(key, size);
      return size;
    };
    for (const [place, one] of choices.entries())
      for (const another of choices.slice(place)) {
        const chosen = { q: set.set_name, ...one, ...another };
        const { total, facets } = await app.visitor().do('getProductFacets', { query: chosen });
        expect(total).toBe(await listed(chosen));
        for (const [facet, values] of Object.entries(facets))
          for (const { value, count } of values)
            expect(count, JSON.stringify({ ...chosen, [facet]: value })).toBe(
              await listed({ ...chosen, [member(facet)]: value }),
            );
      }
  });

  it('goes through every product once, page by page, in every order', async () => {
    const set = aSet();
    const { add } = await shop();
    for (let number = 1; number <= 7; number += 1)
      await add(
        aCard(
          set,
          { collector_number: `${number}`, name: `Card ${number % 3}` },
          { price_minor: 100 * (1 + (number % 4)) },
        ),
      );
    await shown(set, 7);
    for (const sort of ['newest', 'title', '-title', 'price', '-price', 'set', 'last_sale', undefined] as const) {
      const slugs: string[] = [];
      let cursor: string | undefined;
      do {
        const answer = await app.visitor().call('listProducts', {
          query: {
            set: set.set_code,
            limit: 3,
            q: 'card',
            ...(sort && { sort }),
            ...(cursor && { cursor }),
          },
        });
        expect(answer.status).toBe(200);
        slugs.push(...(answer.data ?? []).map(({ slug }) => slug));
        cursor = (answer.meta as { next_cursor?: string }).next_cursor ?? undefined;
      } while (cursor !== undefined);
      expect(new Set(slugs).size, sort).toBe(7);
      expect(slugs).toHaveLength(7);
    }
    const wrong = await app.visitor().call('listProducts', { query: { cursor: 'AAAA' } });
    expect(wrong).toMatchObject({ status: 400 });
  });

  it('finds all where a search finds more than are named or gathered: in order, under a filter, and counted', async () => {
    await fillProducts(20_100, 3_000);
    const slugs = async (query: Record<string, unknown>) =>
      (await list({ limit: 200, ...query })).map(({ slug }) => slug);
    expect(await slugs({ q: 'overfull', sort: 'price', limit: 3 })).toEqual(['overfull-1', 'overfull-2', 'overfull-3']);
    expect(await slugs({ q: 'overfull', price_min: 20_002, currency: 'USD' })).toHaveLength(99);
    expect(await slugs({ q: 'overfull', game: 'mtg', sort: 'price', limit: 2 })).toEqual(['overfull-2', 'overfull-4']);
    expect(await slugs({ q: 'halfway', price_min: 2_991, sort: 'price' })).toHaveLength(10);
    expect(await slugs({ q: 'halfway', game: 'mtg', sort: '-price', limit: 2 })).toEqual([
      'overfull-3000',
      'overfull-2998',
    ]);
    for (const [q, total] of [
      ['overfull', 20_100],
      ['halfway', 3_000],
    ] as const) {
      const counted = await app.visitor().do('getProductFacets', { query: { q } });
      expect(counted.total).toBe(total);
      expect(counted.facets.game?.map(({ count }) => count)).toEqual([total / 2, total / 2]);
    }
  });
});

/** Products past the shop keeper, each dearer than the one before; the first of them have a word more. */
async function fillProducts(count: number, halfway: number): Promise<void> {
  await app.program.platform.db.transaction().execute(async (tx) => {
    await sql`SELECT set_config('role', 'omni_shop', true)`.execute(tx);
    await sql`INSERT INTO inventory.products (id, key, slug, kind, title, game, first_edition, signed, altered, currency,
        created_at, price_minor, available, offers, newest_at, tags, title_key, set_key)
      SELECT gen_random_uuid(), 'overfull|' || n, 'overfull-' || n, 'card', 'Overfull', game, false, false, false, 'USD', now(), n,
        1, 1, now(), ARRAY['k:card', 'u:USD', 'g:' || game], 'overfull', ''
      FROM generate_series(1, ${count}::int) AS n, LATERAL (SELECT CASE n % 2 WHEN 0 THEN 'mtg' ELSE 'pokemon' END) AS one (game)`.execute(
      tx,
    );
    await sql`INSERT INTO inventory.product_words (product_id, words)
      SELECT id, array_to_tsvector(CASE WHEN price_minor <= ${halfway} THEN ARRAY['overfull', 'halfway'] ELSE ARRAY['overfull'] END)
      FROM inventory.products WHERE key LIKE 'overfull|%'`.execute(tx);
    await sql`INSERT INTO inventory.window_words (word) VALUES ('overfull'), ('halfway')`.execute(tx);
  });
}
