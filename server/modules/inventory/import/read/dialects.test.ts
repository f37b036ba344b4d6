import { describe, expect, it } from 'vitest';
import { readFile } from '../../../../../test/support/import-files.ts';

/** Each program's own headers, with rows as it writes them. */
const SELLER =
  'TCGplayer Id,Product Line,Set Name,Product Name,Title,Number,Rarity,Condition,TCG Market Price,TCG Direct Low,TCG Low Price With Shipping,TCG Low Price,Total Quantity,Add to Quantity,TCG Marketplace Price,Photo URL';
const APP =
  'Quantity,Name,Simple Name,Set,Card Number,Set Code,External ID,Printing,Condition,Language,Rarity,Product ID,SKU,Price,Price Each';
const MANABOX =
  'Name,Set code,Set name,Collector number,Foil,Rarity,Quantity,ManaBox ID,Scryfall ID,Purchase price,Misprint,Altered,Condition,Language,Purchase price currency';
const DECKBOX = 'Count,Tradelist Count,Name,Edition,Card Number,Condition,Language,Foil,Signed,My Price,Cost';
const CARDTRADER =
  'blueprint_id,name,expansion_code,collector_number,quantity,condition,mtg_language,mtg_foil,price_cents,price_currency';
const SCRYFALL = 'b0faa7f2-b547-42c4-a810-839da50dadfe';

describe('a file of a known program', () => {
  it('keeps the finish and the language behind a condition that the vendor says the meaning of', async () => {
    const row = (condition: string) =>
      `"1","Magic","Alpha","Forest","","294","","${condition}","","","","","1","0","1.00",""`;
    const cells = ['Excelent Foil', 'Excelent 1st Edition Holofoil', 'Excelent Foil - Japanese', 'Excelent'];
    const file = [SELLER, ...cells.map(row)].join('\r\n');
    const { errors } = await readFile(file);
    expect(errors.map(({ value }) => value)).toEqual(['Excelent', 'Excelent', 'Excelent', 'Excelent']);

    const { drafts } = await readFile(file, { condition_aliases: [{ from: 'Excelent', to: 'LP' }] });
    expect(drafts).toMatchObject([
      { condition: 'LP', source_condition: 'Excelent Foil', facts: { finish: 'foil' } },
      { condition: 'LP', facts: { finish: 'holofoil', first_edition: true } },
      { condition: 'LP', facts: { finish: 'foil', language: 'ja' } },
      { condition: 'LP' },
    ]);
    expect(drafts[3]?.facts).not.toHaveProperty('finish');
    const unknown = await readFile([SELLER, row('Near Mint Glittering')].join('\r\n'));
    expect(unknown.errors).toMatchObject([
      { value: 'Near Mint Glittering', message: expect.stringContaining('not the finish') },
    ]);
    const whole = await readFile(file, { condition_aliases: cells.map((from) => ({ from, to: 'LP' })) });
    expect(whole.drafts.map(({ facts }) => facts)).toEqual(drafts.map(({ facts }) => facts));
  });

  it('is read as TCGplayer writes what a seller offers: finish in the condition, a level and what comes on top', async () => {
    const { recognised, drafts, told } = await readFile(
      [
        SELLER,
        '"4523","Pokemon","Base Set","Charizard","","004/102","Holo Rare","Near Mint 1st Edition Holofoil","300.00","","","","2","1","249.0000",""',
        '"4524","Pokemon","Base Set","Booster Box","","","","Unopened","","","","","1","0","1249.00",""',
        '"4525","Pokemon Japan","Neo","Mew","","8","","Lightly Played Reverse Holofoil","","","","","0","","0.15",""',
        '"4526","Magic","Alpha","Forest","","294","","Damaged Foil - Japanese","","","","","","-1","",""',
      ].join('\r\n'),
    );
    expect(told).toEqual([]);
    expect(recognised).toMatchObject({
      dialect: 'tcgplayer-seller',
      defaults: { game: null, currency: 'USD' },
      quantity_mode: 'replace',
    });
    expect(drafts[0]).toMatchObject({
      sku: '4523',
      facts: {
        game: 'pokemon',
        name: 'Charizard',
        collector_number: '004/102',
        finish: 'holofoil',
        first_edition: true,
      },
      condition: 'NM',
      source_condition: 'Near Mint 1st Edition Holofoil',
      price_minor: 24900,
      currency: 'USD',
      quantity: { level: 3 },
    });
    expect(drafts[1]).toMatchObject({
      kind: 'sealed',
      condition: 'SEALED',
      price_minor: 124900,
      quantity: { level: 1 },
    });
    expect(drafts[2]).toMatchObject({
      condition: 'LP',
      facts: { language: 'ja', finish: 'reverse_holofoil' },
      quantity: { level: 0 },
    });
    expect(drafts[3]).toMatchObject({
      condition: 'DMG',
      facts: { language: 'ja', finish: 'foil' },
      quantity: { delta: -1 },
    });
  });

  it('is read as the TCGplayer app writes it: the price of one piece, with its sign', async () => {
    const { recognised, drafts } = await readFile(
      `${APP}\n3,"Charizard - 4/102",Charizard,Base Set,4/102,BS,,1st Edition Holofoil,LP,English,Holo Rare,42382,111,$150.84,$50.28\n`,
    );
    expect(recognised.dialect).toBe('tcgplayer-app');
    expect(drafts[0]).toMatchObject({
      sku: '111',
      facts: { name: 'Charizard', set_code: 'BS', finish: 'holofoil', first_edition: true, language: 'en' },
      condition: 'LP',
      price_minor: 5028,
      quantity: { level: 3 },
      external_ids: { tcgplayer: '42382' },
    });
  });

  it('is read as ManaBox writes it: conditions in seven steps, what was paid, ids', async () => {
    const { recognised, drafts } = await readFile(
      `${MANABOX}\nBlack Lotus,LEA,Alpha,232,etched,rare,1,1234,${SCRYFALL},1.5,false,true,light_played,zht,EUR\n`,
    );
    expect(recognised).toMatchObject({ dialect: 'manabox', defaults: { game: 'mtg' } });
    expect(drafts[0]).toMatchObject({
      facts: { finish: 'etched', altered: true, language: 'zh-Hant' },
      condition: 'MP',
      source_condition: 'light_played',
      cost_minor: 150,
      price_minor: null,
      currency: 'EUR',
      external_ids: { scryfall: SCRYFALL, manabox: '1234' },
    });
  });

  it('is read as Deckbox writes it: what a card costs to play is no price', async () => {
    const { recognised, drafts } = await readFile(
      `${DECKBOX}\n2,0,Forest,Zendikar,230,Good (Lightly Played),T-Chinese,foil,signed,$1.20,3\n`,
    );
    expect(recognised).toMatchObject({ dialect: 'deckbox', defaults: { game: 'mtg' } });
    expect(drafts[0]).toMatchObject({
      facts: { language: 'zh-Hant', finish: 'foil', signed: true },
      condition: 'LP',
      cost_minor: null,
      price_minor: 120,
    });
  });

  it('is read as CardTrader writes it: the game in the headers, cents, "jp"', async () => {
    const { recognised, drafts } = await readFile(
      `${CARDTRADER}\n77,Forest,zen,230,4,Slightly Played,jp,true,1250,EUR\n78,Island,zen,231,4,Played,zh-CN,false,99,EUR\n`,
    );
    expect(recognised).toMatchObject({ dialect: 'cardtrader', defaults: { game: 'mtg' } });
    expect(
      drafts.map(({ condition, facts, price_minor }) => [condition, facts.language, facts.finish, price_minor]),
    ).toEqual([
      ['LP', 'ja', 'foil', 1250],
      ['HP', 'zh-Hans', 'normal', 99],
    ]);
  });

  it('is read as CardTrader takes it: column names in its first line', async () => {
    const { recognised, drafts } = await readFile('column_names=expansion_code|_|name|quantity\nzen|x|Forest|3\n');
    expect(recognised.columns.map(({ guess }) => guess)).toEqual(['set_code', null, 'name', 'quantity']);
    expect(drafts[0]?.quantity).toEqual({ level: 3 });
  });

  it('is read in German, French, Spanish and Italian', async () => {
    const german = await readFile(
      'Name;Set;Nr.;Zustand;Sprache;Foil;Preis;Währung;Stückzahl\nGlurak;Basis;4;EX;Deutsch;ja;1.234,56;EUR;1.000\n',
    );
    expect(german.drafts[0]).toMatchObject({
      condition: 'LP',
      price_minor: 123456,
      quantity: { level: 1000 },
      facts: { language: 'de', finish: 'foil' },
    });
    const french = await readFile(
      'Nom;Extension;Numéro;État;Langue;Prix;Quantité\nDracaufeu;Base;4;Near Mint;français;12,5;2\n',
    );
    expect(french.drafts[0]).toMatchObject({
      condition: 'NM',
      price_minor: 1250,
      facts: { language: 'fr', set_name: 'Base' },
    });
    const spanish = await readFile(
      'Nombre,Edición,Número,Estado,Idioma,Precio,Cantidad\nCharizard,Base,4,NM,español,"12,50",2\n',
    );
    expect(spanish.drafts[0]).toMatchObject({ price_minor: 1250, facts: { language: 'es', collector_number: '4' } });
    const italian = await readFile(
      'Nome,Espansione,Numero,Condizione,Lingua,Prezzo,Quantità\nCharizard,Base,4,NM,italiano,3.5,2\n',
    );
    expect(italian.drafts[0]).toMatchObject({ price_minor: 350, quantity: { level: 2 }, facts: { language: 'it' } });
  });
});

describe('a condition', () => {
  const withConditions = (...words: string[]): string =>
    `Name,Condition\n${words.map((word) => `x,${word}`).join('\n')}\n`;

  it('is not guessed where the same word means different things', async () => {
    const { told, errors } = await readFile(withConditions('NM', 'LP', 'Played'));
    expect(told).toEqual(['3 Condition condition_ambiguous', '4 Condition condition_ambiguous']);
    expect(errors[0]?.message).toContain('Cardmarket');
  });

  it('is read on the scale that the other words of the file give away', async () => {
    const cardmarket = await readFile(withConditions('MT', 'NM', 'EX', 'GD', 'LP', 'PL', 'PO'));
    expect(cardmarket.drafts.map(({ condition }) => condition)).toEqual(['M', 'NM', 'LP', 'MP', 'MP', 'HP', 'DMG']);
    expect(cardmarket.recognised.condition_aliases).toContainEqual({ from: 'LP', to: 'MP' });
    const tcgplayer = await readFile(withConditions('NM', 'LP', 'MP', 'HP', 'DMG'));
    expect(tcgplayer.drafts.map(({ condition }) => condition)).toEqual(['NM', 'LP', 'MP', 'HP', 'DMG']);
  });

  it('is read by the words that the vendor gave a meaning', async () => {
    const { drafts } = await readFile(withConditions('wie neu'), {
      condition_aliases: [{ from: 'Wie Neu', to: 'NM' }],
    });
    expect(drafts[0]).toMatchObject({ condition: 'NM', source_condition: 'wie neu' });
  });

  it('gives way to a grade, on the scale of its company', async () => {
    const head = 'Name,Condition,Grading company,Grade,Cert number,Qty';
    const { drafts, told, errors } = await readFile(
      `${head}\nA,,Beckett,9.5,0012,1\nB,PSA 10,,,,1\nC,,PSA,9.5,,1\nD,,PSA,10 Gem Mint,,2\nE,NM,PSA,10,,1\nF,,,9,,1\nG,,CGC,Authentic,,1\n`,
    );
    expect(
      drafts.map(({ condition, grading }) => [condition, grading?.company, grading?.grade, grading?.cert_number]),
    ).toEqual([
      [null, 'BGS', '9.5', '0012'],
      [null, 'PSA', '10', null],
      [null, 'CGC', null, null],
    ]);
    expect(told).toEqual([
      '4 Grade grade_invalid',
      '5 Qty graded_is_single',
      '6 Condition condition_and_grade',
      '7 Grade grading_incomplete',
    ]);
    expect(errors[0]?.accepted).toMatch(/^PSA gives .*9, 10\.$/);
  });
});
