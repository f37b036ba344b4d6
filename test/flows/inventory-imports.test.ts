import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { exported, ImportDesk } from '../support/imports.ts';
import { addCard, openVendor } from '../support/vendors.ts';

let app: TestApp;
let owner: Client & { readonly user_id: string };
let desk: ImportDesk;

beforeAll(async () => {
  app = await startApp({ args: ['--run=api,worker'], requests_per_minute: 1_000_000 });
  owner = await app.register();
});
afterAll(async () => app[Symbol.asyncDispose]());

async function freshDesk(): Promise<ImportDesk> {
  desk = new ImportDesk(owner, await openVendor(owner));
  return desk;
}

const HEAD = 'sku,name,game,set_code,collector_number,condition,price,quantity';
const file = (...rows: readonly string[]): string => [HEAD, ...rows, ''].join('\r\n');

describe('a spreadsheet on its way in', () => {
  it('is recognised, checked without a write, and applied: listings, history, prices and stock', async () => {
    await freshDesk();
    const sent = await desk.send(
      file('A-1,Charizard,pokemon,base1,4/102,NM,249.00,2', 'A-2,Mew,pokemon,base1,8,MP,5,0'),
    );
    expect(sent).toMatchObject({ status: 'uploaded', rows: 2, policy: 'all_or_nothing', quantity_mode: 'replace' });
    const checked = await desk.check(sent.id);
    expect(checked).toMatchObject({
      status: 'checked',
      problem: null,
      counts: { created: 2, changed: 0, unchanged: 0, rejected: 0 },
      progress: { rows_done: 2 },
    });
    expect(await desk.listings()).toEqual([]);
    const applied = await desk.apply(sent.id);
    expect(applied).toMatchObject({ status: 'applied', problem: null, counts: { created: 2 } });
    const [charizard, mew] = await desk.listings();
    expect(charizard).toMatchObject({ sku: 'A-1', price_minor: 24900, on_hand: 2, status: 'draft' });
    expect(mew).toMatchObject({ sku: 'A-2', condition: 'MP', on_hand: 0 });
    const [movement] = await owner.do('listMovements', { params: desk.params });
    expect(movement).toMatchObject({ kind: 'import_add', quantity: 2, cause: `import:${sent.id}` });
  });

  it('changes nothing when it comes again, and only what differs when some of it differs', async () => {
    await freshDesk();
    const rows = ['A-1,Charizard,pokemon,base1,4/102,NM,249.00,2', ',Mew,pokemon,base1,8,MP,5,1'];
    await desk.bring(file(...rows));
    expect((await desk.bring(file(...rows))).counts).toEqual({ created: 0, changed: 0, unchanged: 2, rejected: 0 });
    const next = await desk.bring(file('A-1,Charizard,pokemon,base1,4/102,NM,199.00,5', rows[1] ?? ''));
    expect(next.counts).toEqual({ created: 0, changed: 1, unchanged: 1, rejected: 0 });
    const [changed] = await desk.rows(next.id, 'changed');
    expect(changed).toMatchObject({
      line: 2,
      sku: 'A-1',
      quantity_change: 3,
      changes: [{ field: 'price_minor', from: 24900, to: 19900 }],
    });
    expect(await desk.listings()).toMatchObject([{ price_minor: 19900, on_hand: 5 }, { title: 'Mew, base1, 8' }]);
  });

  it('names every bad row with its column and what is accepted, and writes none of it when all or nothing', async () => {
    await freshDesk();
    const sent = await desk.send(file('A-1,Charizard,pokemon,base1,4,NM,1.00,2', 'A-2,Mew,pokemon,base1,8,Shiny,1,x'));
    const checked = await desk.check(sent.id);
    expect(checked).toMatchObject({ counts: { created: 1, rejected: 1 } });
    expect(checked.errors).toEqual([
      { code: 'condition_unknown', column: 'condition', count: 1 },
      { code: 'quantity_invalid', column: 'quantity', count: 1 },
    ]);
    const [bad] = await desk.rows(sent.id, 'rejected');
    expect(bad).toMatchObject({ line: 3, sku: 'A-2', title: 'Mew', errors: [{ value: 'Shiny' }, { value: 'x' }] });
    const refused = await owner.call('applyImport', { params: desk.one(sent.id) });
    expect(refused).toMatchObject({ status: 409, code: 'import_has_errors' });
    await owner.do('updateImport', { params: desk.one(sent.id), body: { policy: 'accept_valid' } });
    expect(await desk.apply(sent.id)).toMatchObject({ counts: { created: 1, rejected: 1 } });

    const errors = await desk.text('downloadImportErrors', sent.id);
    expect(errors).toMatch(
      /^\uFEFFsku,name,game,.*,What is wrong\r\nA-2,Mew,pokemon,base1,8,Shiny,1,x,"?Line 3\. condition: /,
    );
    const again = await desk.send(errors.replace('Shiny', 'NM').replace(',x,', ',3,'));
    expect(await desk.check(again.id)).toMatchObject({ counts: { created: 1, rejected: 0 } });
  });

  it('finds a piece without a SKU by what it is: another state, finish or language is another listing', async () => {
    await freshDesk();
    const head = 'name,game,set_name,number,condition,finish,language,quantity';
    const rows = [
      'Mew,pokemon,Base,8,NM,normal,en,1',
      'Mew,pokemon,Base,8,MP,normal,en,1',
      'Mew,pokemon,Base,8,NM,holofoil,en,1',
    ];
    const first = await desk.bring([head, ...rows, 'Mew,pokemon,Base,8,NM,normal,ja,1'].join('\n'));
    expect(first.counts).toMatchObject({ created: 4 });
    expect((await desk.bring([head, 'MEW,Pokemon,base,8,Near Mint,Normal,English,4'].join('\n'))).counts).toMatchObject(
      {
        changed: 1,
      },
    );
    await addCard(owner, desk.vendor_id, {
      sku: 'TWIN',
      card_details: { game: 'pokemon', name: 'Mew', set_name: 'Base', collector_number: '8' },
    });
    const several = await desk.send([head, 'Mew,pokemon,Base,8,NM,normal,en,4'].join('\n'));
    expect((await desk.check(several.id)).errors).toMatchObject([{ code: 'listing_ambiguous', count: 1 }]);
  });

  it('finds cards without a number by their names, beside cards of the same name that have one', async () => {
    await freshDesk();
    const head = 'name,game,set_name,number,condition,finish,language,quantity';
    const cards = ['pokemon,Fossil,', 'pokemon,Jungle,', 'mtg,Fossil,', 'pokemon,Fossil,3'];
    const rows = (name: string, quantity: number) => [
      ...cards.map((card) => `${name},${card},NM,normal,en,${quantity}`),
      `${name},pokemon,Fossil,,MP,normal,en,${quantity}`,
      `${name},pokemon,Fossil,,NM,holofoil,en,${quantity}`,
    ];
    const first = await desk.bring([head, ...rows('Ditto', 1), ...rows('Éclair', 1)].join('\n'));
    expect(first.counts).toMatchObject({ created: 12 });
    const second = await desk.bring([head, ...rows('DITTO', 2), ...rows('éclair', 1), ...rows('Dit', 1)].join('\n'));
    expect(second.counts).toEqual({ created: 6, changed: 6, unchanged: 6, rejected: 0 });
    expect((await desk.listings()).filter(({ on_hand }) => on_hand === 2)).toHaveLength(6);
  });

  it('adds the pieces of two rows about one piece, or refuses the second where each says how many there are', async () => {
    await freshDesk();
    const text = file('A-1,Mew,pokemon,base1,8,NM,1,2', 'a-1,Mew,pokemon,base1,8,NM,9,3');
    const sent = await desk.send(text);
    await desk.check(sent.id);
    const [second] = await desk.rows(sent.id, 'rejected');
    expect(second).toMatchObject({
      line: 3,
      errors: [{ code: 'same_piece_twice', message: expect.stringContaining('Line 2') }],
    });
    await owner.do('updateImport', { params: desk.one(sent.id), body: { quantity_mode: 'add' } });
    await desk.check(sent.id);
    expect((await desk.apply(sent.id)).counts).toEqual({ created: 1, changed: 1, unchanged: 0, rejected: 0 });
    expect(await desk.listings()).toMatchObject([{ sku: 'A-1', on_hand: 5, price_minor: 100 }]);
  });

  it('goes out and comes back without a difference: every kind, two places, formulas, quotes and grades', async () => {
    await freshDesk();
    const { vendor_id } = desk;
    const back = await owner.do('createLocation', { params: { vendor_id }, body: { name: 'Back, room' } });
    const one = await addCard(owner, vendor_id, {
      quantity: 3,
      note: '=HYPERLINK("x")',
      price_minor: 5,
      cost_minor: 1,
    });
    await owner.do('receiveStock', {
      params: { vendor_id },
      body: { listing_id: one.id, location_id: back.id, quantity: 4 },
    });
    const subgrades = { centering: '9', corners: '9.5', edges: '9.5', surface: '10' };
    await addCard(owner, vendor_id, {
      condition: null,
      grading: { company: 'BGS', grade: '9.5', label: 'Gem Mint', cert_number: '0012', subgrades },
      quantity: 1,
      status: 'active',
      price_minor: 100_000,
      shelf: '"A", row 2',
      low_stock_at: 0,
      barcode: '4006381333931',
    });
    const coin = { country: 'UK', denomination: '1 penny', year: 1933, mint_mark: null, metal: null };
    await owner.do('createCollectible', { body: { vendor_id, kind: 'coin', coin_details: coin, condition: 'M' } });
    await addCard(owner, vendor_id, { source_condition: 'EX', condition: 'LP', title: '-5 "odd"', note: 'two\nlines' });
    const text = await exported(desk);
    expect(text).toContain(`"'=HYPERLINK(""x"")"`);
    const checked = await desk.check((await desk.send(text)).id);
    expect(checked).toMatchObject({
      dialect: 'omni-stock',
      counts: { created: 0, changed: 0, unchanged: 5, rejected: 0 },
      errors: [],
    });
    const template = await desk.text('downloadImportTemplate');
    expect(await desk.check((await desk.send(template)).id)).toMatchObject({ counts: { created: 2, rejected: 0 } });
  });
});
