import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inScope } from '../../server/modules/inventory/services/enter-scope.ts';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { ImportDesk } from '../support/imports.ts';
import { openVendor } from '../support/vendors.ts';

let app: TestApp;
let owner: Client & { readonly user_id: string };
let desk: ImportDesk;

beforeAll(async () => {
  app = await startApp({ args: ['--run=api,worker'], requests_per_minute: 1_000_000 });
  owner = await app.register();
});
afterAll(async () => app[Symbol.asyncDispose]());
beforeEach(async () => {
  desk = new ImportDesk(owner, await openVendor(owner));
});

const file = (...rows: readonly string[]): string => ['sku,name,game,condition,price,quantity', ...rows, ''].join('\n');

async function listing(sku: string) {
  const found = (await desk.listings()).find((one) => one.sku === sku);
  if (found === undefined) throw new Error(`no listing ${sku}`);
  return found;
}

async function edit(sku: string, body: { readonly price_minor?: number; readonly note?: string }): Promise<void> {
  const params = { vendor_id: desk.vendor_id, id: (await listing(sku)).id };
  await owner.do('updateCollectible', { params, body, headers: { 'if-match': '*' } });
}

/** What a buyer's order will do. */
async function reserve(sku: string, quantity: number): Promise<void> {
  const { id } = await listing(sku);
  await inScope(app.program.platform, { user_id: owner.user_id, vendor_id: desk.vendor_id }, (tx) =>
    sql`SELECT * FROM inventory.apply_movement(gen_random_uuid(), ${id}, ${desk.location_id}, 'reserve', ${quantity}, '',
      'cart', ${`cart:${id}`}, NULL, now())`.execute(tx),
  );
}

async function drift(): Promise<number> {
  return (await sql`SELECT FROM inventory.drift()`.execute(app.program.platform.db)).rows.length;
}

describe('an import that is taken back', () => {
  it('leaves what was there before it: fields, stock, and what it made is archived; the same file makes it anew', async () => {
    await desk.bring(file('A,Mew,pokemon,NM,5,3'));
    const text = file('A,Mew,pokemon,NM,9,7', 'B,Abra,pokemon,NM,1,2');
    const applied = await desk.bring(text);
    const undone = await desk.undo(applied.id);
    expect(undone).toMatchObject({ status: 'undone', problem: null, errors: [] });
    expect(await listing('A')).toMatchObject({ price_minor: 500, on_hand: 3, version: 3 });
    expect(await listing('B')).toMatchObject({ status: 'archived', on_hand: 0 });
    expect(await drift()).toBe(0);
    expect((await desk.bring(text)).counts).toMatchObject({ created: 0, changed: 2 });
    expect(await listing('B')).toMatchObject({ status: 'draft', on_hand: 2 });
  });

  it('keeps and names what somebody changed since, and pieces that are promised', async () => {
    await desk.bring(file('A,Mew,pokemon,NM,5,3', 'B,Abra,pokemon,NM,5,1', 'C,Onix,pokemon,NM,5,0'));
    const text = file('A,Mew,pokemon,NM,9,7', 'B,Abra,pokemon,NM,6,1', 'C,Onix,pokemon,NM,8,4', 'D,Muk,pokemon,NM,1,2');
    const { id } = await desk.bring(text);
    await edit('B', { price_minor: 1_111 });
    await edit('D', { note: 'Mine' });
    await reserve('C', 2);
    const undone = await desk.undo(id);
    expect(undone.problem).toMatch(/^3 rows keep/);
    const codes = undone.errors.map(({ code }) => code);
    expect(codes).toEqual(['undo_field_kept', 'undo_listing_kept', 'undo_stock_kept']);
    expect(await listing('A')).toMatchObject({ price_minor: 500, on_hand: 3 });
    expect(await listing('B')).toMatchObject({ price_minor: 1_111 });
    expect(await listing('C')).toMatchObject({ price_minor: 500, on_hand: 4, available: 2 });
    expect(await listing('D')).toMatchObject({ note: 'Mine', status: 'draft', on_hand: 0 });
    const kept = await desk.rows(id, 'created');
    expect(kept).toMatchObject([{ line: 5, errors: [{ message: 'Somebody edited the listing since.' }] }]);
    expect(await drift()).toBe(0);
  });

  it('is refused where nothing was written, and twice', async () => {
    const sent = await desk.send(file('A,Mew,pokemon,NM,5,3'));
    const undo = () => owner.call('undoImport', { params: desk.one(sent.id) });
    expect(await undo()).toMatchObject({ status: 409, code: 'import_step_refused' });
    await desk.check(sent.id);
    await desk.apply(sent.id);
    await desk.undo(sent.id);
    expect(await undo()).toMatchObject({ status: 409, code: 'import_step_refused' });
  });
});

describe('all or nothing', () => {
  it('writes nothing where a listing changed since the check', async () => {
    await desk.bring(file('A,Mew,pokemon,NM,5,3'));
    const { id } = await desk.send(file('A,Mew,pokemon,NM,9,7', 'B,Abra,pokemon,NM,1,2'));
    await desk.check(id);
    await edit('A', { price_minor: 1_111 });
    expect(await desk.apply(id)).toMatchObject({ status: 'checked', problem: expect.stringContaining('check again') });
    expect(await desk.listings()).toMatchObject([{ sku: 'A', price_minor: 1_111, on_hand: 3 }]);
    await desk.check(id);
    expect(await desk.apply(id)).toMatchObject({ status: 'applied', counts: { created: 1, changed: 1 } });
  });

  it('takes back what it wrote where a row cannot be written any more', async () => {
    const rows = Array.from({ length: 1_200 }, (_, place) => `N-${place},Card ${place},pokemon,NM,1,1`);
    const full = await desk.bring(file('A,Mew,pokemon,NM,5,3', ...rows.slice(0, 5)));
    expect(full.counts.created).toBe(6);
    const { id } = await desk.send(file(...rows.slice(5), 'A,Mew,pokemon,NM,5,1'));
    await desk.check(id);
    // The version of the listing stays: only its stock is another.
    await reserve('A', 2);
    const ended = await desk.apply(id);
    expect(ended).toMatchObject({ status: 'failed', problem: expect.stringContaining('Line 1197') });
    const on_sale = (await desk.listings()).filter(({ status }) => status !== 'archived');
    expect(on_sale.map(({ sku }) => sku)).toContain('A');
    const { rows: left } = await sql`SELECT FROM inventory.listings
      WHERE vendor_id = ${desk.vendor_id} AND status <> 'archived'`.execute(app.program.platform.db);
    expect(left).toHaveLength(6);
    expect(await drift()).toBe(0);
  });
});
