import { describe, expect, it } from 'vitest';
import { AppError } from '../../../contract/errors.ts';
import { member, sendBytes, startHttp, type TestHttp } from '../../../test/support/http.ts';
import { visitor } from '../actor.ts';
import { route } from './route.ts';

const routes = [
  route('listTiers', async () => ({ data: [] })),
  route('signOut', async () => ({
    meta: { message: 'Signed out.' },
    cookies: [
      { name: 'kept', value: 'a b', max_age_s: 60 },
      { name: 'gone', value: '', max_age_s: 60 },
    ],
  })),
  route('listSessions', async () => ({ data: [] })),
];
const OURS = 'omni_session=x';

async function signOut(http: TestHttp, headers: Readonly<Record<string, string>>): Promise<Response> {
  return fetch(`${http.url}/api/v1/auth/sign-out`, { method: 'POST', headers });
}

describe('a call that changes something with a cookie', () => {
  it('is taken from pages of this host, of PUBLIC_URL and of the listed origins, and from no other', async () => {
    await using http = await startHttp({
      routes,
      env: { PUBLIC_URL: 'https://stock.example.org', ALLOWED_ORIGINS: 'https://app.example.org:8443' },
    });
    const own = new URL(http.url).host;
    const taken = ['https://stock.example.org', 'https://app.example.org:8443', `http://${own}`, `https://${own}`];
    for (const origin of taken) expect((await signOut(http, { origin, cookie: OURS })).status, origin).toBe(200);
    const refused = [
      'null',
      'https://evil.example',
      'http://stock.example.org',
      'https://stock.example.org.evil.example',
      'https://evil-stock.example.org',
      'https://app.example.org',
      'https://STOCK.example.org.',
      `http://${own}0`,
      '',
    ];
    for (const origin of refused) expect((await signOut(http, { origin, cookie: OURS })).status, origin).toBe(403);
  });

  it('follows Sec-Fetch-Site where no Origin came, and is refused when the browser says neither', async () => {
    await using http = await startHttp({ routes });
    const status = async (site: string | null, cookie: string | null): Promise<number> => {
      const lines = ['POST /api/v1/auth/sign-out HTTP/1.1', 'Host: x', 'Connection: close', 'Content-Length: 0'];
      if (site !== null) lines.push(`Sec-Fetch-Site: ${site}`);
      if (cookie !== null) lines.push(`Cookie: ${cookie}`);
      return Number((await sendBytes(http.url, `${lines.join('\r\n')}\r\n\r\n`)).split(' ')[1]);
    };
    for (const site of ['same-origin', 'none']) expect(await status(site, OURS)).toBe(200);
    for (const site of ['cross-site', 'same-site', 'odd']) expect(await status(site, OURS)).toBe(403);
    expect(await status('cross-site', null)).toBe(403);
    expect(await status(null, OURS)).toBe(403);
    expect(await status(null, 'theme=dark')).toBe(200);
    expect(await status(null, null)).toBe(200);
  });

  it('is not asked for its origin when a bearer token signs it', async () => {
    await using http = await startHttp({ routes });
    expect((await signOut(http, { origin: 'https://evil.example', authorization: 'Bearer x' })).status).toBe(200);
  });
});

describe('an answer to a page of another origin', () => {
  it('is readable with cookies for a listed one, exactly, and varies by Origin', async () => {
    await using http = await startHttp({ routes, env: { ALLOWED_ORIGINS: 'https://app.example.org' } });
    for (const path of ['/api/v1/tiers', '/api/v1/nothing', '/api/v1/me/sessions']) {
      const listed = await fetch(http.url + path, { headers: { origin: 'https://app.example.org' } });
      expect(listed.headers.get('access-control-allow-origin')).toBe('https://app.example.org');
      expect(listed.headers.get('access-control-allow-credentials')).toBe('true');
      expect(listed.headers.get('vary')).toContain('Origin');
      const stranger = await fetch(http.url + path, { headers: { origin: 'https://evil.example' } });
      expect(stranger.headers.get('access-control-allow-origin')).toBeNull();
    }
    const preflight = await fetch(`${http.url}/api/v1/auth/sign-out`, {
      method: 'OPTIONS',
      headers: { origin: 'https://app.example.org', 'access-control-request-method': 'POST' },
    });
    expect(preflight.headers.get('access-control-allow-methods')).toBe('OPTIONS, POST');
    expect(preflight.headers.get('access-control-allow-headers')).toContain('Content-Type');
  });
});

describe('a route for members', () => {
  it('asks a visitor to sign in, before anything it sent is read', async () => {
    await using http = await startHttp({ routes });
    const response = await fetch(`${http.url}/api/v1/me/sessions?odd=1`);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
  });

  it('serves a member, and keeps what it tells out of every cache', async () => {
    await using http = await startHttp({ routes, resolveActor: async () => member() });
    const response = await fetch(`${http.url}/api/v1/me/sessions`);
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const tiers = await fetch(`${http.url}/api/v1/tiers`);
    expect(tiers.headers.get('cache-control')).toBe('no-store');
  });
});

describe('the allowance of a caller', () => {
  it('stands on every answer, and when it is spent the answer is 429 with the time to wait', async () => {
    await using http = await startHttp({ routes, requests_per_minute: () => 2 });
    const answers = [];
    for (const path of ['/api/v1/tiers', '/api/v1/me/sessions', '/api/v1/tiers'])
      answers.push(await fetch(http.url + path));
    expect(answers.map((answer) => answer.status)).toEqual([200, 401, 429]);
    expect(answers.map((answer) => /r=(\d+)/.exec(answer.headers.get('ratelimit') ?? '')?.[1])).toEqual([
      '1',
      '0',
      '0',
    ]);
    expect(Number(answers[2]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await fetch(`${http.url}/health`)).headers.get('ratelimit')).toBeNull();
  });

  it('is spent by bad tokens as well', async () => {
    await using http = await startHttp({
      routes,
      requests_per_minute: () => 1,
      resolveActor: async (_, authorization) => {
        if (authorization !== null) throw new AppError('token_invalid');
        return visitor;
      },
    });
    const guess = async (): Promise<number> =>
      (await fetch(`${http.url}/api/v1/tiers`, { headers: { authorization: 'Bearer guess' } })).status;
    expect([await guess(), await guess()]).toEqual([401, 429]);
  });

  it('goes by X-Forwarded-For only as far as proxies are trusted', async () => {
    const left = async (trust: string, forwarded: string): Promise<string> => {
      await using http = await startHttp({ routes, env: { TRUST_PROXY: trust }, requests_per_minute: () => 9 });
      await fetch(`${http.url}/api/v1/tiers`, { headers: { 'x-forwarded-for': '192.0.2.1, 192.0.2.2' } });
      const second = await fetch(`${http.url}/api/v1/tiers`, { headers: { 'x-forwarded-for': forwarded } });
      return /r=\d/.exec(second.headers.get('ratelimit') ?? '')?.[0] ?? '';
    };
    expect(await left('0', '192.0.2.9')).toBe('r=7');
    expect(await left('1', '192.0.2.9')).toBe('r=8');
    expect(await left('1', '192.0.2.9, 192.0.2.2')).toBe('r=7');
  });
});

describe('a cookie', () => {
  it('is HttpOnly, Lax and of the whole site, and Secure where people come by https', async () => {
    await using plain = await startHttp({ routes });
    expect((await signOut(plain, {})).headers.getSetCookie()).toEqual([
      'kept=a%20b; Max-Age=60; Path=/; HttpOnly; SameSite=Lax',
      'gone=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax',
    ]);
    await using secure = await startHttp({ routes, env: { PUBLIC_URL: 'https://stock.example.org' } });
    const response = await signOut(secure, {});
    expect(response.headers.getSetCookie()[0]).toBe('kept=a%20b; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Lax');
    expect(response.headers.get('strict-transport-security')).toBe('max-age=63072000');
  });
});
