import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import { importRows } from '../support/cards/import-rows.ts';
import { pokemonCard, scryfallCard, tcgdexCard } from '../support/cards/rows.ts';
import type { Client } from '../support/client.ts';
import { waitFor } from '../support/wait-for.ts';

/** A few seconds of work, on a machine that may have other work. */
const FILLED_MS_MAX = 280_000;

let app: TestApp;
let visitor: Client;

beforeAll(async () => {
  app = await startApp({ args: ['--run=api,worker'], env: { STARTER_CATALOGUE: '1' }, requests_per_minute: 1_000_000 });
  visitor = app.visitor();
  await waitFor(
    'the cards that come with the program',
    async () => {
      const [game] = await visitor.do('listCatalogueGames');
      return game?.printings === 15_591;
    },
    FILLED_MS_MAX,
  );
  await importRows(app.program.platform.db, [
    pokemonCard(),
    pokemonCard({ id: 'tide1-58', number: '58', name: 'Dark Tidewyrm', rarity: 'Common', tcgplayer: undefined }),
    pokemonCard({ id: 'deep2-4', number: '4', name: 'Tidewyrm', set: { id: 'deep2', name: 'Deep', printedTotal: 64 } }),
    scryfallCard(),
    scryfallCard({ id: 'a-japanese-one', lang: 'jp', printed_name: '燠火のドレイク', tcgplayer_id: null }),
    tcgdexCard(),
  ]);
}, 2 * FILLED_MS_MAX);
afterAll(async () => app[Symbol.asyncDispose]());

async function found(q: string, more: { game?: string; set?: string } = {}): Promise<string[]> {
  const printings = await visitor.do('listPrintings', { query: { q, limit: 10, ...more } });
  return printings.map((one) => `${one.name} · ${one.set_code} ${one.collector_number}`);
}

describe('the cards that come with the program', () => {
  it('are 15,591 printings in 111 sets, taken once', async () => {
    const games = await visitor.do('listCatalogueGames');
    expect(games[0]).toEqual({ game: 'fab', name: 'Flesh and Blood', sets: 111, printings: 15_591 });
    await app.restart();
    expect(await visitor.do('listCatalogueGames')).toEqual(games);
  });

  it('tell foils and treatments of one number apart', async () => {
    const printings = await visitor.do('listPrintings', { query: { q: 'PEN217', game: 'fab' } });
    expect(
      printings.map(({ name, variant, finishes, external_ids }) => ({ name, variant, finishes, external_ids })),
    ).toEqual([
      {
        name: 'Channel the Skybreaker',
        variant: null,
        finishes: ['normal'],
        external_ids: { fab: 'PEN217', tcgplayer: '677649' },
      },
      {
        name: 'Channel the Skybreaker',
        variant: 'Extended Art, Cold Foil',
        finishes: ['foil'],
        external_ids: { fab: 'PEN217-Cold-Extended Art', tcgplayer: '677650' },
      },
    ]);
  });
});

describe('looking for a card', () => {
  it.each([
    ['a name', 'tidewyrm'],
    ['the beginning of a name', 'tidew'],
    ['a misspelled name', 'tidewirm'],
    ['two letters swapped', 'tidewrym deep', 'Tidewyrm · deep2 4'],
    ['a word that is another one, of another game', 'dart tidewyrm', 'Dark Tidewyrm · tide1 58'],
    ['the same beside a misspelled one', 'dart tidewirm', 'Dark Tidewyrm · tide1 58'],
    ['words in any order, a set and a number among them', '4 tide tidewyrm'],
    ['a name, a set and a number', 'tidewyrm tide 4'],
    ['a number with the size of its set', '4/102'],
    ['a name with that', 'tidewyrm 4/102'],
    ['leading zeros', 'tidewyrm 004/102'],
    ['the code of a set and a number', 'tide1 4'],
    ['one word that nobody knows', 'tidewyrm tide1 4 mint'],
  ])('finds it by %s', async (_, q, first = 'Tidewyrm · tide1 4') => {
    expect((await found(q, { game: 'pokemon' }))[0]).toBe(first);
  });

  it('finds a card by its printed name in another language, and by both of its faces', async () => {
    expect(await found('燠火のドレイク')).toEqual(['Ember Drake // Cinder Fall · emb 004']);
    expect((await found('cinder ember'))[0]).toBe('Ember Drake // Cinder Fall · emb 004');
  });

  it('shows the English printing before others, and the card before those whose names are longer', async () => {
    const printings = await visitor.do('listPrintings', { query: { q: 'ember drake' } });
    expect(printings.map(({ language }) => language)).toEqual(['en', 'ja']);
    expect((await found('tidewyrm', { game: 'pokemon' })).at(-1)).toBe('Dark Tidewyrm · tide1 58');
  });

  it('keeps to a game, and to a set by code or name', async () => {
    expect(await found('tidewyrm', { set: 'Deep' })).toEqual(['Tidewyrm · deep2 4']);
    expect(await found('tidewyrm', { set: 'DEEP2' })).toEqual(['Tidewyrm · deep2 4']);
    expect(await found('tidewyrm', { game: 'yugioh' })).toEqual([]);
  });

  it.each(['!!!', '\\', "' | 'a':*", '%', '_', '🜂', 'a', ' '.repeat(3) + 'x', "'':*"])(
    'answers %j with what there is, and no error',
    async (q) => {
      const { status } = await visitor.call('listPrintings', { query: { q } });
      expect(status).toBe(200);
    },
  );

  it('says with 304 that nothing has changed', async () => {
    const first = await visitor.call('listPrintings', { query: { q: 'tidewyrm' } });
    const etag = first.headers.get('etag') ?? '';
    const again = await visitor.call('listPrintings', { query: { q: 'tidewyrm' }, headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
  });
});

describe('one printing', () => {
  it('is shown with what is known of it', async () => {
    const [first] = await visitor.do('listPrintings', { query: { q: 'ember drake' } });
    expect(await visitor.do('getPrinting', { params: { id: first?.id ?? '' } })).toEqual({
      id: first?.id,
      game: 'mtg',
      set_code: 'emb',
      set_name: 'Embers of Old',
      collector_number: '004',
      name: 'Ember Drake // Cinder Fall',
      variant: null,
      rarity: 'mythic',
      language: 'en',
      finishes: ['normal', 'foil'],
      artist: 'Ada Quill',
      released_on: '2024-06-14',
      image_url: 'https://cards.example.org/normal/front/0/b/0b81b329.jpg',
      image_small_url: 'https://cards.example.org/small/front/0/b/0b81b329.jpg',
      external_ids: { scryfall: '0b81b329-4ef5-4b55-9fe7-9ed69477e96b', tcgplayer: '548301', cardmarket: '772014' },
    });
  });

  it('that is not there is refused', async () => {
    const { code } = await visitor.call('getPrinting', { params: { id: '00000000-0000-4000-8000-000000000000' } });
    expect(code).toBe('printing_unknown');
  });
});

describe('sets', () => {
  it('come newest first, each once over all pages', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { data, meta } = await visitor.call('listCatalogueSets', {
        query: { limit: 40, ...(cursor && { cursor }) },
      });
      seen.push(...data.map(({ game, set_code }) => `${game}/${set_code}`));
      cursor = (meta['next_cursor'] as string | null) ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toHaveLength(114);
    expect(new Set(seen).size).toBe(114);
    expect(seen.slice(0, 2)).toEqual(['mtg/emb', 'pokemon/tide1']);
  });

  it('are found by a part of their name and by their code', async () => {
    const byName = await visitor.do('listCatalogueSets', { query: { q: 'embers' } });
    const byCode = await visitor.do('listCatalogueSets', { query: { q: 'TIDE1', game: 'pokemon' } });
    expect(byName).toEqual([
      { game: 'mtg', set_code: 'emb', set_name: 'Embers of Old', released_on: '2024-06-14', printings: 2 },
    ]);
    expect(byCode.map(({ set_name }) => set_name)).toEqual(['Tide']);
  });
});
