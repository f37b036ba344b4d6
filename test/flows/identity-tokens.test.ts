import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { manualClock } from '../../server/platform/clock.ts';
import { type AccessRevoked, accessRevoked } from '../../server/modules/identity/index.ts';
import type { Client } from '../support/client.ts';
import { PASSWORD, startIdentity, type TestIdentity } from '../support/identity.ts';
import { waitFor } from '../support/wait-for.ts';

const EMAIL = 'program@example.org';
const BODY = { email: EMAIL, password: PASSWORD };
const DAY_MS = 86_400_000;

/** A program that holds a token pair. */
async function signedIn(identity: TestIdentity): Promise<{ readonly program: Client; readonly refresh: string }> {
  const program = identity.client();
  const { access, refresh } = await program.do('issueToken', { body: BODY });
  program.bearer = access;
  return { program, refresh };
}

async function countTokens(identity: TestIdentity): Promise<number> {
  const { rows } = await sql<{ n: string }>`SELECT count(*) AS n FROM identity.refresh_tokens`.execute(
    identity.database.db,
  );
  return Number(rows[0]?.n);
}

describe('an access token', () => {
  it('opens the API for ten minutes, and names its account, session, tier and role', async () => {
    const clock = manualClock(Date.UTC(2026, 0, 5));
    await using identity = await startIdentity({ clock });
    const me = await (await identity.register(EMAIL)).do('getMe');
    const program = identity.client();
    const pair = await program.do('issueToken', { body: BODY });
    expect(pair).toMatchObject({ token_type: 'Bearer', expires_in: 600 });
    const [header, payload] = pair.access.split('.').map((part) => Buffer.from(part, 'base64url').toString());
    expect(JSON.parse(header ?? '')).toEqual({ alg: 'EdDSA', typ: 'at+jwt', kid: expect.any(String) });
    const { iat, ...claims } = JSON.parse(payload ?? '');
    const issuer = identity.platform.config.public_url;
    const about = { sub: me.id, sid: expect.any(String), tier: 'standard', role: 'user', iss: issuer, aud: issuer };
    expect(claims).toEqual({ ...about, exp: iat + 600 });

    program.bearer = pair.access;
    expect(await program.do('getMe')).toEqual(me);
    clock.advance(599_000);
    expect((await program.call('getMe')).status).toBe(200);
    clock.advance(1000);
    expect(await program.call('getMe')).toMatchObject({ status: 401, code: 'token_expired' });
  });

  it('is of no use once its session is ended, in any process', async () => {
    await using identity = await startIdentity();
    const owner = await identity.register(EMAIL);
    const { program } = await signedIn(identity);
    const other = await identity.second();
    const elsewhere = () => other.identity.resolveActor({ cookies: {} }, `Bearer ${program.bearer}`);
    expect(await elsewhere()).toMatchObject({ kind: 'member', via: 'token' });
    const family = (await owner.do('listSessions')).find(({ kind }) => kind === 'token');
    await owner.do('endSession', { params: { id: family?.id ?? '' } });
    await waitFor(
      'the other process to refuse',
      () =>
        elsewhere().then(
          () => false,
          () => true,
        ),
      1000,
    );
    expect(await program.call('getMe')).toMatchObject({ status: 401, code: 'token_invalid' });
  });

  it('speaks alone: beside it no cookie counts, and a bad one is refused even where visitors are welcome', async () => {
    await using identity = await startIdentity();
    const browser = await identity.register(EMAIL);
    for (const authorization of ['Bearer rubbish', 'bearer  ', 'Basic Z3JhY2U6c2VjcmV0', 'Bearer']) {
      const answer = await browser.call('getSession', { headers: { authorization } });
      expect([authorization, answer.status, answer.code]).toEqual([authorization, 401, 'token_invalid']);
    }
  });

  it('stays good while keys are changed, and its key goes when all its tokens have expired', async () => {
    const clock = manualClock(Date.UTC(2026, 0, 5));
    await using identity = await startIdentity({ clock });
    await identity.register(EMAIL);
    const other = await identity.second();
    const rotate = other.identity.jobs.find(({ name }) => name === 'identity.rotate-signing-keys');
    const run = async () => rotate?.run(new AbortController().signal);
    const kidOf = (client: Client) =>
      JSON.parse(Buffer.from(client.bearer?.split('.')[0] ?? '', 'base64url').toString()).kid;
    const keys = async () =>
      Number(
        (await sql<{ n: string }>`SELECT count(*) AS n FROM identity.signing_keys`.execute(identity.database.db))
          .rows[0]?.n,
      );

    await run();
    expect(await keys()).toBe(1);
    clock.advance(90 * DAY_MS);
    await Promise.all([run(), run()]);
    expect(await keys()).toBe(2);
    const before = await signedIn(identity);
    clock.advance(61_000);
    const after = await signedIn(identity);
    expect(kidOf(after.program)).not.toBe(kidOf(before.program));
    for (const { program } of [before, after]) {
      expect((await program.call('getMe')).status).toBe(200);
      expect(await other.identity.resolveActor({ cookies: {} }, `Bearer ${program.bearer}`)).toMatchObject({
        via: 'token',
      });
    }
    clock.advance(DAY_MS);
    await run();
    expect(await keys()).toBe(1);
    const fresh = await signedIn(identity);
    expect(kidOf(fresh.program)).toBe(kidOf(after.program));
  });

  it('is signed with a key that was made once, however many processes start together', async () => {
    await using identity = await startIdentity();
    await sql`DELETE FROM identity.signing_keys`.execute(identity.database.db);
    const processes = await Promise.all(Array.from({ length: 4 }, () => identity.second()));
    const { rows } = await sql<{
      sealed: Buffer;
    }>`SELECT private_key_sealed AS sealed FROM identity.signing_keys`.execute(identity.database.db);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.sealed.toString('latin1')).not.toContain('PRIVATE KEY');
    expect(processes).toHaveLength(4);
  });
});

describe('a refresh token', () => {
  it('is spent once for the next pair, and is stored only as a hash', async () => {
    await using identity = await startIdentity();
    await identity.register(EMAIL);
    const { program, refresh } = await signedIn(identity);
    const next = await program.do('refreshToken', { body: { refresh } }).catch(() => null);
    expect(next).not.toBeNull();
    expect(next?.refresh).not.toBe(refresh);
    const again = await identity.client().do('refreshToken', { body: { refresh: next?.refresh ?? '' } });
    program.bearer = again.access;
    expect((await program.call('getMe')).status).toBe(200);
    const { rows } = await sql<{
      text: string;
    }>`SELECT refresh_tokens::text AS text FROM identity.refresh_tokens`.execute(identity.database.db);
    expect(rows).toHaveLength(3);
    expect(rows.some(({ text }) => text.includes(refresh))).toBe(false);
  });

  it('that comes back ends the whole family: successors, access tokens and sockets', async () => {
    await using identity = await startIdentity();
    await identity.register(EMAIL);
    const other = await signedIn(identity);
    const { program, refresh } = await signedIn(identity);
    const next = await identity.client().do('refreshToken', { body: { refresh } });
    const told: AccessRevoked[] = [];
    identity.platform.signals.on(accessRevoked, (message) => told.push(message));

    expect(await identity.client().call('refreshToken', { body: { refresh } })).toMatchObject({
      status: 401,
      code: 'refresh_reused',
    });
    await waitFor('the signal', () => told.length === 1);
    expect(told[0]).toMatchObject({ ended: true, session_id: expect.any(String) });
    expect((await program.call('getMe')).code).toBe('token_invalid');
    expect((await identity.client().call('refreshToken', { body: { refresh: next.refresh } })).code).toBe(
      'token_invalid',
    );
    expect((await other.program.call('getMe')).status).toBe(200);
  });

  it('used 50 times at once makes exactly one successor, and the family ends', async () => {
    await using identity = await startIdentity();
    await identity.register(EMAIL);
    const { refresh } = await signedIn(identity);
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => identity.client().call('refreshToken', { body: { refresh } })),
    );
    const codes = answers.map(({ code }) => code ?? 'spent').toSorted();
    expect(codes).toEqual([...Array.from({ length: 49 }, () => 'refresh_reused'), 'spent']);
    expect(await countTokens(identity)).toBe(2);
    const successor = answers.find(({ code }) => code === null)?.data.refresh ?? '';
    expect((await identity.client().call('refreshToken', { body: { refresh: successor } })).code).toBe('token_invalid');
  });

  it('does not outlive 30 days from sign-in, however often it is renewed', async () => {
    const clock = manualClock(Date.UTC(2026, 0, 5));
    await using identity = await startIdentity({ clock });
    await identity.register(EMAIL);
    let { refresh } = await signedIn(identity);
    for (let day = 0; day < 29; day += 1) {
      clock.advance(DAY_MS);
      refresh = (await identity.client().do('refreshToken', { body: { refresh } })).refresh;
    }
    clock.advance(DAY_MS);
    expect((await identity.client().call('refreshToken', { body: { refresh } })).code).toBe('token_expired');
  });

  it('is revoked with its family, spent or not; an unknown one is answered the same', async () => {
    await using identity = await startIdentity();
    await identity.register(EMAIL);
    const { program, refresh } = await signedIn(identity);
    await identity.client().do('refreshToken', { body: { refresh } });
    const answers = await Promise.all(
      [refresh, 'A'.repeat(43), 'nonsense'].map((one) =>
        identity.client().call('revokeToken', { body: { refresh: one } }),
      ),
    );
    expect(new Set(answers.map(({ status, data, meta }) => JSON.stringify([status, data, meta.message]))).size).toBe(1);
    expect((await program.call('getMe')).code).toBe('token_invalid');
  });

  it('that is none of ours is refused, whatever it looks like', async () => {
    await using identity = await startIdentity();
    await identity.register(EMAIL);
    const { program, refresh } = await signedIn(identity);
    const forged = [
      'A'.repeat(43),
      `${refresh}A`,
      refresh.slice(1),
      refresh.toUpperCase(),
      program.bearer ?? '',
      '../../etc',
      '\u0000',
    ];
    for (const one of forged) {
      const { status } = await identity.client().call('refreshToken', { body: { refresh: one } });
      expect([one, [401, 422].includes(status)]).toEqual([one, true]);
    }
    expect((await identity.client().call('refreshToken', { body: { refresh } })).status).toBe(200);
  });
});
