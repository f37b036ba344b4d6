import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type VendorRoute, vendorRights } from '../../contract/inventory.rights.ts';
import { AppError } from '../../contract/errors.ts';
import { schemas } from '../../contract/schemas.ts';
import { inventoryRoutes } from '../../server/modules/inventory/index.ts';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { member } from '../support/http.ts';
import { type Attack, attacksOn, type Ids, idsOf } from '../support/vendor-attacks.ts';
import { withoutVendorFilters } from '../support/vendor-filters.ts';
import { addCard, openVendor } from '../support/vendors.ts';

let app: TestApp;
let owner: Client & { readonly user_id: string };
let stranger: Client & { readonly user_id: string };
/** Of the vendor that is attacked, and of the one whose owner attacks. */
let theirs: Ids;
let ours: Ids;

beforeAll(async () => {
  app = await startApp({ args: ['--run=api'], requests_per_minute: 1_000_000 });
  owner = await app.register();
  stranger = await app.register();
  theirs = await fill(owner);
  ours = await fill(stranger);
});
afterAll(async () => app[Symbol.asyncDispose]());

/** A vendor with two of everything that has pages. */
async function fill(client: Client & { readonly user_id: string }): Promise<Ids> {
  const { vendor_id, location_id } = await openVendor(client);
  const params = { vendor_id };
  const second = await client.do('createLocation', { params, body: { name: 'Back room' } });
  const listings = [];
  for (const title of ['Zyxomma', 'Zyxnoid']) {
    const made = await addCard(client, vendor_id, { title, quantity: 1, price_minor: 100 });
    await client.do('updateCollectible', {
      params: { vendor_id, id: made.id },
      body: { price_minor: 200 },
      headers: { 'if-match': '*' },
    });
    listings.push(made);
  }
  const invited = { email: `${randomUUID()}@example.org`, role: 'clerk' } as const;
  const invitation = await client.do('inviteStaff', { params, body: invited });
  await client.do('startCount', { params, body: { location_id } });
  const count = await client.do('startCount', { params, body: { location_id } });
  const listing = listings[0]?.id ?? '';
  await client.do('enterCounts', {
    params: { vendor_id, id: count.id },
    body: { entries: [{ listing_id: listing, counted: 5 }] },
  });
  const ids = { vendor_id, listing, location: location_id, second_location: second.id };
  return idsOf(client, { ...ids, count: count.id, invitation: invitation.id, user: client.user_id });
}

const names = Object.keys(vendorRights) as VendorRoute[];

async function overHttp(attack: Attack): Promise<string> {
  const response = await stranger.fetch(attack.address, {
    method: attack.method,
    headers: { 'if-match': '*' },
    ...(attack.body === undefined ? {} : { body: JSON.stringify(attack.body) }),
  });
  const text = (await response.text()).replace(/"request_id":"[^"]*"/, '');
  return `${response.status} ${response.headers.get('etag')} ${text}`;
}

/** Everything that belongs to the vendor that is attacked. */
async function contentOf(vendor_id: string): Promise<string[]> {
  const { db } = app.program.platform;
  const tables = await vendorTables();
  const found = tables.map(async ({ name, column }) => {
    const { rows } = await sql<{ all: string }>`SELECT coalesce(string_agg(t::text, '|' ORDER BY t::text), '') AS all
      FROM ${sql.table(`inventory.${name}`)} t WHERE ${sql.ref(column)} = ${vendor_id}`.execute(db);
    return `${name}: ${rows[0]?.all}`;
  });
  return Promise.all(found);
}

async function vendorTables(): Promise<{ readonly name: string; readonly column: string }[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT tablename AS name FROM pg_tables WHERE schemaname = 'inventory' ORDER BY 1
  `.execute(app.program.platform.db);
  return rows.map(({ name }) => ({ name, column: name === 'vendors' ? 'id' : 'vendor_id' }));
}

describe('what belongs to another vendor', () => {
  it.each(names)('is, to %s, what is not there: the same answer, byte by byte', async (name) => {
    const before = await contentOf(theirs.vendor_id);
    const attacks = attacksOn(name, { ours, theirs });
    expect(attacks.length).toBeGreaterThan(0);
    for (const { label, foreign, missing } of attacks) {
      const answer = await overHttp(foreign);
      expect(answer, label).toBe(await overHttp(missing));
      expect(answer, label).toMatch(/^(404|400) |^200 .*"data":\[\]/);
    }
    expect(await contentOf(theirs.vendor_id)).toEqual(before);
  });

  it('is not there with the filters of the application switched off: row-level security holds alone', async () => {
    const { platform } = app.program;
    const plugin = withoutVendorFilters();
    const bare = { ...platform, db: platform.db.withPlugin(plugin) };
    const handlers = new Map(inventoryRoutes(bare).map((route) => [route.name as string, route.handler]));
    const actor = member({ user_id: stranger.user_id });
    const request = { id: 'r', address: '', user_agent: '', origin: null, cookies: {}, if_match: '*' };
    const call = async (name: VendorRoute, attack: Attack): Promise<string> => {
      const read = (schema: string | undefined, value: unknown) =>
        schema === undefined ? undefined : schemas[schema as keyof typeof schemas].parse(value);
      const { params, query, body } = attack.endpoint;
      const input = {
        params: read(params, attack.params),
        query: read(query, attack.query),
        body: read(body, attack.body),
      };
      try {
        return JSON.stringify(await handlers.get(name)?.({ actor, request, ...input } as never));
      } catch (error) {
        if (error instanceof AppError) return JSON.stringify([error.code, error.detail]);
        throw error;
      }
    };
    const before = await contentOf(theirs.vendor_id);
    let asked = 0;
    for (const name of names)
      for (const { label, foreign, missing } of attacksOn(name, { ours, theirs })) {
        const answer = await call(name, foreign);
        expect(answer, label).toBe(await call(name, missing));
        expect(answer, label).toMatch(/_unknown|cursor_invalid|"data":\[\]/);
        asked += 1;
      }
    expect(await contentOf(theirs.vendor_id)).toEqual(before);
    expect(asked).toBeGreaterThan(names.length);
    expect(plugin.removed()).toBeGreaterThan(asked);

    const lists = ['listCollectibles', 'listMovements', 'listCounts', 'listLocations', 'listStaff', 'listInvitations'];
    for (const name of lists as VendorRoute[]) {
      const [attack] = attacksOn(name, { ours, theirs });
      const own = { ...attack?.foreign, params: { vendor_id: ours.vendor_id }, query: {} } as Attack;
      const answer = await call(name, own);
      for (const id of Object.values(theirs.each)) expect(answer, name).not.toContain(id);
      expect(answer, name).not.toContain('"data":[]');
    }
  });
});

describe('the walls in the database', () => {
  const asVendor = (vendor_id: string, statement: string) =>
    app.program.platform.db.transaction().execute(async (tx) => {
      await sql`SELECT set_config('role', 'omni_vendor', true), set_config('omni.vendor_id', ${vendor_id}, true),
        set_config('omni.user_id', ${stranger.user_id}, true)`.execute(tx);
      return (await sql.raw<Record<string, unknown>>(statement).execute(tx)).rows;
    });

  it('stand around every table: forced, with a key that is led by the vendor, shown to a role without privileges', async () => {
    const { db } = app.program.platform;
    const role = await sql`SELECT rolsuper, rolbypassrls, rolcanlogin, rolcreaterole,
      (SELECT count(*)::int FROM pg_class WHERE relowner = r.oid) AS owns
      FROM pg_roles r WHERE rolname IN ('omni_vendor', 'omni_ledger')`.execute(db);
    const powerless = { rolsuper: false, rolbypassrls: false, rolcanlogin: false, rolcreaterole: false, owns: 0 };
    expect(role.rows).toEqual([powerless, powerless]);
    const { rows } = await sql<{ name: string; ok: boolean }>`
      SELECT relname AS name, relrowsecurity AND relforcerowsecurity AND EXISTS (
        SELECT FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
        WHERE i.indrelid = c.oid AND i.indisprimary
          AND (a.attname = 'vendor_id' OR relname IN ('vendors', 'invitations'))) AS ok
      FROM pg_class c WHERE relnamespace = 'inventory'::regnamespace AND relkind = 'r'`.execute(db);
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.filter((row) => !row.ok)).toEqual([]);
  });

  it('show a vendor its own rows, and nobody without a vendor any', async () => {
    for (const { name, column } of await vendorTables()) {
      const seen = await asVendor(ours.vendor_id, `SELECT DISTINCT ${column}::text AS id FROM inventory.${name}`);
      expect(name === 'visits' ? [] : [{ id: ours.vendor_id }], name).toEqual(seen);
      const nobody = `SELECT set_config('omni.user_id', '', true); SELECT 1 FROM inventory.${name}`;
      const none = (await asVendor('', nobody)) as unknown;
      expect(none, name).toEqual([]);
    }
  });

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
