import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { fakeProvider } from '../test/support/fake-providers/fake-provider.ts';

const SECRET = 'secret-that-nobody-sees';

async function probe(args: readonly string[], env: Readonly<Record<string, string>>) {
  const script = join(import.meta.dirname, 'provider-probe.ts');
  const run = promisify(execFile)(process.execPath, [script, ...args], { env: { PATH: process.env['PATH'], ...env } });
  return run.then(
    ({ stdout }) => ({ code: 0, text: stdout }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      text: error.stdout + error.stderr,
    }),
  );
}

describe('npm run provider:probe', () => {
  it('prints what a provider sent and what is left of its quota, whatever the program is configured with', async () => {
    await using fake = await fakeProvider();
    fake.answer(() => ({
      headers: { 'x-ratelimit-limit': '200', 'x-ratelimit-remaining': '199' },
      body: { MSFT: { latestTrade: { p: 189.12 } } },
    }));
    const keys = { ALPACA_KEY_ID: 'KEY-ID', ALPACA_SECRET_KEY: SECRET, ALPACA_URL: fake.url };
    const { code, text } = await probe(['alpaca', 'MSFT'], { PROVIDER: 'finnhub', ...keys });
    expect(text).toMatch(
      /Provider +alpaca\nSymbol +MSFT\nAnswered in +\d+ ms\nQuota +199 of 200 requests a minute left/,
    );
    expect(text).toContain('189.12');
    expect(code).toBe(0);
    expect(fake.requests[0]?.query['symbols']).toBe('MSFT');
  });

  it('says what is wrong in a sentence, without the key', async () => {
    await using fake = await fakeProvider();
    fake.answer(() => ({ status: 401, body: { error: 'Invalid API key' } }));
    const refused = await probe(['finnhub'], { FINNHUB_TOKEN: SECRET, FINNHUB_URL: fake.url });
    expect(refused).toEqual({ code: 1, text: 'It refuses the key or the plan (401): Invalid API key\n' });
    expect((await probe([], {})).text).toMatch(/^Name one of alpaca, finnhub, coinbase, yahoo, massive/);
  });
});
