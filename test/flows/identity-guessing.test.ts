import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../contract/errors.ts';
import { manualClock } from '../../server/platform/clock.ts';
import type { Client } from '../support/client.ts';
import { PASSWORD, startIdentity, type TestIdentity } from '../support/identity.ts';

const MINUTE_MS = 60_000;
const EMAIL = 'victim@example.org';

/** How many of the guesses were checked against the password: those that were not turned away before. */
async function guess(
  guesses: number,
  from: (guess: number) => { readonly client: Client; readonly email: string },
): Promise<number> {
  let checked = 0;
  const one = async (count: number): Promise<void> => {
    const { client, email } = from(count);
    const { code } = await client.call('signIn', { body: { email, password: `guess number ${count}` } });
    expect(['credentials_wrong', 'rate_limited']).toContain(code);
    if (code === 'credentials_wrong') checked += 1;
  };
  const lanes = Array.from({ length: 20 }, async (_, lane) => {
    for (let count = lane; count < guesses; count += 20) await one(count);
  });
  await Promise.all(lanes);
  return checked;
}

function clientAt(identity: TestIdentity, address: string): Client {
  return Object.assign(identity.client(), { address });
}

describe('guessing passwords', () => {
  it('reaches the hash fewer than 20 times in 10,000 guesses from one address, and the victim still signs in elsewhere', async () => {
    await using identity = await startIdentity();
    await identity.register(EMAIL);
    const attacker = identity.client();
    expect(await guess(500, () => ({ client: attacker, email: EMAIL }))).toBe(5);

    // The rest without HTTP, which would only make them slower.
    const { identity: module } = await identity.second();
    const signIn = module.routes.find(({ name }) => name === 'signIn')?.handler as (call: unknown) => Promise<unknown>;
    const codes: Record<string, number> = {};
    for (let count = 0; count < 10_000; count += 1) {
      const body = { email: EMAIL, password: `guess number ${count}` };
      const request = { id: 'test', address: attacker.address, user_agent: '', origin: null, cookies: {} };
      const refusal = await signIn({ actor: { kind: 'visitor' }, body, request }).catch((error: unknown) => error);
      const code = refusal instanceof AppError ? refusal.code : String(refusal);
      codes[code] = (codes[code] ?? 0) + 1;
    }
    expect(codes).toEqual({ credentials_wrong: 5, rate_limited: 9995 });
    await identity.client().do('signIn', { body: { email: EMAIL, password: PASSWORD } });
  });

  it('is no quicker over many accounts from one address', async () => {
    await using identity = await startIdentity();
    const attacker = identity.client();
    const checked = await guess(1000, (count) => ({ client: attacker, email: `person${count}@example.org` }));
    expect(checked).toBeLessThan(20);
  });

  it('is no quicker from many addresses, and the owner still signs in where they have been before', async () => {
    await using identity = await startIdentity();
    const home = await identity.register(EMAIL);
    const addresses = Array.from({ length: 500 }, (_, count) =>
      clientAt(identity, `203.0.${count >> 8}.${count & 255}`),
    );
    const checked = await guess(1000, (count) => ({ client: addresses[count % 500] ?? home, email: EMAIL }));
    expect(checked).toBeGreaterThan(0);
    expect(checked).toBeLessThan(20);

    const body = { email: EMAIL, password: PASSWORD };
    const stranger = await clientAt(identity, '192.0.2.77').call('signIn', { body });
    expect(stranger).toMatchObject({ status: 429, code: 'rate_limited' });
    await clientAt(identity, home.address).do('signIn', { body });
    await clientAt(identity, home.address).do('issueToken', { body });
  });

  it('is no quicker from the 2^64 addresses of one IPv6 network', async () => {
    await using identity = await startIdentity();
    await identity.register(EMAIL);
    const hosts = Array.from({ length: 50 }, (_, count) => clientAt(identity, `2001:db8:1:2::${count.toString(16)}`));
    const checked = await guess(200, (count) => ({
      client: hosts[count % 50] ?? identity.client(),
      email: EMAIL,
    }));
    expect(checked).toBe(5);
  });

  it('counts the token endpoint and the sign-in form as one', async () => {
    await using identity = await startIdentity();
    await identity.register(EMAIL);
    const attacker = identity.client();
    await guess(100, () => ({ client: attacker, email: EMAIL }));
    const asked = await attacker.call('issueToken', { body: { email: EMAIL, password: PASSWORD } });
    expect(asked.code).toBe('rate_limited');
  });

  it('is told how long to wait, and may try again then', async () => {
    const clock = manualClock(Date.UTC(2026, 0, 5));
    await using identity = await startIdentity({ clock });
    await identity.register(EMAIL);
    const someone = identity.client();
    await guess(20, () => ({ client: someone, email: EMAIL }));
    const body = { email: EMAIL, password: PASSWORD };
    const refused = await someone.call('signIn', { body });
    expect(refused.headers.get('retry-after')).toBe('180');
    clock.advance(3 * MINUTE_MS);
    await someone.do('signIn', { body });
  });

  it('does not count against people who know their password', async () => {
    await using identity = await startIdentity();
    await identity.register(EMAIL);
    const office = identity.client();
    for (let count = 0; count < 40; count += 1)
      await office.do('signIn', { body: { email: EMAIL, password: PASSWORD } });
  });
});

describe('asking which accounts exist', () => {
  it('gets the same answer for a known and an unknown e-mail, at the form and at the token endpoint', async () => {
    await using identity = await startIdentity();
    await identity.register(EMAIL);
    const answers = await Promise.all(
      [EMAIL, 'nobody@example.org'].flatMap((email) =>
        (['signIn', 'issueToken'] as const).map(async (name) => {
          const { status, data, errors, headers } = await identity
            .client()
            .call(name, { body: { email, password: 'not the password' } });
          const told = errors.map(({ code, title, detail }) => ({ code, title, detail }));
          return JSON.stringify({ status, data, told, cookies: headers.getSetCookie() });
        }),
      ),
    );
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('credentials_wrong');
  });

  it('takes the same work whether the account exists or not', async () => {
    await using identity = await startIdentity({ slow_hashes: true });
    await identity.register(EMAIL);
    const time = async (email: string): Promise<number> => {
      const start = performance.now();
      await identity.client().call('signIn', { body: { email, password: 'not the password' } });
      return performance.now() - start;
    };
    const [known, unknown]: [number[], number[]] = [[], []];
    for (let round = 0; round < 9; round += 1) {
      known.push(await time(EMAIL));
      unknown.push(await time(`nobody${round}@example.org`));
    }
    // Without the decoy the ratio is below 0.2; other tests share the machine, so the quickest of each are compared.
    const ratio = Math.min(...unknown) / Math.min(...known);
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });
});

describe('a password at rest', () => {
  it('is hashed again at sign-in when the parameters have moved on', async () => {
    await using identity = await startIdentity({ slow_hashes: true });
    await identity.register(EMAIL);
    const { db } = identity.database;
    const stored = async () =>
      (await sql<{ h: string }>`SELECT password_hash AS h FROM identity.users WHERE email = ${EMAIL}`.execute(db))
        .rows[0]?.h;
    const { hashPassword } = await import('../../server/modules/identity/password-hash.ts');
    const old = await hashPassword(PASSWORD, { memory_kib: 64, passes: 1, lanes: 1 });
    await sql`UPDATE identity.users SET password_hash = ${old} WHERE email = ${EMAIL}`.execute(db);

    const body = { email: EMAIL, password: PASSWORD };
    // The one that was slower to renew it is let in as well.
    const answers = await Promise.all([1, 2].map(() => identity.client().call('signIn', { body })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const fresh = await stored();
    expect(fresh).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    await identity.client().do('signIn', { body });
    expect(await stored()).toBe(fresh);
  });

  it('is checked by a few at a time; a flood is answered "not now" and leaves reads quick', async () => {
    await using identity = await startIdentity({ slow_hashes: true });
    const clients = Array.from({ length: 150 }, () => identity.client());
    const flood = Promise.all(
      clients.map((client, count) =>
        client.call('signIn', { body: { email: `nobody${count}@example.org`, password: 'not the password' } }),
      ),
    );
    let over = false;
    void flood.finally(() => {
      over = true;
    });
    const reader = identity.client();
    for (let read = 0; read < 5; read += 1) await reader.do('getSession');
    expect(over).toBe(false);
    const codes = (await flood).map(({ code }) => code);
    expect(new Set(codes)).toEqual(new Set(['credentials_wrong', 'unavailable']));
    const turnedAway = (await flood).find(({ code }) => code === 'unavailable');
    expect(turnedAway?.status).toBe(503);
    expect(Number(turnedAway?.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
