import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createImporter } from '../../server/modules/inventory/index.ts';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import type { Ids } from '../support/vendor-attacks.ts';
import { fillVendor } from '../support/vendor-fill.ts';
import { vendorTables } from '../support/vendor-tables.ts';

let app: TestApp;
let stranger: Client & { readonly user_id: string };
let theirs: Ids;
let ours: Ids;

beforeAll(async () => {
  app = await startApp({ args: ['--run=api'], requests_per_minute: 1_000_000 });
  stranger = await app.register();
  const importer = createImporter(app.program.platform);
  await importer.start();
  theirs = await fillVendor(app.program.platform, await app.register());
  ours = await fillVendor(app.program.platform, stranger);
  await importer.drain();
  const { db } = app.program.platform;
  // As the shop keeper and the job of the night write them, which do not run here, and an import that is at work.
  await sql`INSERT INTO inventory.offers (vendor_id, listing_id, available, is_low, low_untold)
    SELECT vendor_id, id, 0, false, false FROM inventory.listings`.execute(db);
  await sql`INSERT INTO inventory.value_days (vendor_id, day, currency, pieces, cost_minor, price_minor)
    SELECT id, '2026-11-20', currency, 0, 0, 0 FROM inventory.vendors ON CONFLICT DO NOTHING`.execute(db);
  await sql`INSERT INTO inventory.import_work (vendor_id, import_id, requested_by, requested_at)
    SELECT DISTINCT ON (vendor_id) vendor_id, id, created_by, now() FROM inventory.imports
    ON CONFLICT DO NOTHING`.execute(db);
  await sql`INSERT INTO inventory.import_photo_work (vendor_id, import_id, requested_by, requested_at)
    SELECT vendor_id, id, created_by, now() FROM inventory.imports`.execute(db);
  await sql`INSERT INTO inventory.import_photos (vendor_id, import_id, line, place, listing_id, url)
    SELECT vendor_id, import_id, line, 1, listing_id, 'https://example.org/1.jpg' FROM inventory.import_rows
    WHERE listing_id IS NOT NULL`.execute(db);
  await sql`INSERT INTO inventory.set_aside_listings (vendor_id, listing_id, attempts, tried_at, last_error, next_at)
    SELECT vendor_id, id, 1, now(), 'it failed', now() FROM inventory.listings`.execute(db);
});
afterAll(async () => app[Symbol.asyncDispose]());

/** 1000000 for the record. */
const READS = Number(process.env['CROSS_READS'] ?? 5000);

describe('the walls in the database', () => {
  /** Runs statements as the role of the program. @returns the rows of the last. */
  const asVendor = (vendor_id: string, ...statements: readonly string[]) =>
    app.program.platform.db.transaction().execute(async (tx) => {
      await sql`SELECT set_config('role', 'omni_vendor', true), set_config('omni.vendor_id', ${vendor_id}, true),
        set_config('omni.user_id', ${vendor_id === '' ? '' : stranger.user_id}, true)`.execute(tx);
      let rows: Record<string, unknown>[] = [];
      for (const statement of statements) ({ rows } = await sql.raw<Record<string, unknown>>(statement).execute(tx));
      return rows;
    });

  it('stand around every table: forced, with a key that is led by the vendor, shown to a role without privileges', async () => {
    const { db } = app.program.platform;
    const role = await sql`SELECT rolsuper, rolbypassrls, rolcanlogin, rolcreaterole,
      (SELECT count(*)::int FROM pg_class WHERE relowner = r.oid) AS owns
      FROM pg_roles r WHERE rolname IN ('omni_vendor', 'omni_ledger', 'omni_shop', 'omni_orders')`.execute(db);
    const powerless = { rolsuper: false, rolbypassrls: false, rolcanlogin: false, rolcreaterole: false, owns: 0 };
    expect(role.rows).toEqual([powerless, powerless, powerless, powerless]);
    const walled = await vendorTables(db);
    const { rows } = await sql<{ name: string; ok: boolean }>`
      SELECT relname AS name, relrowsecurity AND relforcerowsecurity AND EXISTS (
        SELECT FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
        WHERE i.indrelid = c.oid AND i.indisprimary
          AND (a.attname = 'vendor_id' OR relname IN ('vendors', 'invitations', 'holds', 'sales'))) AS ok
      FROM pg_class c WHERE c.oid = ANY(${walled.map(({ name }) => name)}::regclass[])`.execute(db);
    expect(rows.length).toBeGreaterThan(30);
    expect(rows.filter((row) => !row.ok)).toEqual([]);
  });

  it('show a vendor its own rows, and nobody without a vendor any', async () => {
    for (const { name, column } of await vendorTables(app.program.platform.db)) {
      const seen = await asVendor(ours.vendor_id, `SELECT DISTINCT ${column}::text AS id FROM ${name}`);
      expect(name === 'inventory.visits' ? [] : [{ id: ours.vendor_id }], name).toEqual(seen);
      const none = await asVendor('', `SELECT 1 FROM ${name}`);
      expect(none, name).toEqual([]);
    }
  });

  it(
    `show nothing in ${READS} random reads of another vendor’s rows by their ids`,
    async () => {
      const ids = [...Object.values(theirs.each), theirs.vendor_id].map((id) => `'${id}'::uuid`).join(', ');
      const look = `CREATE FUNCTION pg_temp.look(times integer, ids uuid[]) RETURNS integer LANGUAGE plpgsql AS $$
        DECLARE
          names text[] := ARRAY['listings', 'locations', 'counts', 'invitations', 'listing_changes', 'stock_movements'];
          keys text[] := ARRAY['id', 'vendor_id'];
          total integer := 0;
          hits integer;
        BEGIN
          FOR i IN 1..times LOOP
            EXECUTE format('SELECT count(*) FROM inventory.%I WHERE %I = $1', names[1 + floor(random() * 6)],
              keys[1 + floor(random() * 2)]) INTO hits USING ids[1 + floor(random() * array_length(ids, 1))];
            total := total + hits;
          END LOOP;
          RETURN total;
        END $$`;
      const patient = 'SET LOCAL statement_timeout = 0';
      const ask = (times: number): string => `SELECT pg_temp.look(${times}, ARRAY[${ids}]) AS hits`;
      expect(await asVendor(ours.vendor_id, patient, look, ask(READS))).toEqual([{ hits: 0 }]);
      const [own] = await asVendor(theirs.vendor_id, 'DROP FUNCTION IF EXISTS pg_temp.look', look, ask(2_000));
      expect(own?.['hits']).toBeGreaterThan(0);
    },
    30_000 + READS,
  );

  it.each([
    ['moves a row to another vendor', "UPDATE inventory.listings SET vendor_id = '$T'", '42501'],
    ['adds a row for another vendor', "INSERT INTO inventory.locations VALUES ('$R', '$T', 'x', now())", '42501'],
    [
      'hangs a card on another vendor’s listing',
      `INSERT INTO inventory.card_details VALUES ('$O', '$L', 'mtg', null, null, null, 'x', null, 'en', 'normal', false, false, false)`,
      '23503',
    ],
    ['writes a level', 'UPDATE inventory.stock_levels SET on_hand = 99', '42501'],
    ['adds a level', "INSERT INTO inventory.stock_levels VALUES ('$O', '$L', '$R', 1, 0, 0, 1)", '42501'],
    ['rewrites the ledger', 'UPDATE inventory.stock_movements SET quantity = 1', '42501'],
    ['forgets a movement', 'DELETE FROM inventory.stock_movements', '42501'],
    ['rewrites history', "UPDATE inventory.listing_changes SET reason = ''", '42501'],
    ['sums up every vendor', 'SELECT * FROM inventory.drift()', '42501'],
  ])('refuse whoever %s', async (_, statement, code) => {
    const filled = statement
      .replaceAll('$T', theirs.vendor_id)
      .replaceAll('$O', ours.vendor_id)
      .replaceAll('$L', theirs.each.listing)
      .replaceAll('$R', randomUUID());
    await expect(asVendor(ours.vendor_id, filled)).rejects.toMatchObject({ code });
  });

  it('move no stock of another vendor, and leave nothing behind on the connection', async () => {
    const { listing, location } = theirs.each;
    const moved = await asVendor(
      ours.vendor_id,
      `SELECT * FROM inventory.apply_movement('${randomUUID()}', '${listing}', '${location}', 'receive', 1, '', '', 'k-1', NULL, now())`,
    );
    expect(moved).toMatchObject([{ outcome: 'listing_unknown' }]);
    const after = await Promise.all(
      Array.from({ length: 12 }, () =>
        sql<{ user: string; vendor: string }>`SELECT current_user AS user, session_user AS session,
          coalesce(current_setting('omni.vendor_id', true), '') AS vendor`.execute(app.program.platform.db),
      ),
    );
    for (const { rows } of after) expect(rows).toMatchObject([{ vendor: '' }]);
    for (const { rows } of after) expect(rows[0]?.user).not.toBe('omni_vendor');
  });
});
