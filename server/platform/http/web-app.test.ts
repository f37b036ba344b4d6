import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendBytes, startHttp } from '../../../test/support/http.ts';

const SCRIPT = 'console.log("hello")'.repeat(50);
let web_dir = '';

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'web app '));
  web_dir = join(folder, 'dist');
  await mkdir(join(web_dir, 'assets'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await writeFile(join(web_dir, 'index.html'), '<title>Omni-Stock</title>');
  await writeFile(join(web_dir, 'assets/main-abc.js'), SCRIPT);
  await writeFile(join(web_dir, 'assets/main-abc.js.br'), brotliCompressSync(SCRIPT));
});
afterAll(async () => rm(join(web_dir, '..'), { recursive: true }));

const HTML = { accept: 'text/html,*/*' };

describe('the web app', () => {
  it('is the page at every address a person opens, and never at those of programs', async () => {
    await using http = await startHttp({ web_dir });
    for (const path of ['/', '/index.html', '/w/some-list', '/s/BRK.B?range=1y']) {
      const response = await fetch(http.url + path, { headers: HTML });
      expect([response.status, await response.text()]).toEqual([200, '<title>Omni-Stock</title>']);
      expect(response.headers.get('cache-control')).toBe('no-cache');
      expect(response.headers.get('content-security-policy')).toContain("script-src 'self'");
    }
    for (const path of ['/api/v1/nothing', '/ws', '/assets/gone.js', '/docs/nothing'])
      expect((await fetch(http.url + path, { headers: HTML })).status, path).toBe(404);
    expect((await fetch(`${http.url}/w/some-list`, { headers: { accept: 'application/json' } })).status).toBe(404);
    expect((await fetch(`${http.url}/w/some-list`, { method: 'POST', headers: HTML })).status).toBe(404);
  });

  it('sends files as they were compressed, to be kept for ever when their name holds their hash', async () => {
    await using http = await startHttp({ web_dir });
    const response = await fetch(`${http.url}/assets/main-abc.js`, { headers: { 'accept-encoding': 'br' } });
    expect(response.headers.get('content-encoding')).toBe('br');
    expect(response.headers.get('vary')?.toLowerCase()).toContain('accept-encoding');
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(response.headers.get('content-type')).toContain('javascript');
    expect(await response.text()).toBe(SCRIPT);
    const plain = await fetch(`${http.url}/assets/main-abc.js`, { headers: { 'accept-encoding': 'identity' } });
    expect([plain.headers.get('content-encoding'), await plain.text()]).toEqual([null, SCRIPT]);
    const head = await fetch(`${http.url}/assets/main-abc.js`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  it('stays inside its folder', async () => {
    await using http = await startHttp({ web_dir });
    for (const path of [
      '/../secret.txt',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
      '/assets/../../secret.txt',
      '/..%5csecret.txt',
    ]) {
      const answer = await sendBytes(http.url, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1.1 40[04] /);
      expect(answer).not.toContain('secret\n');
    }
  });
});
