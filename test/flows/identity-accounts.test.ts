import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { manualClock } from '../../server/platform/clock.ts';
import { type AccessRevoked, accessRevoked } from '../../server/modules/identity/index.ts';
import { PASSWORD, startIdentity } from '../support/identity.ts';
import { holdTransaction } from '../support/hold-transaction.ts';
import { waitFor } from '../support/wait-for.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NEW_PASSWORD = 'another long passphrase';

describe('making an account', () => {
  it('signs the browser in with a cookie that scripts cannot read, and keeps only its hash', async () => {
    await using identity = await startIdentity();
    const grace = identity.client();
    const answer = await grace.call('register', { body: { email: ' Grace@Example.org ', password: PASSWORD } });

    expect(answer.status).toBe(201);
    expect(answer.data).toMatchObject({ email: 'grace@example.org', name: 'grace', tier: 'standard', role: 'user' });
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^omni_session=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/),
    ]);
    const cookie = grace.cookies.get('omni_session') ?? '';
    const { rows } = await sql<{ cookie_hash: Buffer }>`SELECT cookie_hash FROM identity.sessions`.execute(
      identity.database.db,
    );
    expect(rows.map((row) => row.cookie_hash)).toEqual([createHash('sha256').update(cookie).digest()]);
    expect(await grace.do('getMe')).toEqual(answer.data);
    expect(await grace.do('getSession')).toEqual({ user: answer.data, demo: true });
  });

  it('makes one account of an e-mail, however many ask at the same moment', async () => {
    await using identity = await startIdentity();
    const body = { email: 'grace@example.org', password: PASSWORD };
    const answers = await Promise.all(Array.from({ length: 8 }, () => identity.client().call('register', { body })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'email_taken')).toHaveLength(7);
    expect(answers.find(({ status }) => status === 409)?.errors[0]).toMatchObject({
      code: 'email_taken',
      pointer: '/email',
    });
  });

  it('takes no field that is not the caller’s to set', async () => {
    await using identity = await startIdentity();
    for (const extra of [{ role: 'admin' }, { tier: 'premium' }, { is_demo: true }, { id: crypto.randomUUID() }]) {
      const body = { email: 'grace@example.org', password: PASSWORD, ...extra };
      expect((await identity.client().call('register', { body })).status).toBe(422);
    }
  });

  it('refuses a password that is easy to guess, and the address of the demo account', async () => {
    await using identity = await startIdentity();
    const someone = identity.client();
    const weak = await someone.call('register', { body: { email: 'grace@example.org', password: 'password1' } });
    expect(weak).toMatchObject({ status: 422, code: 'password_weak' });
    expect(weak.errors[0]).toMatchObject({ reason: 'common', pointer: '/password' });
    const demo = { email: 'demo@omni-stock.local', password: PASSWORD };
    expect(await someone.call('register', { body: demo })).toMatchObject({ status: 409, code: 'email_taken' });
  });

  it('is limited for one address, and not for the others', async () => {
    await using identity = await startIdentity();
    const someone = identity.client();
    const codes: (string | null)[] = [];
    for (let count = 0; count < 25; count += 1) {
      const body = { email: `person${count}@example.org`, password: PASSWORD };
      codes.push((await someone.call('register', { body })).code);
    }
    expect(codes).toEqual([
      ...Array.from({ length: 20 }, () => null),
      ...Array.from({ length: 5 }, () => 'rate_limited'),
    ]);
    await identity.register();
  });
});

describe('signing in and out', () => {
  it('gives every sign-in a new session, and ends the one the browser had', async () => {
    await using identity = await startIdentity();
    const grace = await identity.register('grace@example.org');
    const before = grace.cookies.get('omni_session') ?? '';
    await grace.do('signIn', { body: { email: 'grace@example.org', password: PASSWORD } });
    expect(grace.cookies.get('omni_session')).not.toBe(before);

    const thief = identity.client();
    thief.cookies.set('omni_session', before);
    expect((await thief.call('getMe')).status).toBe(401);
    expect(await grace.do('listSessions')).toHaveLength(1);
  });

  it('never takes a session from the caller', async () => {
    await using identity = await startIdentity();
    await identity.register('grace@example.org');
    const fixed = 'A'.repeat(43);
    const victim = identity.client();
    victim.cookies.set('omni_session', fixed);
    await victim.do('signIn', { body: { email: 'grace@example.org', password: PASSWORD } });
    expect(victim.cookies.get('omni_session')).not.toBe(fixed);
  });

  it('signs out here and nowhere else, at once', async () => {
    await using identity = await startIdentity();
    const here = await identity.register('grace@example.org');
    const there = identity.client();
    await there.do('signIn', { body: { email: 'grace@example.org', password: PASSWORD } });
    const kept = here.cookies.get('omni_session') ?? '';
    await here.do('signOut');
    expect(here.cookies.has('omni_session')).toBe(false);
    here.cookies.set('omni_session', kept);
    await waitFor('the session to be forgotten', async () => (await here.call('getMe')).status === 401);
    expect((await there.call('getMe')).status).toBe(200);
  });

  it('ends a session in every process as soon as it is ended in one', async () => {
    await using identity = await startIdentity();
    const laptop = await identity.register('grace@example.org');
    const phone = identity.client();
    await phone.do('signIn', { body: { email: 'grace@example.org', password: PASSWORD } });
    const other = await identity.second();
    const cookie = phone.cookies.get('omni_session') ?? '';
    const elsewhere = () => other.identity.resolveActor({ cookies: { omni_session: cookie } }, null);
    expect((await elsewhere()).kind).toBe('member');

    const sessions = await laptop.do('listSessions');
    expect(sessions.map(({ current }) => current)).toEqual(expect.arrayContaining([true, false]));
    const phones = sessions.find(({ current }) => !current);
    await laptop.do('endSession', { params: { id: phones?.id ?? '' } });
    await waitFor('the other process to refuse', async () => (await elsewhere()).kind === 'visitor');
    expect((await phone.call('getMe')).status).toBe(401);
    expect((await laptop.call('endSession', { params: { id: phones?.id ?? '' } })).code).toBe('session_unknown');
  });

  it('does not end what belongs to somebody else', async () => {
    await using identity = await startIdentity();
    const [grace, mallory] = await Promise.all([identity.register(), identity.register()]);
    const [session] = await grace.do('listSessions');
    expect(await mallory.call('endSession', { params: { id: session?.id ?? '' } })).toMatchObject({ status: 404 });
    expect((await grace.call('getMe')).status).toBe(200);
  });

  it('keeps a session that is used, writes that once an hour, and ends one unused for 30 days', async () => {
    const clock = manualClock(Date.UTC(2026, 0, 5));
    await using identity = await startIdentity({ clock });
    const grace = await identity.register();
    const lastUse = async () => (await grace.do('listSessions'))[0]?.last_used_at;
    const first = await lastUse();
    clock.advance(HOUR_MS - 1);
    expect(await lastUse()).toBe(first);
    for (let weeks = 0; weeks < 10; weeks += 1) {
      clock.advance(20 * DAY_MS);
      expect(await lastUse()).toBe(clock.now().toISOString());
    }
    clock.advance(30 * DAY_MS + 1);
    expect((await grace.call('getMe')).status).toBe(401);
    expect((await grace.do('getSession')).user).toBeNull();
    expect(grace.cookies.has('omni_session')).toBe(false);
  });

  it('keeps at most a hundred sessions of one account, and ends the longest unused', async () => {
    await using identity = await startIdentity();
    const oldest = await identity.register('grace@example.org');
    let newest = oldest;
    for (let count = 0; count < 100; count += 1) {
      newest = identity.client();
      await newest.do('signIn', { body: { email: 'grace@example.org', password: PASSWORD } });
    }
    expect(await newest.do('listSessions')).toHaveLength(100);
    expect((await oldest.call('getMe')).status).toBe(401);
  });
});

describe('changing an account', () => {
  it('changes the name alone without a password', async () => {
    await using identity = await startIdentity();
    const grace = await identity.register();
    expect(await grace.do('updateMe', { body: { name: 'Grace Hopper' } })).toMatchObject({ name: 'Grace Hopper' });
  });

  it('ends every other session, token and socket with a new password', async () => {
    await using identity = await startIdentity();
    const here = await identity.register('grace@example.org');
    const there = identity.client();
    const sign = { email: 'grace@example.org', password: PASSWORD };
    await there.do('signIn', { body: sign });
    const program = identity.client();
    const tokens = await program.do('issueToken', { body: sign });
    program.bearer = tokens.access;
    expect((await program.call('getMe')).status).toBe(200);
    const told: AccessRevoked[] = [];
    identity.platform.signals.on(accessRevoked, (message) => told.push(message));

    await here.do('updateMe', { body: { password: NEW_PASSWORD, current_password: PASSWORD } });
    expect((await here.call('getMe')).status).toBe(200);
    await waitFor('both signals', () => told.length === 2);
    expect(told.every(({ session_id, ended }) => session_id !== null && ended)).toBe(true);
    expect((await there.call('getMe')).status).toBe(401);
    expect((await program.call('getMe')).code).toBe('token_invalid');
    expect((await identity.client().call('refreshToken', { body: { refresh: tokens.refresh } })).status).toBe(401);
    expect((await identity.client().call('signIn', { body: sign })).code).toBe('credentials_wrong');
    await identity.client().do('signIn', { body: { ...sign, password: NEW_PASSWORD } });
  });

  it('asks for the current password, and does not let it be guessed', async () => {
    await using identity = await startIdentity();
    const grace = await identity.register();
    const codes: (string | null)[] = [];
    for (let guess = 0; guess < 8; guess += 1) {
      const body = { password: NEW_PASSWORD, current_password: `wrong guess ${guess}` };
      codes.push((await grace.call('updateMe', { body })).code);
    }
    expect(codes.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => 'password_wrong'));
    expect(codes.slice(5)).toEqual(Array.from({ length: 3 }, () => 'rate_limited'));
    expect((await grace.call('updateMe', { body: { password: NEW_PASSWORD } })).status).toBe(422);
  });

  it('refuses a sign-in whose password was changed between the check and the session', async () => {
    await using identity = await startIdentity();
    await identity.register('grace@example.org');
    const sign = { body: { email: 'grace@example.org', password: PASSWORD } };
    for (const name of ['signIn', 'issueToken'] as const) {
      const late = await holdTransaction(identity.database.db, {
        work: (tx) => sql`UPDATE identity.users SET password_hash = password_hash || 'x' WHERE NOT is_demo`.execute(tx),
        others: () => identity.client().call(name, sign),
        waiters: 1,
      });
      expect(late).toMatchObject({ status: 401, code: 'credentials_wrong' });
      await sql`UPDATE identity.users SET password_hash = rtrim(password_hash, 'x') WHERE NOT is_demo`.execute(
        identity.database.db,
      );
    }
  });

  it('lets no sign-in with the old password outlive the change that races with it', async () => {
    await using identity = await startIdentity();
    for (let round = 0; round < 12; round += 1) {
      const email = `racer${round}@example.org`;
      const owner = await identity.register(email);
      const thieves = Array.from({ length: 4 }, () => identity.client());
      const body = { password: NEW_PASSWORD, current_password: PASSWORD };
      await Promise.all([
        owner.do('updateMe', { body }),
        ...thieves.map((thief) => thief.call('signIn', { body: { email, password: PASSWORD } })),
      ]);
      expect(await owner.do('listSessions')).toHaveLength(1);
    }
  });
});
