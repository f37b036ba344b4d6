import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Envelope } from '../../../contract/envelope.ts';
import { AppError } from '../../../contract/errors.ts';
import { member, sendBytes, startHttp } from '../../../test/support/http.ts';
import { waitFor } from '../../../test/support/wait-for.ts';
import { ConfigError } from '../../config.ts';
import { route } from './route.ts';

const ID = '01890000-0000-7000-8000-00000000000a';
const routes = [
  route('listTiers', async () => ({ data: [] })),
  route('revokeToken', async () => ({ meta: { message: 'Done.' } })),
  route('signOut', async () => ({
    meta: { message: 'Signed out.' },
    cookies: [{ name: 's', value: '', max_age_s: 9 }],
  })),
  route('getWatchlist', async ({ params }) => {
    throw new AppError('watchlist_unknown', { id: params.id });
  }),
  route('getQuotes', async ({ query }) => ({ data_json: JSON.stringify([]), meta: { symbols: query.symbols } })),
];
const resolveActor = async () => member();

async function ask(url: string, init?: RequestInit): Promise<{ response: Response; envelope: Envelope<unknown> }> {
  const response = await fetch(url, init);
  return { response, envelope: (await response.json()) as Envelope<unknown> };
}

const post = (body: string, type: string | null = 'application/json'): RequestInit => ({
  method: 'POST',
  headers: { authorization: 'Bearer x', ...(type === null ? {} : { 'content-type': type }) },
  body: Buffer.from(body),
});

describe('every answer', () => {
  it('is the envelope with the request id, on success', async () => {
    await using http = await startHttp({ routes });
    const { response, envelope } = await ask(`${http.url}/api/v1/tiers/`, {
      headers: { 'x-request-id': 'my-own-id-1' },
    });
    expect(envelope).toEqual({ data: [], meta: { request_id: 'my-own-id-1' }, errors: [] });
    expect(response.headers.get('x-request-id')).toBe('my-own-id-1');
    const other = await ask(`${http.url}/api/v1/tiers`, { headers: { 'x-request-id': 'no spaces, "please"' } });
    expect(other.envelope.meta.request_id).toMatch(/^[0-9a-f-]{36}$/);
    const quotes = await ask(`${http.url}/api/v1/quotes?symbols=aapl,msft`);
    expect(quotes.envelope.meta['symbols']).toEqual(['AAPL', 'MSFT']);
  });

  it.each([
    ['an unknown address', '/api/v1/nothing', {}, 404, 'route_unknown'],
    ['an address that cannot be read', '/%zz', {}, 400, 'malformed_request'],
    ['a method the address does not take', '/api/v1/tiers', { method: 'DELETE' }, 405, 'method_not_allowed'],
    ['a body that is no JSON', '/api/v1/auth/token/revoke', post('{"refresh":'), 400, 'malformed_json'],
    ['a body of another type', '/api/v1/auth/token/revoke', post('a=1', 'text/plain'), 415, 'media_type_unsupported'],
    ['a body of no type', '/api/v1/auth/token/revoke', post('a=1', null), 415, 'media_type_unsupported'],
    ['a body that is too large', '/api/v1/auth/token/revoke', post(`"${'x'.repeat(65_536)}"`), 413, 'body_too_large'],
    ['no body', '/api/v1/auth/token/revoke', post(''), 422, 'input_invalid'],
    ['a body where none is taken', '/api/v1/auth/sign-out', post('{"a":1}'), 422, 'input_invalid'],
    ['a parameter nobody knows', '/api/v1/tiers?page=2', {}, 422, 'input_invalid'],
    ['a parameter that stands twice', '/api/v1/quotes?symbols=A&symbols=B', {}, 422, 'input_invalid'],
    ['a path parameter of the wrong form', '/api/v1/watchlists/1', {}, 422, 'input_invalid'],
    ['what a handler refuses', `/api/v1/watchlists/${ID}`, {}, 404, 'watchlist_unknown'],
  ])('is the envelope for %s', async (_, path, init, status, code) => {
    await using http = await startHttp({ routes, resolveActor });
    const { response, envelope } = await ask(http.url + path, init);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(envelope).toMatchObject({ data: null, errors: [{ code, status, type: `/docs/errors#${code}` }] });
    expect(envelope.meta.request_id).toBe(response.headers.get('x-request-id'));
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('names the methods of an address, on OPTIONS and on a wrong method', async () => {
    await using http = await startHttp({ routes });
    const { response, envelope } = await ask(`${http.url}/api/v1/tiers`, { method: 'OPTIONS' });
    expect(envelope.data).toEqual({ methods: ['GET', 'HEAD', 'OPTIONS'] });
    expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    const wrong = await fetch(`${http.url}/api/v1/tiers`, { method: 'PUT', body: 'x' });
    expect(wrong.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
  });

  it('to HEAD has the headers of GET and no body', async () => {
    await using http = await startHttp({ routes });
    const [head, get] = await Promise.all(
      ['HEAD', 'GET'].map(async (method) => fetch(`${http.url}/api/v1/tiers`, { method })),
    );
    expect(await head?.text()).toBe('');
    expect(head?.headers.get('content-length')).toBe(get?.headers.get('content-length'));
    expect(head?.headers.get('etag')).toBe(get?.headers.get('etag'));
  });

  it('is the bare problem for who asks for application/problem+json', async () => {
    await using http = await startHttp({ routes });
    const response = await fetch(`${http.url}/api/v1/nothing`, { headers: { accept: 'application/problem+json' } });
    expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(await response.json()).toMatchObject({ code: 'route_unknown', status: 404 });
  });

  it('is the envelope for bytes that are no request, and for one that never ends', async () => {
    await using http = await startHttp({ routes, request_ms_max: 400 });
    for (const [bytes, status] of [
      ['NONSENSE\r\n\r\n', 400],
      [`GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`, 400],
      ['GET /api/v1/tiers HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
      ['GET /api/v1/tiers HTTP/1.1\r\nHost: x\r\n', 408],
      [
        'POST /api/v1/auth/token/revoke HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Type: application/json\r\n\r\n{',
        408,
      ],
    ] as const) {
      const answer = await sendBytes(http.url, bytes);
      expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
      expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toMatchObject({ data: null, errors: [{ status }] });
    }
  });
});

describe('a fault', () => {
  it('of ours is 500 without its cause, and one of the database 503 with the time to wait', async () => {
    const outage = Object.assign(new Error('secret host'), { code: '57P01' });
    await using http = await startHttp({
      routes: [
        route('listTiers', () => Promise.reject(new Error('secret text'))),
        route('getSession', () => Promise.reject(outage)),
      ],
    });
    const fault = await ask(`${http.url}/api/v1/tiers`);
    expect([fault.response.status, fault.envelope.errors[0]?.code]).toEqual([500, 'internal']);
    const away = await ask(`${http.url}/api/v1/auth/session`);
    expect([away.response.status, away.response.headers.get('retry-after')]).toEqual([503, '5']);
    expect(JSON.stringify([fault.envelope, away.envelope])).not.toContain('secret');
  });

  it('of a handler that never answers is 503 in time', async () => {
    await using http = await startHttp({
      routes: [route('listTiers', () => new Promise(() => undefined))],
      handler_ms_max: 50,
    });
    const { response, envelope } = await ask(`${http.url}/api/v1/tiers`);
    expect([response.status, envelope.errors[0]?.code]).toEqual([503, 'unavailable']);
  });

  it('of an overloaded process is 503 for calls, while health is still told', async () => {
    await using http = await startHttp({ routes });
    const end = performance.now() + 2500;
    while (performance.now() < end); // nothing else runs meanwhile
    const { response, envelope } = await waitFor('a call to be turned away', async () => {
      const asked = await ask(`${http.url}/api/v1/tiers`);
      return asked.response.status === 503 ? asked : null;
    });
    expect([envelope.errors[0]?.code, response.headers.get('retry-after')]).toEqual(['unavailable', '5']);
    expect((await fetch(`${http.url}/livez`)).status).toBe(200);
  });

  it('of a reply that breaks its schema fails the call where replies are checked', async () => {
    const broken = [route('listTiers', async () => ({ data_json: '[{"tier":"gold"}]' }))];
    await using strict = await startHttp({ routes: broken });
    expect((await fetch(`${strict.url}/api/v1/tiers`)).status).toBe(500);
    await using trusting = await startHttp({ routes: broken, check_replies: false });
    expect((await fetch(`${trusting.url}/api/v1/tiers`)).status).toBe(200);
  });
});

describe('an ETag', () => {
  it('answers 304 while the data is the same, whatever the request', async () => {
    let data_json = '[]';
    await using http = await startHttp({
      routes: [route('listTiers', async () => ({ data_json }))],
      check_replies: false,
    });
    const tag = (await fetch(`${http.url}/api/v1/tiers`)).headers.get('etag') ?? '';
    expect(tag).toMatch(/^"[\w-]+"$/);
    for (const sent of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
      const again = await fetch(`${http.url}/api/v1/tiers`, { headers: { 'if-none-match': sent } });
      expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', tag]);
    }
    data_json = '[1]';
    const changed = await fetch(`${http.url}/api/v1/tiers`, { headers: { 'if-none-match': tag } });
    expect(changed.status).toBe(200);
  });
});

describe('a server', () => {
  it('whose port is taken says so, with the variable and an example', async () => {
    await using http = await startHttp();
    const port = Number(new URL(http.url).port);
    const second = startHttp({ port });
    await expect(second).rejects.toThrow(ConfigError);
    await expect(second).rejects.toThrow(
      `PORT ${port} is taken by another program. Choose another one. Example: PORT=${port + 1}`,
    );
  });

  it('that drains is not ready, finishes what is under way, and then takes nothing more', async () => {
    const { promise: gate, resolve: open } = Promise.withResolvers<void>();
    const told: string[] = [];
    const http = await startHttp({
      routes: [
        route('listTiers', async () => {
          await gate;
          return { data: [] };
        }),
      ],
      drain_grace_ms: 150,
      on_drain: () => told.push('drain'),
    });
    expect((await fetch(`${http.url}/readyz`)).status).toBe(200);
    const slow = fetch(`${http.url}/api/v1/tiers`);
    await pause(30);
    const drained = http.service.drain();
    expect(told).toEqual(['drain']);
    const ready = await fetch(`${http.url}/readyz`);
    expect([ready.status, (await fetch(`${http.url}/livez`)).status]).toEqual([503, 200]);
    open();
    expect((await slow).status).toBe(200);
    await drained;
    await expect(fetch(`${http.url}/livez`)).rejects.toThrow('fetch failed');
  });
});
