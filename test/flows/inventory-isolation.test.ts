import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type VendorRoute, vendorRights } from '../../contract/inventory.rights.ts';
import { AppError } from '../../contract/errors.ts';
import { schemas } from '../../contract/schemas.ts';
import { createImporter, inventoryRoutes } from '../../server/modules/inventory/index.ts';
import { createOrders } from '../../server/modules/orders/index.ts';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { member } from '../support/http.ts';
import { type Attack, attacksOn, type Ids } from '../support/vendor-attacks.ts';
import { fillVendor } from '../support/vendor-fill.ts';
import { vendorTables } from '../support/vendor-tables.ts';
import { withoutVendorFilters } from '../support/vendor-filters.ts';

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
  const importer = createImporter(app.program.platform);
  await importer.start();
  theirs = await fillVendor(app.program.platform, owner);
  ours = await fillVendor(app.program.platform, stranger);
  await importer.drain();
});
afterAll(async () => app[Symbol.asyncDispose]());

const names = Object.keys(vendorRights) as VendorRoute[];

async function overHttp(attack: Attack): Promise<string> {
  const [type] = attack.endpoint.upload ?? [];
  const body = type === undefined ? attack.body && JSON.stringify(attack.body) : 'a file';
  const response = await stranger.fetch(attack.address, {
    method: attack.method,
    headers: {
      'if-match': '*',
      'idempotency-key': randomUUID(),
      ...(type === undefined ? {} : { 'content-type': type }),
    },
    ...(body === undefined ? {} : { body: body as string }),
  });
  const text = (await response.text()).replace(/"request_id":"[^"]*"/, '');
  return `${response.status} ${response.headers.get('etag')} ${text}`;
}

/** A file that is made while it is sent; one of headers alone holds nobody's. */
async function textOf({ text = '' }: { readonly text?: string | AsyncIterable<string> }): Promise<string> {
  return typeof text === 'string' ? text : (await Array.fromAsync(text)).join('');
}

/** Everything that belongs to the vendor that is attacked. */
async function contentOf(vendor_id: string): Promise<string[]> {
  const { db } = app.program.platform;
  const tables = await vendorTables(app.program.platform.db);
  const found = tables.map(async ({ name, column }) => {
    const { rows } = await sql<{ all: string }>`SELECT coalesce(string_agg(t::text, '|' ORDER BY t::text), '') AS all
      FROM ${sql.table(name)} t WHERE ${sql.ref(column)} = ${vendor_id}`.execute(db);
    return `${name}: ${rows[0]?.all}`;
  });
  return Promise.all(found);
}

describe('what belongs to another vendor', () => {
  it.each(names)('is, to %s, what is not there: the same answer, byte by byte', async (name) => {
    const before = await contentOf(theirs.vendor_id);
    const attacks = attacksOn(name, { ours, theirs });
    expect(attacks.length).toBeGreaterThan(0);
    for (const { label, foreign, missing } of attacks) {
      const answer = await overHttp(foreign);
      expect(answer, label).toBe(await overHttp(missing));
      expect(answer, label).toMatch(/^(404|400) |^200 .*"data":(\[\]|\{"total":0,)|^200 null [a-z_,]+\s*$/);
    }
    expect(await contentOf(theirs.vendor_id)).toEqual(before);
  });

  it('is not there with the filters of the application switched off: row-level security holds alone', async () => {
    const { platform } = app.program;
    const plugin = withoutVendorFilters();
    const bare = { ...platform, db: platform.db.withPlugin(plugin) };
    const routes = [...inventoryRoutes(bare), ...createOrders(bare).routes];
    const handlers = new Map(routes.map((route) => [route.name as string, route.handler]));
    const actor = member({ user_id: stranger.user_id });
    const request = {
      id: 'r',
      address: '',
      user_agent: '',
      origin: null,
      cookies: {},
      if_match: '*',
      idempotency: { key: randomUUID(), fingerprint: '0'.repeat(64) },
      guest_token: null,
    };
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
        const upload = Buffer.from('a file');
        const reply = await handlers.get(name)?.({ actor, request, upload, ...input } as never);
        return reply?.file === undefined ? JSON.stringify(reply) : await textOf(reply.file);
      } catch (error) {
        if (error instanceof AppError) return JSON.stringify([error.code, error.detail]);
        throw error;
      }
    };
    // Subscriptions are told of by the program's own parts; they are attacked over HTTP above.
    expect(names.filter((name) => !handlers.has(name) && !name.includes('Subscription'))).toEqual([]);
    const before = await contentOf(theirs.vendor_id);
    let asked = 0;
    for (const name of names.filter((one) => handlers.has(one)))
      for (const { label, foreign, missing } of attacksOn(name, { ours, theirs })) {
        const answer = await call(name, foreign);
        expect(answer, label).toBe(await call(name, missing));
        expect(answer, label).toMatch(/_unknown|cursor_invalid|"data":(\[\]|\{"total":0,)|^\uFEFF[a-z_,]+\s*$/);
        asked += 1;
      }
    expect(await contentOf(theirs.vendor_id)).toEqual(before);
    expect(asked).toBeGreaterThan(names.length);
    expect(plugin.removed()).toBeGreaterThan(asked);

    const lists = [
      'listCollectibles',
      'listMovements',
      'listCounts',
      'listLocations',
      'listStaff',
      'listInvitations',
      'listBulkEdits',
      'listVendorOrders',
      'listPicks',
    ];
    for (const name of lists as VendorRoute[]) {
      const [attack] = attacksOn(name, { ours, theirs });
      const own = { ...attack?.foreign, params: { vendor_id: ours.vendor_id }, query: {} } as Attack;
      const answer = await call(name, own);
      for (const id of Object.values(theirs.each)) expect(answer, name).not.toContain(id);
      expect(answer, name).not.toContain('"data":[]');
    }
  });
});
