import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApiError, addressOf, call, callIfChanged, OfflineError } from './api.ts';
import { problemsByField } from './problems.ts';

type Reply = (request: IncomingMessage, response: ServerResponse, body: string) => void;

/** A server of its own for one test; as in a browser, addresses without a host are its. */
async function serve(reply: Reply) {
  const server = createServer((request, response) => {
    void (async () => {
      let body = '';
      for await (const part of request) body += String(part);
      reply(request, response, body);
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const network = globalThis.fetch;
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => network(`http://127.0.0.1:${port}${path}`, init));
  return {
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function answer(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

afterEach(() => vi.unstubAllGlobals());

describe('a call', () => {
  it('sends parameters, query and body where the route table says, and gives data and meta', async () => {
    const seen: unknown[] = [];
    await using _ = await serve((request, response, body) => {
      seen.push(request.method, request.url, request.headers['content-type'], body);
      answer(response, 200, { data: { id: 'x' }, meta: { message: 'Added.' }, errors: [] });
    });
    const { data, meta } = await call('addWatchlistItem', { params: { id: 'a b' }, body: { symbol: 'AAPL' } });
    expect(seen).toEqual(['POST', '/api/v1/watchlists/a%20b/items', 'application/json', '{"symbol":"AAPL"}']);
    expect(data).toEqual({ id: 'x' });
    expect(meta.message).toBe('Added.');
  });

  it('sends no content type without a body', async () => {
    let type: string | undefined = 'unset';
    await using _ = await serve((request, response) => {
      type = request.headers['content-type'];
      answer(response, 200, { data: null, meta: {}, errors: [] });
    });
    await call('signOut');
    expect(type).toBeUndefined();
  });

  it('throws what the server says, with its problems, request id and Retry-After', async () => {
    await using _ = await serve((_request, response) => {
      const problem = { type: '', code: 'rate_limited', title: 'Too many', status: 429, detail: 'Wait 7 seconds.' };
      answer(response, 429, { data: null, meta: { request_id: 'r1' }, errors: [problem] }, { 'retry-after': '7' });
    });
    const refused = await call('signOut').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ApiError);
    expect(refused).toMatchObject({ status: 429, request_id: 'r1', retry_after_s: 7, message: 'Wait 7 seconds.' });
    expect((refused as ApiError).has('rate_limited')).toBe(true);
  });

  it('is offline when nobody answers, and when the answer is not ours', async () => {
    {
      await using _ = await serve((_request, response) => answer(response, 502, '<html>Bad gateway</html>'));
      await expect(call('getSession')).rejects.toBeInstanceOf(OfflineError);
    }
    await expect(call('getSession')).rejects.toBeInstanceOf(OfflineError);
  });

  it('ends with an AbortError when it is aborted, which is not being offline', async () => {
    await using _ = await serve(() => undefined);
    const aborter = new AbortController();
    const pending = call('getSession', { signal: aborter.signal });
    aborter.abort();
    await expect(pending).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('asks with the ETag it holds and learns that nothing changed', async () => {
    await using _ = await serve((request, response) => {
      if (request.headers['if-none-match'] === '"7"') return response.writeHead(304).end();
      return answer(response, 200, { data: [], meta: {}, errors: [] }, { etag: '"7"' });
    });
    const first = await callIfChanged('getQuotes', null, { query: { symbols: 'AAPL' } });
    expect(first).toMatchObject({ data: [], etag: '"7"' });
    expect(await callIfChanged('getQuotes', '"7"', { query: { symbols: 'AAPL' } })).toBeNull();
  });

  it('writes addresses for links with their query', () => {
    expect(addressOf('listStocks', { query: { q: 'a&b', limit: 5 } })).toBe('/api/v1/stocks?q=a%26b&limit=5');
    expect(addressOf('exportWatchlist', { params: { id: '1' } })).toBe('/api/v1/watchlists/1/export');
  });
});

describe('problems beside fields', () => {
  it('stand where their pointer or their code says, and above the form otherwise', () => {
    const problem = { type: '', title: 'T', status: 422 };
    const error = new ApiError({
      status: 422,
      problems: [
        { ...problem, code: 'input_invalid', detail: 'Too short.', pointer: '/password' },
        { ...problem, code: 'email_taken', detail: 'Taken.' },
        { ...problem, code: 'internal', detail: 'Broken.' },
      ],
      request_id: undefined,
      retry_after_s: undefined,
    });
    expect(problemsByField(error, ['email', 'password'], { email_taken: 'email' })).toEqual({
      fields: { password: 'Too short.', email: 'Taken.' },
      form: 'Broken.',
    });
    expect(problemsByField(new OfflineError(), ['email']).form).toContain('No connection');
  });
});
