import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { StockImportView } from '../../contract/inventory-imports.ts';
import type { Db } from '../../server/platform/db/transaction.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { ImportDesk } from '../support/imports.ts';
import { shopFile, shopPieces } from '../support/shop-file.ts';
import { openVendor } from '../support/vendors.ts';
import { waitFor } from '../support/wait-for.ts';
import { startWorker } from './worker.ts';

const ROWS = Number(process.env['IMPORT_ROWS'] ?? 4_000);
/** Of the rows of each step, where the worker is killed; on a busy computer it may be some chunks further. */
const KILLS = [0.1, 0.6];
const STEP_MS_MAX = 240_000;

/** Kills a worker at each of these parts of a step, and lets the next one end it. @returns how many died at work. */
async function throughKills(app: TestApp, desk: ImportDesk, id: string): Promise<number> {
  const { db, config } = app.program.platform;
  const url = config.database_url ?? '';
  let died = 0;
  for (const part of KILLS) {
    await using worker = await startWorker(url);
    const reached = async (): Promise<StockImportView | null> => {
      const now = await desk.client.do('getImport', { params: desk.one(id) });
      const isOver = !['checking', 'applying', 'undoing'].includes(now.status);
      return isOver || now.progress.rows_done >= ROWS * part ? now : null;
    };
    await waitFor(`${part} of the rows`, reached, STEP_MS_MAX);
    await worker.kill();
    // Its lease, over at once.
    const { rows } = await sql`UPDATE inventory.import_work SET claimed_until = now() RETURNING 1`.execute(db);
    died += rows.length;
  }
  await using last = await startWorker(url);
  await desk.rest(id);
  await last.kill();
  return died;
}

async function counted(db: Db, vendor_id: string) {
  const { rows } = await sql<Record<string, number>>`SELECT
    (SELECT count(*)::int FROM inventory.listings WHERE vendor_id = ${vendor_id}) AS listings,
    (SELECT count(*)::int FROM inventory.listings WHERE vendor_id = ${vendor_id} AND status <> 'archived') AS kept,
    (SELECT count(*)::int FROM inventory.price_changes WHERE vendor_id = ${vendor_id}) AS prices,
    (SELECT count(*)::int FROM inventory.stock_movements WHERE vendor_id = ${vendor_id}) AS movements,
    (SELECT coalesce(sum(on_hand), 0)::int FROM inventory.stock_levels WHERE vendor_id = ${vendor_id}) AS pieces,
    (SELECT count(*)::int FROM inventory.drift()) AS drift`.execute(db);
  return rows[0];
}

describe('a worker that is killed in the middle of an import', () => {
  it('is followed by one that goes on: every row once, in the check, the application and the undo', {
    timeout: 900_000,
  }, async () => {
    await using app = await startApp({ args: ['--run=api'], requests_per_minute: 1_000_000 });
    const owner = await app.register();
    const desk = new ImportDesk(owner, await openVendor(owner));
    const pieces = shopPieces(ROWS);
    const { db } = app.program.platform;
    const { id } = await desk.send(shopFile('tcgplayer-seller', pieces));
    const params = desk.one(id);
    let died = 0;

    await owner.do('checkImport', { params });
    died += await throughKills(app, desk, id);
    const checked = await desk.rest(id);
    expect(checked).toMatchObject({ status: 'checked', counts: { created: ROWS, rejected: 0 } });

    await owner.do('applyImport', { params });
    died += await throughKills(app, desk, id);
    const moved = pieces.filter(({ quantity }) => quantity > 0);
    const on_hand = moved.reduce((sum, { quantity }) => sum + quantity, 0);
    expect(await desk.rest(id)).toMatchObject({ status: 'applied', counts: { created: ROWS, changed: 0 } });
    expect(await counted(db, desk.vendor_id)).toEqual({
      listings: ROWS,
      kept: ROWS,
      prices: ROWS,
      movements: moved.length,
      pieces: on_hand,
      drift: 0,
    });

    await owner.do('undoImport', { params });
    died += await throughKills(app, desk, id);
    expect(await desk.rest(id)).toMatchObject({ status: 'undone', problem: null });
    const undone = { listings: ROWS, kept: 0, prices: ROWS, movements: moved.length * 2, pieces: 0, drift: 0 };
    expect(await counted(db, desk.vendor_id)).toEqual(undone);
    expect(died).toBeGreaterThan(2);
  });
});
