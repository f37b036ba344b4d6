import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { BodyInput } from '../../contract/schemas.ts';
import { findDrift } from '../../server/modules/inventory/services/find-drift.ts';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { runStorm } from '../support/ledger-storm.ts';
import { addCard, openVendor } from '../support/vendors.ts';
import { wordsUnlikeSummaries } from '../support/words-unlike.ts';

const TRANSACTIONS = Number(process.env['STORM_TRANSACTIONS'] ?? 400);
const EDITORS = 3;
const LISTINGS = 8;
const TIMEOUT_MS = 600_000 + TRANSACTIONS * 60;

type Change = BodyInput<'startBulkEdit'>['change'];
/** A bulk edit may be refused for what others did; it may never fail. */
const REFUSALS = new Set(['bulk_refused', 'bulk_count_changed', 'stock_insufficient']);

interface Shop {
  readonly owner: Client & { readonly user_id: string };
  readonly vendor_id: string;
  readonly listings: readonly string[];
  readonly locations: readonly string[];
}

async function world(app: TestApp): Promise<Shop> {
  const owner = await app.register();
  const { vendor_id, location_id } = await openVendor(owner);
  const back = await owner.do('createLocation', { params: { vendor_id }, body: { name: 'Back room' } });
  const listings = [];
  for (let index = 0; index < LISTINGS; index += 1) {
    const made = await addCard(owner, vendor_id, { quantity: 200, price_minor: 1000 });
    listings.push(made.id);
  }
  return { owner, vendor_id, listings, locations: [location_id, back.id] };
}

/** Edits half of the listings or all, again and again, and takes every second edit back, until it is told to stop. */
async function editInBulk(
  shop: Shop,
  index: number,
  isOver: () => boolean,
): Promise<{ done: number; codes: string[] }> {
  const { owner, vendor_id, listings, locations } = shop;
  const params = { vendor_id };
  const codes: string[] = [];
  let done = 0;
  for (let turn = index; !isOver(); turn += 1) {
    const changes: Change[] = [
      { price: { percent: turn % 2 === 0 ? '7.5' : '-5' } },
      { location_id: locations[turn % 2] ?? '' },
      { status: turn % 2 === 0 ? 'active' : 'paused', shelf: `Box ${turn}` },
    ];
    const change = changes[turn % changes.length] ?? {};
    const selection = turn % 4 === 0 ? { ids: listings.toReversed().slice(0, LISTINGS / 2) } : { filter: {} };
    const preview = await owner.do('previewBulkEdit', { params, body: { selection, change } });
    const body = { selection, change, expected_count: preview.count };
    const edit = await owner.call('startBulkEdit', { params, body });
    if (edit.code !== null) codes.push(edit.code);
    else {
      done += 1;
      if (turn % 2 === 0) await owner.do('undoBulkEdit', { params: { vendor_id, id: edit.data.id } });
    }
  }
  return { done, codes };
}

describe('bulk edits among edits, counts and stock that comes and goes', () => {
  it(
    'never deadlock, and leave nothing half done',
    async () => {
      await using app = await startApp({ args: ['--run=api'], requests_per_minute: 1_000_000 });
      const shop = await world(app);
      let isOver = false;
      const editors = Array.from({ length: EDITORS }, (_, index) => editInBulk(shop, index, () => isOver));
      const report = await runStorm({
        url: app.program.platform.config.database_url ?? '',
        seed: 20_261_121,
        transactions: TRANSACTIONS,
        connections: 6,
        unsafe: false,
        user_id: shop.owner.user_id,
        vendors: [shop],
      });
      isOver = true;
      const edits = await Promise.all(editors);
      process.stdout.write(`bulk storm: ${JSON.stringify({ ...report, edits: edits.map(({ done }) => done) })}\n`);

      expect(report.failed).toEqual({});
      for (const { done, codes } of edits) {
        expect(done).toBeGreaterThan(0);
        expect(codes.filter((code) => !REFUSALS.has(code))).toEqual([]);
      }
      const { db } = app.program.platform;
      expect(await findDrift(app.program.platform)).toBe(0);
      expect(await wordsUnlikeSummaries(db)).toBe(0);
      const { rows } = await sql<Record<string, number>>`SELECT
        (SELECT count(*)::int FROM inventory.bulk_edits AS edit WHERE count <> (
          SELECT count(*) FROM inventory.bulk_edit_listings AS one WHERE one.edit_id = edit.id)) AS half_done,
        (SELECT count(*)::int FROM inventory.listings AS listing WHERE price_minor IS DISTINCT FROM (
          SELECT price_minor FROM inventory.price_changes AS price WHERE price.listing_id = listing.id
          ORDER BY id DESC LIMIT 1)) AS price_unlike_history,
        (SELECT count(*)::int FROM inventory.listings AS listing WHERE version <> (
          SELECT count(DISTINCT version) FROM inventory.listing_changes AS change
          WHERE change.listing_id = listing.id)) AS versions_without_history`.execute(db);
      expect(rows[0]).toEqual({ half_done: 0, price_unlike_history: 0, versions_without_history: 0 });
    },
    TIMEOUT_MS,
  );
});
