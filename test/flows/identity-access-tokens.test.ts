import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { manualClock } from '../../server/platform/clock.ts';
import type { Client } from '../support/client.ts';
import { holdTransaction } from '../support/hold-transaction.ts';
import { PASSWORD, startIdentity } from '../support/identity.ts';
import { waitFor } from '../support/wait-for.ts';

const EMAIL = 'program@example.org';
const BODY = { email: EMAIL, password: PASSWORD };
const DAY_MS = 86_400_000;

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
    const { program } = await identity.program(EMAIL);
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
    const { program } = await identity.program(EMAIL);
    const schemes = [`${program.bearer}`, `Token ${program.bearer}`, `Basic ${program.bearer}`];
    for (const authorization of ['Bearer rubbish', 'bearer  ', 'Bearer', 'Basic Z3JhY2U6c2VjcmV0', ...schemes]) {
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
    const before = await identity.program(EMAIL);
    clock.advance(61_000);
    const after = await identity.program(EMAIL);
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
    const fresh = await identity.program(EMAIL);
    expect(kidOf(fresh.program)).toBe(kidOf(after.program));
  });

  it('is signed with a key that was made once, however many processes start together', async () => {
    await using identity = await startIdentity();
    const { db } = identity.database;
    await sql`DELETE FROM identity.signing_keys`.execute(db);
    await holdTransaction(db, {
      work: (tx) => sql`LOCK TABLE identity.signing_keys IN EXCLUSIVE MODE`.execute(tx), // all can see, none can write
      others: () => Promise.all(Array.from({ length: 4 }, () => identity.second())),
      waiters: 4,
    });
    const { rows } = await sql<{
      sealed: Buffer;
    }>`SELECT private_key_sealed AS sealed FROM identity.signing_keys`.execute(db);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.sealed.toString('latin1')).not.toContain('PRIVATE KEY');
  });
});
