import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createImporter } from '../../server/modules/inventory/index.ts';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { ImportDesk } from '../support/imports.ts';
import { openVendor } from '../support/vendors.ts';

let app: TestApp;
let owner: Client & { readonly user_id: string };
let desk: ImportDesk;

beforeAll(async () => {
  app = await startApp({ args: ['--run=api'], requests_per_minute: 1_000_000 });
  owner = await app.register();
});
afterAll(async () => app[Symbol.asyncDispose]());
beforeEach(async () => {
  desk = new ImportDesk(owner, await openVendor(owner));
});

const file = (count: number): string => ['sku,name,game,condition,price,quantity', ...rowsOf(count), ''].join('\n');
const rowsOf = (count: number): string[] =>
  Array.from({ length: count }, (_, place) => `N-${place},Card ${place},pokemon,NM,1,1`);

/** Workers in this process, gone with the test. */
async function workers(count: number): Promise<AsyncDisposable> {
  const all = Array.from({ length: count }, () => createImporter(app.program.platform, { look_ms: 50 }));
  for (const one of all) await one.start();
  return {
    [Symbol.asyncDispose]: async () => {
      for (const one of all) await one.drain();
    },
  };
}

describe('the steps of an import', () => {
  it('go one at a time for a vendor, and only where they lead on', async () => {
    const first = await desk.send(file(3));
    const second = await desk.send(file(3));
    const apply = () => owner.call('applyImport', { params: desk.one(first.id) });
    expect(await apply()).toMatchObject({ status: 409, code: 'import_step_refused' });
    await owner.do('checkImport', { params: desk.one(first.id) });
    const other = await owner.call('checkImport', { params: desk.one(second.id) });
    expect(other).toMatchObject({ status: 409, code: 'import_running' });
    const changed = await owner.call('updateImport', { params: desk.one(first.id), body: { quantity_mode: 'add' } });
    expect(changed).toMatchObject({ status: 409, code: 'import_step_refused' });
    expect(await owner.do('cancelImport', { params: desk.one(first.id) })).toMatchObject({ status: 'cancelled' });
    await owner.do('checkImport', { params: desk.one(second.id) });
    await using _working = await workers(1);
    expect(await desk.rest(second.id)).toMatchObject({ status: 'checked', counts: { created: 3 } });
  });

  it('stop between two chunks when they are cancelled, go on from there, and can be taken back', async () => {
    const { id } = await desk.send(file(2_000));
    const params = desk.one(id);
    await using _working = await workers(1);
    await desk.check(id);
    await owner.do('applyImport', { params });
    const stopped = await owner.do('cancelImport', { params });
    expect(stopped.status).toBe('cancelled');
    const written = async (): Promise<number> => {
      const { rows } = await sql<{ count: number }>`SELECT count(*)::int AS count FROM inventory.listings
        WHERE vendor_id = ${desk.vendor_id} AND status <> 'archived'`.execute(app.program.platform.db);
      return rows[0]?.count ?? 0;
    };
    expect(await written()).toBe(stopped.progress.rows_done);
    if (stopped.progress.rows_done === 0) await desk.check(id);
    expect(await desk.apply(id)).toMatchObject({ status: 'applied', counts: { created: 2_000 } });
    expect(await desk.undo(id)).toMatchObject({ status: 'undone', problem: null });
    expect(await written()).toBe(0);
  });

  it('are shared by workers: every import is written once, of several vendors at the same time', async () => {
    const desks = [
      desk,
      new ImportDesk(owner, await openVendor(owner, 'East')),
      new ImportDesk(owner, await openVendor(owner, 'West')),
    ];
    await using _working = await workers(3);
    const all = await Promise.all(desks.map((one) => one.bring(file(1_100))));
    expect(all.map(({ counts }) => counts.created)).toEqual([1_100, 1_100, 1_100]);
    const { rows } = await sql`SELECT vendor_id, count(*)::int AS count FROM inventory.stock_movements
      WHERE vendor_id = ANY(${desks.map((one) => one.vendor_id)}::uuid[]) GROUP BY 1`.execute(app.program.platform.db);
    expect(rows.map((row) => (row as { count: number }).count)).toEqual([1_100, 1_100, 1_100]);
  });

  it('begin with the mapping that was kept for files of the same headers', async () => {
    const strange = ['Was,Spiel,Zst,Stk', 'Mew,pokemon,gut,2', ''].join('\n');
    const { id } = await desk.send(strange);
    const refused = await owner.call('checkImport', { params: desk.one(id) });
    expect(refused).toMatchObject({ status: 409, code: 'import_mapping_incomplete' });
    const mapping = ['name', 'game', 'condition', 'quantity'].map((field, column) => ({ column, field }));
    const body = { mapping, condition_aliases: [{ from: 'gut', to: 'MP' }] } as never;
    await owner.do('updateImport', { params: desk.one(id), body });
    const kept = { name: 'My till', import_id: id };
    const saved = await owner.do('saveImportMapping', { params: desk.params, body: kept });
    await using _working = await workers(1);
    const again = await desk.bring(strange);
    expect(again).toMatchObject({ mapping, counts: { created: 1 } });
    expect(await desk.listings()).toMatchObject([
      { title: 'Mew', condition: 'MP', source_condition: 'gut', on_hand: 2 },
    ]);
    expect(await owner.do('listImportMappings', { params: desk.params })).toMatchObject([{ id: saved.id, mapping }]);
    await owner.do('deleteImportMapping', { params: { vendor_id: desk.vendor_id, id: saved.id } });
    expect(await desk.send(strange)).not.toMatchObject({ mapping });
  });
});
