import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pathOf, routes } from '../../contract/routes.ts';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { openVendor } from '../support/vendors.ts';
import { waitFor } from '../support/wait-for.ts';

let app: TestApp;
let owner: Client;
let vendor_id: string;

beforeAll(async () => {
  app = await startApp({ args: ['--run=api'], requests_per_minute: 1_000_000 });
  owner = await app.register();
  ({ vendor_id } = await openVendor(owner));
});
afterAll(async () => app[Symbol.asyncDispose]());

const TABLE = 'Name,Price,Condition\nMew,1,NM\n';
const imports = (id: string): string => `${pathOf('uploadImport', { vendor_id: id })}?file_name=a.csv`;

/** A request whose body the caller writes, in chunks of no length told. */
function begin(
  who: Client,
  path: string,
  type = 'text/csv',
  more: Readonly<Record<string, string>> = {},
): ClientRequest {
  const cookie = [...who.cookies].map((pair) => pair.join('=')).join('; ');
  const headers = { origin: who.url, 'x-forwarded-for': who.address, 'content-type': type, cookie, ...more };
  const call = request(who.url + path, { method: 'POST', headers });
  call.on('error', () => undefined); // the server may hang up on who sends on
  call.flushHeaders();
  return call;
}

async function answerOf(call: ClientRequest): Promise<string> {
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const body = JSON.parse(Buffer.concat(chunks).toString()) as {
    readonly errors: readonly { readonly code: string }[];
  };
  return `${response.statusCode} ${body.errors[0]?.code ?? ''}`;
}

async function send(who: Client, path: string, body: string | Buffer, type?: string, more?: Record<string, string>) {
  const call = begin(who, path, type, more);
  const answer = answerOf(call);
  call.end(body);
  return answer;
}

describe('a file that is sent', () => {
  it('is taken on the routes for files alone, as it is', async () => {
    expect(await send(owner, imports(vendor_id), JSON.stringify({ a: 1 }), 'application/json')).toBe(
      '415 media_type_unsupported',
    );
    expect(await send(owner, pathOf('createVendor', {}), TABLE)).toBe('415 media_type_unsupported');
    const packed = { 'content-encoding': 'gzip' };
    expect(await send(owner, imports(vendor_id), gzipSync(TABLE), 'text/csv', packed)).toBe(
      '415 media_type_unsupported',
    );
    expect(await send(owner, imports(vendor_id), '')).toBe('415 media_type_unsupported');
  });

  it('is told which types are taken, where it is of another', async () => {
    const form = { method: 'POST', headers: { 'content-type': 'multipart/form-data; boundary=x' }, body: '--x--' };
    const acceptedBy = async (path: string): Promise<unknown> => {
      const answer = (await (await owner.fetch(path, form)).json()) as {
        readonly errors: readonly { accepted?: unknown }[];
      };
      return answer.errors[0]?.accepted;
    };
    expect(await acceptedBy(imports(vendor_id))).toEqual(routes.uploadImport.upload);
    expect(await acceptedBy(pathOf('createVendor', {}))).toEqual(['application/json']);
  });

  it('ends where it grows too large, though it never told its length', async () => {
    const listing = '01890000-0000-7000-8000-000000000000';
    const call = begin(owner, pathOf('addPhoto', { vendor_id, id: listing }), 'image/jpeg');
    const answer = answerOf(call);
    for (let megabytes = 0; megabytes < 17; megabytes += 1) call.write(Buffer.alloc(1024 * 1024));
    expect(await answer).toBe('413 body_too_large');
    call.destroy();
  });

  it('keeps nobody else from sending one, however slowly it comes and however many its sender begins', async () => {
    const [slow, other] = [await app.register(), await app.register()];
    const [theirs, ours] = [await openVendor(slow), await openVendor(other)];
    const begun = Array.from({ length: 4 }, () => begin(slow, imports(theirs.vendor_id)));
    for (const call of begun) call.write('Name,');
    await waitFor(
      'the fifth to be refused',
      async () => (await send(slow, imports(theirs.vendor_id), TABLE)) === '503 unavailable',
    );
    expect(await send(other, imports(ours.vendor_id), TABLE)).toBe('201 ');
    for (const call of begun) call.destroy();
    await waitFor('room again', async () => (await send(slow, imports(theirs.vendor_id), TABLE)) === '201 ');
  });

  it('takes the place of the oldest where a vendor keeps too many megabytes of them', async () => {
    const client = await app.register();
    const shop = await openVendor(client);
    for (let turn = 0; turn < 2; turn += 1) await send(client, imports(shop.vendor_id), TABLE);
    const params = { vendor_id: shop.vendor_id };
    const [newer, oldest] = await client.do('listImports', { params });
    await sql`UPDATE inventory.imports SET bytes = 1024 * 1024 * 1024 WHERE id = ${oldest?.id}`.execute(
      app.program.platform.db,
    );
    await send(client, imports(shop.vendor_id), TABLE);
    const ids = (await client.do('listImports', { params })).map(({ id }) => id);
    expect([ids.length, ids[1]]).toEqual([2, newer?.id]);
  });

  it('keeps its name to itself in the headers of what is made of it', async () => {
    const name = 'a"\r\nset-cookie: x=1;é.csv';
    const path = pathOf('uploadImport', { vendor_id });
    const sent = await owner.fetch(`${path}?file_name=${encodeURIComponent(name)}`, {
      method: 'POST',
      body: TABLE,
      headers: { 'content-type': 'text/csv' },
    });
    const { data } = (await sent.json()) as { readonly data: { readonly id: string } };
    const errors = await owner.fetch(pathOf('downloadImportErrors', { vendor_id, id: data.id }));
    expect([errors.status, errors.headers.get('set-cookie')]).toEqual([200, null]);
    expect(errors.headers.get('content-disposition')).toBe(
      `attachment; filename="a___set-cookie_ x_1__-errors.csv"; filename*=UTF-8''a%22%0D%0Aset-cookie%3A%20x%3D1%3B%C3%A9-errors.csv`,
    );
  });
});
