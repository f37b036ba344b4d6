import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { selfSigned } from '../../../test/support/certificate.ts';
import { type Download, download, type DownloadRules } from './download.ts';

const HOST = 'pictures.example.net';
const MIB = 1024 ** 2;
const { key, cert } = selfSigned(HOST);
const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** Fetches from a server of our own under a public name, as the operator may allow it. */
async function fetched(answer: RequestListener, rules: Partial<DownloadRules> = {}): Promise<Download> {
  const server = createServer({ key, cert }, answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  open.push(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  return download(`https://${HOST}:${port}/a.jpg`, {
    allow: [{ host: HOST, port }],
    resolve: () => Promise.resolve(['127.0.0.1']),
    ca: cert,
    timeout_ms: 5000,
    bytes_max: MIB,
    ...rules,
  });
}

describe('a file that is fetched for somebody', () => {
  it('comes whole, over TLS, without a word about who asks', async () => {
    const heads: unknown[] = [];
    const file = await fetched((request, response) => {
      const { host: _host, connection: _connection, ...rest } = request.headers;
      heads.push(rest);
      response.write('one ');
      response.end('two');
    });
    expect(file).toEqual({ kind: 'fetched', bytes: Buffer.from('one two') });
    expect(heads).toEqual([{ accept: 'image/*' }]);
  });

  it.each<[string, RequestListener, string]>([
    [
      'a redirect',
      (_, response) => response.writeHead(302, { location: 'https://1.1.1.1/' }).end(),
      'It answered with status 302.',
    ],
    ['an error', (_, response) => response.writeHead(404).end('none'), 'It answered with status 404.'],
    [
      'a packed file',
      (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('x'),
      'It answered with a packed file.',
    ],
    [
      'a length that is too much',
      (_, response) => response.writeHead(200, { 'content-length': MIB + 1 }).end(),
      'The file has more than 1 MiB.',
    ],
    [
      'more bytes than were told',
      (_, response) => response.end(Buffer.alloc(MIB + 1)),
      'The file has more than 1 MiB.',
    ],
    [
      'a file that breaks off',
      (_, response) => {
        response.writeHead(200, { 'content-length': 100 });
        response.write('half', () => response.destroy());
      },
      'The connection was closed before an answer came.',
    ],
  ])('does not come from %s', async (_, answer, reason) => {
    expect(await fetched(answer)).toEqual({ kind: 'failed', reason });
  });

  it('does not come from who answers too slowly, at whatever place', async () => {
    for (const answer of [
      () => undefined,
      (_: unknown, response: Parameters<RequestListener>[1]) => void response.write('a'),
    ]) {
      const file = await fetched(answer, { timeout_ms: 300 });
      expect(file).toEqual({ kind: 'failed', reason: 'There was no answer within 0.3 s.' });
    }
  });

  it('is not asked for where a name leads to an address that is not public', async () => {
    let asked = 0;
    const answer = (): void => {
      asked += 1;
    };
    const refused = await fetched(answer, { allow: [] });
    expect(refused).toMatchObject({ kind: 'failed', reason: expect.stringContaining('Port') });
    const rules = {
      allow: [],
      timeout_ms: 1000,
      bytes_max: MIB,
      resolve: () => Promise.resolve(['1.1.1.1', '10.0.0.1']),
    };
    expect(await download(`https://${HOST}/`, rules)).toMatchObject({ reason: expect.stringContaining('not public') });
    expect(asked).toBe(0);
  });

  it('is not taken from who has no trusted certificate', async () => {
    const other = selfSigned('other.example.net').cert;
    const file = await fetched((_, response) => response.end('x'), { ca: other });
    expect(file).toMatchObject({ kind: 'failed', reason: expect.stringContaining('No trusted connection') });
  });
});
