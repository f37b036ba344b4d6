import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
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
});
