import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { ensureDemo } from '../../server/modules/identity/index.ts';
import { Client } from '../support/client.ts';
import { PASSWORD, startIdentity } from '../support/identity.ts';
import { waitFor } from '../support/wait-for.ts';

const NEW_PASSWORD = 'another long passphrase';

describe('leaving', () => {
  it('erases the account and all that hangs on it, and leaves only a bare id in the audit', async () => {
    await using identity = await startIdentity();
    const grace = await identity.register('grace@example.org');
    const { id } = await grace.do('getMe');
    const program = identity.client();
    const { access } = await program.do('issueToken', { body: { email: 'grace@example.org', password: PASSWORD } });
    program.bearer = access;
    const { db } = identity.database;
    await sql`INSERT INTO watchlists.watchlists (id, user_id, name, position, created_at, updated_at)
      VALUES (${crypto.randomUUID()}, ${id}, 'Mine', 0, now(), now())`.execute(db);

    expect((await grace.call('deleteMe', { body: { current_password: 'something else' } })).code).toBe(
      'password_wrong',
    );
    await grace.do('deleteMe', { body: { current_password: PASSWORD } });

    expect(grace.cookies.size).toBe(0);
    expect((await program.call('getMe')).status).toBe(401);
    const left = await sql<{ place: string; rows: string }>`
      SELECT 'users' AS place, count(*) AS rows FROM identity.users WHERE NOT is_demo
      UNION ALL SELECT 'sessions', count(*) FROM identity.sessions
      UNION ALL SELECT 'refresh tokens', count(*) FROM identity.refresh_tokens
      UNION ALL SELECT 'places', count(*) FROM identity.known_places
      UNION ALL SELECT 'watchlists', count(*) FROM watchlists.watchlists`.execute(db);
    expect(left.rows.every(({ rows }) => rows === '0')).toBe(true);
    const audit = await sql<{ text: string }>`SELECT audit_events::text AS text FROM identity.audit_events`.execute(db);
    expect(audit.rows).toHaveLength(1);
    expect(audit.rows[0]?.text).toContain(id);
    expect(audit.rows[0]?.text).not.toContain('grace');
    await identity.register('grace@example.org');
  });

  it('is stopped by no table of any module: what refers to an account goes with it, or forgets whose it was', async () => {
    await using identity = await startIdentity();
    const { rows } = await sql<{ rule: string }>`
      SELECT conrelid::regclass || ' ' || conname AS rule FROM pg_constraint
      WHERE contype = 'f' AND confrelid = 'identity.users'::regclass AND confdeltype NOT IN ('c', 'n')`.execute(
      identity.database.db,
    );
    expect(rows).toEqual([]);
  });
});

describe('the demo account', () => {
  it('gives each visitor a session of their own, and shows nobody else’s', async () => {
    await using identity = await startIdentity();
    const [one, two] = [identity.client(), identity.client()];
    const [me, same] = [await one.do('signInDemo'), await two.do('signInDemo')];
    expect(me).toMatchObject({ is_demo: true, tier: 'premium', role: 'user' });
    expect(same.id).toBe(me.id);
    expect(await one.do('listSessions')).toHaveLength(1);
    await one.do('signOut');
    expect((await two.call('getMe')).status).toBe(200);
  });

  it('can be used and not be changed, and nobody signs in to it with a password', async () => {
    await using identity = await startIdentity();
    const someone = identity.client();
    await someone.do('signInDemo');
    const [session] = await someone.do('listSessions');
    expect((await someone.call('updateMe', { body: { name: 'Mine' } })).code).toBe('demo_protected');
    const change = { password: NEW_PASSWORD, current_password: PASSWORD };
    expect((await someone.call('updateMe', { body: change })).code).toBe('demo_protected');
    expect((await someone.call('deleteMe', { body: { current_password: PASSWORD } })).code).toBe('demo_protected');
    expect((await someone.call('endSession', { params: { id: session?.id ?? '' } })).code).toBe('demo_protected');
    for (const password of ['demo', 'null', PASSWORD]) {
      const body = { email: 'demo@omni-stock.local', password };
      expect((await identity.client().call('signIn', { body })).code).toBe('credentials_wrong');
    }
  });

  it('is gone where it is switched off, for those who were in as well', async () => {
    await using identity = await startIdentity();
    const someone = identity.client();
    await someone.do('signInDemo');
    const off = await identity.second({ DEMO: '0' });
    expect(await ensureDemo(off.platform)).toBeNull();
    await waitFor('the visitor to be out', async () => (await someone.call('getMe')).status === 401);
    const visitor = new Client(off.url);
    expect(await visitor.call('signInDemo')).toMatchObject({ status: 404, code: 'demo_disabled' });
    expect(await visitor.do('getSession')).toEqual({ user: null, demo: false });
  });
});
