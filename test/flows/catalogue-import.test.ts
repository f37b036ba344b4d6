import { gzipSync } from 'node:zlib';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPrintings, importCards, openCardFile } from '../../server/modules/catalogue/index.ts';
import { inTransaction, type Tx } from '../../server/platform/db/transaction.ts';
import { importRows, inPieces } from '../support/cards/import-rows.ts';
import { pokemonCard, pokemonSet, scryfallCard, tcgdexCard } from '../support/cards/rows.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let folder = '';

beforeAll(async () => {
  database = await freshDatabase();
  folder = await mkdtemp(join(tmpdir(), 'omni-stock-cards-'));
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

describe('an import of cards', () => {
  it('changes nothing the second time, and takes what a newer file says otherwise, under the same id', async () => {
    await using own = await freshDatabase();
    const key = { source: 'scryfall', external_id: '0b81b329-4ef5-4b55-9fe7-9ed69477e96b' } as const;
    const rows = [scryfallCard(), pokemonCard(), tcgdexCard(), pokemonSet({ id: 'empty', name: 'Empty' })];
    expect(await importRows(own.db, rows)).toMatchObject({ added: 3, changed: 0, unchanged: 0, sets: 3, wrong: 0 });
    expect(await importRows(own.db, rows)).toMatchObject({ added: 0, changed: 0, unchanged: 3, sets: 0 });
    const before = (await findPrintings(own.db, [key]))[0]?.[0];
    const changed = await importRows(own.db, [scryfallCard({ rarity: 'rare', set_name: 'Embers of the Old' })]);
    expect(changed).toMatchObject({ added: 0, changed: 1, unchanged: 0, sets: 1 });
    const [after] = await findPrintings(own.db, [key]);
    expect(after).toEqual([{ ...before, rarity: 'rare', set_name: 'Embers of the Old' }]);
  });

  it('reads each source in our words: languages, finishes, numbers as text, ids', async () => {
    await importRows(database.db, [
      scryfallCard({
        id: 'zhs',
        lang: 'zhs',
        collector_number: '★12',
        finishes: ['etched', 'glossy'],
        border_color: 'borderless',
      }),
      pokemonCard(),
      pokemonCard({ id: 'tide1-TG12', number: 'TG12', rarity: 'Uncommon', tcgplayer: undefined }),
      tcgdexCard(),
    ]);
    const found = await findPrintings(database.db, [
      { source: 'scryfall', external_id: 'zhs' },
      { source: 'pokemontcg', external_id: 'tide1-4' },
      { source: 'pokemontcg', external_id: 'tide1-TG12' },
      { source: 'tcgdex', external_id: 'tide1-4' },
    ]);
    expect(found.map(([one]) => one)).toMatchObject([
      { language: 'zh-Hans', collector_number: '★12', finishes: ['etched', 'other'], variant: 'Borderless' },
      {
        game: 'pokemon',
        set_name: 'Tide',
        released_on: '1999-01-09',
        finishes: ['holofoil', 'reverse_holofoil'],
        rarity: 'Rare Holo',
        image_url: 'https://pictures.example.org/tide1/4_hires.png',
      },
      { collector_number: 'TG12', finishes: ['normal'] },
      {
        language: 'fr',
        name: 'Vouivre des marées',
        finishes: ['holofoil'],
        image_small_url: 'https://assets.example.org/fr/tide/tide1/4/low.webp',
        external_ids: { tcgdex: 'tide1-4', cardmarket: '273699', tcgplayer: '42382' },
      },
    ]);
  });

  it('names every wrong row with its place and reason, and takes the others', async () => {
    const text = [
      '[',
      ' {"object":"card","id":"x","name":"No number"},',
      ' {"object":"card", not json },',
      ` ${JSON.stringify(scryfallCard({ id: 'good-one' }))},`,
      ' "a word",',
      ` ${JSON.stringify(scryfallCard({ id: 'bad-date', released_at: '2024-02-31' }))},`,
      ` ${JSON.stringify(scryfallCard({ id: 'bad-language', lang: 'no_such!' }))},`,
      ` ${JSON.stringify(scryfallCard({ id: 'long', name: 'x'.repeat(201) }))},`,
      ` ${JSON.stringify(scryfallCard({ id: 'screens', games: ['arena'] }))}`,
      ']',
    ].join('\n');
    const imported = await importCards(database.db, inPieces(text));
    expect(imported).toMatchObject({ added: 1, left_out: 1, wrong: 5 });
    expect(imported.wrong_rows.map(({ item, line, reason }) => [item, line, reason])).toEqual([
      [1, 2, 'it is no card or set of Scryfall, pokemontcg.io or TCGdex'],
      [2, 3, 'it is no JSON'],
      [4, 6, '"released_at" is no date: 2024-02-31'],
      [5, 7, '"no_such!" is no language'],
      [6, 8, '"name" has more than 200 letters'],
    ]);
  });

  it('reads JSON Lines, a broken line being one wrong row, packed or not', async () => {
    const lines = [scryfallCard({ id: 'line-1' }), scryfallCard({ id: 'line-2' })].map((row) => JSON.stringify(row));
    const text = `\uFEFF${lines[0]}\r\n{"object":"card", "name": "half\n\n${lines[1]}`;
    await writeFile(join(folder, 'cards.jsonl'), text);
    await writeFile(join(folder, 'cards.jsonl.gz'), gzipSync(text));
    const plain = await importCards(database.db, openCardFile(join(folder, 'cards.jsonl')));
    const packed = await importCards(database.db, openCardFile(join(folder, 'cards.jsonl.gz')));
    expect(plain).toMatchObject({ added: 2, wrong: 1, wrong_rows: [{ item: 2, line: 2 }] });
    expect(packed).toMatchObject({ added: 0, unchanged: 2, wrong: 1 });
  });

  it('keeps what came before the end of a file that breaks off, and says so', async () => {
    const text = JSON.stringify([scryfallCard({ id: 'whole' }), scryfallCard({ id: 'half' })]);
    const cut = importCards(database.db, inPieces(text.slice(0, -40)));
    await expect(cut).rejects.toThrow('The file ends too early, in line 1, after 1 values.');
    expect(await findPrintings(database.db, [{ source: 'scryfall', external_id: 'whole' }])).toMatchObject([[{}]]);
    await expect(importCards(database.db, openCardFile(join(folder, 'none.json')))).rejects.toThrow('cannot be read');
  });

  it('takes sets of TCGdex with their cards in brief, and pages of an API', async () => {
    const set = {
      id: 'reef',
      name: 'Reef',
      cardCount: { official: 2, total: 2 },
      releaseDate: '2023-03-31',
      cards: [
        { id: 'reef-1', localId: '1', name: 'Koralle' },
        { id: 'reef-2', localId: '2', name: 'Seepferd' },
      ],
    };
    const german = await importCards(database.db, inPieces(JSON.stringify(set)), { language: 'de' });
    expect(german).toMatchObject({ added: 2, sets: 1, wrong: 0 });
    const page = { data: [pokemonCard({ id: 'page-1', set: { id: 'page', name: 'Page' } })], page: 1, totalCount: 1 };
    expect(await importCards(database.db, inPieces(JSON.stringify(page)))).toMatchObject({ added: 1, wrong: 0 });
  });

  it('finds cards of a set under its name when the name comes after them', async () => {
    await using own = await freshDatabase();
    await importRows(own.db, [pokemonCard({ set: undefined })]);
    const key = { game: 'pokemon', set: 'Tide', collector_number: '4' };
    expect(await findPrintings(own.db, [key])).toEqual([[]]);
    await importRows(own.db, [pokemonSet()]);
    expect(await findPrintings(own.db, [key])).toMatchObject([[{ set_name: 'Tide', released_on: '1999-01-09' }]]);
    const { rows } = await sql<{ found: boolean }>`
      SELECT words @@ '''tide'' & ''4/102'''::tsquery AS found FROM catalogue.printings`.execute(own.db);
    expect(rows).toEqual([{ found: true }]);
    await importRows(own.db, [tcgdexCard()]);
    expect(await importRows(own.db, [pokemonSet(), tcgdexCard()])).toMatchObject({ sets: 0 });
  });
});

describe('finding printings in bulk', () => {
  it('answers each key in its place: by an id elsewhere, by number or name in a set, and nothing for what is unknown', async () => {
    await using own = await freshDatabase();
    await importRows(own.db, [
      scryfallCard(),
      scryfallCard({ id: 'japanese', lang: 'ja', tcgplayer_id: 1 }),
      pokemonCard(),
    ]);
    const found = await findPrintings(own.db, [
      { source: 'tcgplayer', external_id: '548301' },
      { source: 'cardmarket', external_id: '548301' },
      { game: 'mtg', set: 'EMB', collector_number: '4' },
      { game: 'mtg', set: 'embers of OLD', collector_number: '0004', language: 'ja' },
      { game: 'mtg', set: 'emb', collector_number: '4', language: 'de' },
      { game: 'pokemon', set: 'Tide', name: 'TIDEWYRM' },
      { game: 'pokemon', set: 'tide1', collector_number: '4/102' },
      { game: 'mtg', set: 'tide1', collector_number: '4/102' },
    ]);
    expect(found.map((some) => some.map(({ name, language }) => `${name.slice(0, 8)} ${language}`))).toEqual([
      ['Ember Dr en'],
      [],
      ['Ember Dr en', 'Ember Dr ja'],
      ['Ember Dr ja'],
      [],
      ['Tidewyrm en'],
      ['Tidewyrm en'],
      [],
    ]);
  });

  it('is open to a transaction that acts for a vendor, and closed to its writing', async () => {
    const asVendor = (work: (tx: Tx) => Promise<unknown>): Promise<unknown> =>
      inTransaction(database.db, async (tx) => {
        await sql`SELECT set_config('role', 'omni_vendor', true)`.execute(tx);
        return work(tx);
      });
    const found = await asVendor((tx) => findPrintings(tx, [{ source: 'pokemontcg', external_id: 'tide1-4' }]));
    expect(found).toMatchObject([[{}]]);
    const writing = asVendor((tx) => sql`DELETE FROM catalogue.printings`.execute(tx));
    await expect(writing).rejects.toThrow('permission denied');
  });
});
