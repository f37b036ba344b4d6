import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { selfSigned } from '../../../test/support/certificate.ts';
import { waitFor } from '../../../test/support/wait-for.ts';
import { systemClock } from '../clock.ts';
import { createOutboundClient, type OutboundOptions, type OutboundRequest } from './outbound-client.ts';
import { RefusedAddressError } from './outbound-target.ts';

const HOST = 'hooks.example.test';
const servers: { close(): unknown }[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

interface Listening {
  readonly port: number;
  readonly requests: IncomingMessage[];
  readonly server: Server;
}

async function listening(server: Server): Promise<Listening> {
  const requests: IncomingMessage[] = [];
  server.prependListener('request', (request: IncomingMessage) => requests.push(request.resume()));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  servers.push({ close: () => (server.closeAllConnections(), server.close()) });
  return { port: (server.address() as AddressInfo).port, requests, server };
}

const plain = (answer: RequestListener): Promise<Listening> => listening(createServer(answer));

/** A client that may call what the test has started. */
function clientFor({ port }: { readonly port: number }, options: Partial<OutboundOptions> = {}) {
  const allow = ['127.0.0.1', HOST].map((host) => ({ host, port }));
  return createOutboundClient({ allow, clock: systemClock, ...options });
}

const message = (url: string): OutboundRequest => ({ url, headers: { 'x-own': 'yes' }, body: '{"a":1}' });
const at = ({ port }: Listening, path = '/'): OutboundRequest => message(`http://127.0.0.1:${port}${path}`);

describe('a call to an address of somebody else', () => {
  it('goes to the address that was checked, under the name that was given, over TLS', async () => {
    const { key, cert } = selfSigned(HOST);
    const server = await listening(createTlsServer({ key, cert }, (_, response) => response.end('taken')));
    const asked: string[] = [];
    const resolve = (host: string): Promise<string[]> => {
      asked.push(host);
      // From the second question on another address, as a name would that is rebound.
      return Promise.resolve([asked.length === 1 ? '127.0.0.1' : '127.0.0.2']);
    };
    const client = clientFor(server, { resolve, ca: cert });
    const outcome = await client.post(message(`https://${HOST}:${server.port}/a?b=c`));
    expect(outcome).toMatchObject({ kind: 'answered', code: 200, text: 'taken' });
    expect(asked).toEqual([HOST]);
    const [request] = server.requests;
    expect(request).toMatchObject({ method: 'POST', url: '/a?b=c' });
    expect((request?.socket as TLSSocket | undefined)?.servername).toBe(HOST);
    const { host, connection, cookie, ...headers } = request?.headers ?? {};
    expect([host, connection, cookie]).toEqual([`${HOST}:${server.port}`, 'close', undefined]);
    expect(headers).toEqual({ 'x-own': 'yes', 'content-length': '7' });
  });

  it('ends where the certificate is of another name, or of nobody trusted, whatever the environment says', async () => {
    const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    const { key, cert } = selfSigned('other.example.test');
    const server = await listening(createTlsServer({ key, cert }, (_, response) => response.end('taken')));
    const resolve = () => Promise.resolve(['127.0.0.1']);
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      for (const ca of [cert, undefined]) {
        const client = clientFor(server, { resolve, ...(ca === undefined ? {} : { ca }) });
        const outcome = await client.post(message(`https://${HOST}:${server.port}/`));
        expect(outcome).toMatchObject({ kind: 'unanswered', error: expect.stringContaining('No trusted connection') });
      }
    } finally {
      if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
      else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before;
    }
    expect(server.requests).toHaveLength(0);
  });

  it('asks the name for each call anew, and goes nowhere when one of its addresses is private', async () => {
    const connections: Socket[] = [];
    const trap = createTcpServer((socket) => connections.push(socket)).listen(443, '127.0.0.1');
    await Promise.race([once(trap, 'listening'), once(trap, 'error')]); // without the right to port 443 there is no trap
    servers.push(trap);
    const answers = [
      ['1.1.1.1', '2606:4700::1111'],
      ['127.0.0.1'],
      ['1.1.1.1', '127.0.0.1'],
      ['::ffff:127.0.0.1'],
      ['::1'],
    ];
    let asked = 0;
    const resolve = (): Promise<string[]> => Promise.resolve(answers[asked++] ?? []);
    const client = createOutboundClient({ allow: [], clock: systemClock, resolve });
    expect(await client.check('https://rebound.example.org/')).toMatchObject({ host: 'rebound.example.org' });
    for (let call = 0; call < 4; call += 1)
      expect(await client.post(message('https://rebound.example.org/'))).toMatchObject({ kind: 'refused' });
    await expect(client.check('https://rebound.example.org/')).rejects.toThrow('The name of the host is not known.');
    expect(asked).toBe(6);
    expect(connections).toHaveLength(0);
  });

  it('does not follow a redirect, to wherever it leads', async () => {
    const secret = await plain((_, response) => response.end('secret'));
    const door = await plain((request, response) => {
      const location = `http://127.0.0.1:${secret.port}/latest/meta-data`;
      response.writeHead(Number(request.url?.slice(1)), { location, refresh: `0; url=${location}` }).end('moved');
    });
    const client = clientFor(door);
    for (const code of [300, 301, 302, 303, 305, 307, 308])
      expect(await client.post(at(door, `/${code}`))).toMatchObject({ kind: 'answered', code, text: 'moved' });
    expect(secret.requests).toHaveLength(0);
    expect(door.requests).toHaveLength(7);
  });

  it('reads 64 KiB of an endless body, keeps the first KiB, and hangs up', async () => {
    let sent = 0;
    const server = await plain((_, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(16_384))) sent += 16_384;
      };
      response.on('drain', more);
      more();
    });
    const outcome = await clientFor(server).post(at(server));
    expect(outcome).toMatchObject({ kind: 'answered', code: 200, text: 'x'.repeat(1024) });
    await waitFor('the end of the connection', () => server.requests[0]?.socket.destroyed);
    expect(sent).toBeLessThan(64 * 1024 * 1024);
  });

  it('counts the status that came, though the body drips on until the time is up', async () => {
    const server = await plain((_, response) => {
      response.write('begun');
      const timer = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(timer));
    });
    const outcome = await clientFor(server, { timeout_ms: 300 }).post(at(server));
    expect(outcome).toMatchObject({ kind: 'answered', code: 200, text: expect.stringMatching(/^begun/) });
    await waitFor('the end of the connection', () => server.requests[0]?.socket.destroyed);
  });

  it('ends in time, whatever hangs: the name, the connection, the head', async () => {
    const silent = await plain(() => undefined);
    const dripping = createTcpServer((socket) => {
      socket.on('error', () => undefined).write('HTTP/1.1 200 OK\r\n');
      const timer = setInterval(() => socket.write('a: b\r\n'), 20);
      socket.on('close', () => clearInterval(timer));
    }).listen(0, '127.0.0.1');
    await once(dripping, 'listening');
    servers.push(dripping);
    const { port } = dripping.address() as AddressInfo;
    const late = { kind: 'unanswered', error: 'There was no answer within 0.3 s.' };
    expect(await clientFor(silent, { timeout_ms: 300 }).post(at(silent))).toMatchObject(late);
    expect(await clientFor({ port }, { timeout_ms: 300 }).post(message(`http://127.0.0.1:${port}/`))).toMatchObject(
      late,
    );
    const resolve = () => new Promise<string[]>(() => undefined);
    const client = createOutboundClient({ allow: [], clock: systemClock, resolve, timeout_ms: 300 });
    expect(await client.post(message('https://slow.example.org/'))).toMatchObject(late);
    await expect(client.check('https://slow.example.org/')).rejects.toThrow(RefusedAddressError);
  });

  it('says in a sentence what went wrong', async () => {
    const answers: Record<string, string> = {
      'no HTTP': 'SSH-2.0-OpenSSH_9.2\r\n',
      nothing: '',
      'another protocol': 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n',
      'a huge head': `HTTP/1.1 200 OK\r\na: ${'b'.repeat(100_000)}\r\n\r\n`,
    };
    const errors: unknown[] = [];
    for (const bytes of Object.values(answers)) {
      const server = createTcpServer((socket) => socket.on('error', () => undefined).end(bytes)).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      const outcome = await clientFor({ port }).post(message(`http://127.0.0.1:${port}/`));
      errors.push('error' in outcome ? outcome.error : outcome);
      server.close();
    }
    expect(errors).toEqual([
      'The answer was not HTTP.',
      'The connection was closed before an answer came.',
      'The connection was closed before an answer came.',
      'The answer was not HTTP.',
    ]);
    const free = await plain(() => undefined);
    await new Promise((resolve) => void free.server.close(resolve));
    expect(await clientFor(free).post(at(free))).toMatchObject({ error: 'The connection was refused.' });
  });

  it('keeps no cookie, and nothing that a log or a database could stumble over', async () => {
    const server = await plain((_, response) =>
      response.setHeader('set-cookie', 'a=b').end(Buffer.from('ok\u0000\u001b[31m\u0085 \xff', 'latin1')),
    );
    const client = clientFor(server);
    for (let call = 0; call < 2; call += 1)
      expect(await client.post(at(server))).toMatchObject({ kind: 'answered', text: 'ok[31m' });
    expect(server.requests.map(({ headers }) => headers.cookie)).toEqual([undefined, undefined]);
  });

  it('tells when it may come again', async () => {
    const server = await plain((request, response) => {
      response.writeHead(429, { 'retry-after': decodeURIComponent(request.url?.slice(1) ?? '') }).end();
    });
    const clock = { ms: () => Date.UTC(2026, 10, 20), now: () => new Date(Date.UTC(2026, 10, 20)) };
    const client = clientFor(server, { clock });
    const given = [
      '7',
      '1.5',
      '999999999',
      'Fri, 20 Nov 2026 00:01:00 GMT',
      'Thu, 19 Nov 2026 00:01:00 GMT',
      '-1',
      'soon',
    ];
    const told = [];
    for (const text of given) told.push(await client.post(at(server, `/${encodeURIComponent(text)}`)));
    const waits = told.map((outcome) => ('retry_after_ms' in outcome ? outcome.retry_after_ms : outcome));
    expect(waits).toEqual([7000, 1500, 86_400_000, 60_000, 0, null, null]);
  });

  it('uses no proxy of the environment', async () => {
    const server = await plain((_, response) => response.end('straight'));
    const proxy = await plain((_, response) => response.end('through the proxy'));
    const script = `
      const { createOutboundClient } = await import(${JSON.stringify(import.meta.resolve('./outbound-client.ts'))});
      const { systemClock } = await import(${JSON.stringify(import.meta.resolve('../clock.ts'))});
      const url = 'http://127.0.0.1:${server.port}/';
      const allow = [{ host: '127.0.0.1', port: ${server.port} }];
      const { text } = await createOutboundClient({ allow, clock: systemClock }).post({ url, headers: {}, body: '' });
      console.log(text, '/', await (await fetch(url)).text());`;
    const address = `http://127.0.0.1:${proxy.port}`;
    const env = { ...process.env, NODE_USE_ENV_PROXY: '1', HTTP_PROXY: address, http_proxy: address, NO_PROXY: '' };
    const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { env });
    // The second half shows that the environment would lead elsewhere.
    expect((await run).stdout.trim()).toBe('straight / through the proxy');
  });
});
