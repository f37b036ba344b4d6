import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReplyOf } from '../../contract/schemas.ts';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { ImportDesk } from '../support/imports.ts';
import { type Operation, operations } from '../support/spec.ts';
import { addCard, openVendor } from '../support/vendors.ts';

let app: TestApp;
let member: Client;
let known: Readonly<Record<string, string>> = {};
/** What leads somewhere below a vendor. */
let ofVendor: Readonly<Record<string, string>> = {};
let count_id = '';
let import_id = '';
/** A checkout of the member, at their own shop. */
let bought: ReplyOf<'checkOut'>;

beforeAll(async () => {
  // No feed and no worker: whatever changes in the database, a call changed.
  app = await startApp({ args: ['--run=api'], requests_per_minute: 1_000_000 });
  member = await app.register();
  const list = await member.do('createWatchlist', { body: { name: 'Walked', symbols: ['AAPL', 'MSFT'] } });
  const { vendor_id, location_id } = await openVendor(member);
  const card = await addCard(member, vendor_id, { quantity: 2, status: 'active', price_minor: 500 });
  const { id } = card;
  ofVendor = { vendor_id, location_id, id, user_id: id, photo_id: id, part_id: id, file_name: 'stock.csv' };
  bought = await buy(id);
  count_id = (await member.do('startCount', { params: { vendor_id }, body: { location_id } })).id;
  import_id = (await new ImportDesk(member, { vendor_id, location_id }).send('sku,name\nA-1,Mew\n')).id;
  known = {
    id: list.id,
    symbol: 'AAPL',
    symbols: 'AAPL,MSFT',
    q: 'mew',
    token: 'n0Tk3n0fA5har3dL1st-n0Tk3n0fA5ha',
    listing_id: id,
    order_id: id,
    slug: 'a-product',
    provider: 'test',
    ref: 'test_0000000000000000',
    name: 'vendor-accounts',
    event_id: id,
  };
});
afterAll(async () => app[Symbol.asyncDispose]());

async function buy(listing_id: string): Promise<ReplyOf<'checkOut'>> {
  const line = { params: { listing_id }, body: { quantity: 1 } };
  await member.do('setBasketLine', line);
  const shipping_address = { name: 'Ada', line1: '12 St James Square', city: 'London', country: 'GB' };
  const basket = await member.do('updateBasket', { body: { shipping_address } });
  const body = { basket_version: basket.version, expected_total_minor: basket.total_minor };
  const group = await member.do('checkOut', { body: { ...body, payment_method: 'test_approve' } });
  await member.do('setBasketLine', line);
  return group;
}

/** The address of an operation with parameters that lead somewhere. */
function addressOf({ path, parameters }: Operation): string {
  const values = { ...(path.includes('{vendor_id}') ? ofVendor : known), ...partOf(path) };
  const query = parameters
    .filter((one) => one.in === 'query' && one.required)
    .map((one) => `${one.name}=${encodeURIComponent(values[one.name] ?? '')}`);
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
  return query.length === 0 ? filled : `${filled}?${query.join('&')}`;
}

function partOf(path: string): Readonly<Record<string, string>> {
  const [order] = bought.orders;
  if (path.includes('/order-groups/{id}')) return { id: bought.id, order_id: order?.id ?? '' };
  if (path.includes('/orders/{id}')) return { id: order?.id ?? '' };
  if (path.includes('/counts/{id}')) return { id: count_id };
  return path.includes('/imports/{id}') ? { id: import_id } : {};
}

/** Every table of ours and what stands in it. */
async function contentOfDatabase(): Promise<Record<string, string>> {
  const { db } = app.program.platform;
  const { rows } = await sql<{ name: string }>`
    SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
    WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
  `.execute(db);
  const content: Record<string, string> = {};
  for (const { name } of rows) {
    const found = await sql<{ hash: string }>`
      SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) AS hash FROM ${sql.raw(name)} t
    `.execute(db);
    content[name] = found.rows[0]?.hash ?? '';
  }
  return content;
}

describe('a GET or a HEAD', () => {
  it('changes nothing, however often and by whomever it is called', async () => {
    const reading = operations.filter((operation) => operation.method === 'GET');
    const walk = async (): Promise<number[]> => {
      const statuses: number[] = [];
      for (const operation of reading)
        for (const client of [app.visitor(), member])
          for (const method of ['GET', 'HEAD'])
            statuses.push((await client.fetch(addressOf(operation), { method })).status);
      return statuses;
    };
    await walk(); // The first call of all may note when the session was used.
    const before = await contentOfDatabase();
    expect(Object.keys(before)).toContain('watchlists.watchlists');
    const statuses = await walk();
    expect(await contentOfDatabase()).toEqual(before);
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(reading.length * 2);
  });
});

const required = {
  'content-security-policy':
    /^default-src 'self';script-src 'self';.*object-src 'none';base-uri 'none';.*frame-ancestors 'none'/,
  'x-content-type-options': /^nosniff$/,
  'referrer-policy': /^strict-origin-when-cross-origin$/,
  'x-frame-options': /^DENY$/,
  'cross-origin-opener-policy': /^same-origin$/,
  'x-request-id': /^[\w.:-]{8,64}$/,
  'cache-control': /^(no-store|no-cache)$/,
} as const;

function missingIn(response: Response): string[] {
  const { headers } = response;
  const own = Object.entries(required).filter(([name, form]) => !form.test(headers.get(name) ?? ''));
  return own.map(([name]) => `${response.url} ${response.status} lacks ${name}: ${headers.get(name)}`);
}

describe('the headers of safety', () => {
  it('stand on every answer of every route, refusals and documents included', async () => {
    const missing: string[] = [];
    for (const operation of operations)
      for (const client of [app.visitor(), member])
        for (const [method, body] of [
          [operation.method, undefined],
          ['OPTIONS', undefined],
          ['PUT', '{'],
          ['POST', '{'],
        ] as const) {
          // Nothing that ends the session; refused ones of it are sent.
          if (client === member && method === operation.method && method !== 'GET') continue;
          const response = await client.fetch(addressOf(operation), {
            method,
            ...(body === undefined ? {} : { body }),
          });
          missing.push(...missingIn(response));
          if (operation.path.startsWith('/api/v1/') && method === operation.method)
            expect(response.headers.get('ratelimit') ?? '', operation.id).toMatch(/^"(user|address)";r=\d+;t=\d+$/);
        }
    for (const path of [
      '/docs',
      '/docs/errors',
      '/docs/socket',
      '/docs/docs.css',
      '/openapi.json',
      '/asyncapi.json',
      '/nothing',
      '/%zz',
    ])
      missing.push(...missingIn(await fetch(app.url + path)));
    expect(missing).toEqual([]);
  });

  it('stand on every cookie that is set', async () => {
    const client = app.visitor();
    const response = await client.fetch('/api/v1/auth/demo', { method: 'POST' });
    expect(response.status).toBe(200);
    for (const cookie of response.headers.getSetCookie()) expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(response.headers.getSetCookie()).toHaveLength(1);
  });
});

describe('what is served', () => {
  it('is what the document describes, and the other way round', async () => {
    const index = await fetch(`${app.url}/api`);
    const { data } = (await index.json()) as { data: { routes: { method: string; path: string }[] } };
    const described = operations.map(({ method, path }) => `${method} ${path}`);
    for (const { method, path } of data.routes) expect(described).toContain(`${method} ${path}`);
    for (const { method, path } of operations) {
      const options = await fetch(app.url + path.replace(/\{\w+\}/g, 'x'), { method: 'OPTIONS' });
      expect(options.headers.get('allow')?.split(', '), path).toContain(method);
    }
  });
});
