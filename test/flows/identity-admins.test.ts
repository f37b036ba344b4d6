import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../server/config.ts';
import { type Clock, manualClock, systemClock } from '../../server/platform/clock.ts';
import { type AccessRevoked, accessRevoked, ensureFirstAdmin } from '../../server/modules/identity/index.ts';
import { Client } from '../support/client.ts';
import { PASSWORD, startIdentity, type TestIdentity } from '../support/identity.ts';
import { waitFor } from '../support/wait-for.ts';

const ADMIN = { email: 'admin@example.org', password: 'a long enough passphrase' };
const NAMED = { ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password };
const DAY_MS = 86_400_000;

const tokenOf = (link: string | null): string => new URL(link ?? '').hash.replace('#token=', '');

/** A program whose first administrator is signed in. */
async function administered(clock?: Clock): Promise<{ readonly identity: TestIdentity; readonly admin: Client }> {
  const identity = await startIdentity({ env: NAMED, ...(clock === undefined ? {} : { clock }) });
  await ensureFirstAdmin(identity.platform);
  const admin = identity.client();
  await admin.do('signIn', { body: ADMIN });
  return { identity, admin };
}

async function audit(identity: TestIdentity): Promise<Readonly<Record<string, unknown>>[]> {
  const { rows } = await sql<Record<string, unknown>>`SELECT * FROM identity.audit_events ORDER BY id`.execute(
    identity.database.db,
  );
  return rows;
}

describe('the first administrator', () => {
  it('is made with the one-time link, once, however many use it at the same moment', async () => {
    await using identity = await startIdentity();
    const link = await ensureFirstAdmin(identity.platform);
    expect(link).toMatch(/^http:\/\/stock\.example\.org\/setup#token=[\w-]{43}$/);
    const token = tokenOf(link);
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, count) =>
        identity
          .client()
          .call('useSetupLink', { body: { token, email: `admin${count}@example.org`, password: PASSWORD } }),
      ),
    );
    const codes = answers.map(({ code }) => code ?? 'made').toSorted();
    expect(codes).toEqual(['made', ...Array.from({ length: 7 }, () => 'setup_link_invalid')]);
    expect(answers.find(({ status }) => status === 201)?.data).toMatchObject({ role: 'admin', tier: 'premium' });
    expect(await audit(identity)).toEqual([
      expect.objectContaining({ action: 'admin.created', detail: { by: 'setup link' } }),
    ]);
    expect(await ensureFirstAdmin(identity.platform)).toBeNull();
  });

  it('has a link that stays good after a refused e-mail or password, and not after a day or another start', async () => {
    const clock = manualClock(Date.UTC(2026, 0, 5));
    await using identity = await startIdentity({ clock });
    await identity.register('grace@example.org');
    const older = tokenOf(await ensureFirstAdmin(identity.platform));
    const token = tokenOf(await ensureFirstAdmin(identity.platform));
    const use = async (body: { token: string; email: string; password: string }) =>
      (await identity.client().call('useSetupLink', { body })).code;
    expect(await use({ ...ADMIN, token: older })).toBe('setup_link_invalid');
    expect(await use({ ...ADMIN, token: 'A'.repeat(43) })).toBe('setup_link_invalid');
    expect(await use({ ...ADMIN, email: 'grace@example.org', token })).toBe('email_taken');
    expect(await use({ ...ADMIN, password: 'password123', token })).toBe('password_weak');
    clock.advance(DAY_MS);
    expect(await use({ ...ADMIN, token })).toBe('setup_link_invalid');
    const fresh = tokenOf(await ensureFirstAdmin(identity.platform));
    expect(await use({ ...ADMIN, token: fresh })).toBeNull();
  });

  it('is kept as ADMIN_EMAIL names them, with the password they have since chosen', async () => {
    await using made = await startIdentity({ env: NAMED });
    const starts = await Promise.all(Array.from({ length: 4 }, () => ensureFirstAdmin(made.platform)));
    expect(starts).toEqual([null, null, null, null]);
    expect(await audit(made)).toHaveLength(1);
    const admin = made.client();
    await admin.do('signIn', { body: ADMIN });
    await admin.do('updateMe', { body: { password: PASSWORD, current_password: ADMIN.password } });
    await ensureFirstAdmin(made.platform);
    expect((await admin.call('getMe')).data.role).toBe('admin');
    await made.client().do('signIn', { body: { ...ADMIN, password: PASSWORD } });
  });

  it('is not whoever registered that e-mail first: the account gets the password, and its sessions end', async () => {
    await using identity = await startIdentity({ env: NAMED });
    const squatter = await identity.register(ADMIN.email);
    await ensureFirstAdmin(identity.platform);
    await waitFor('the squatter to be out', async () => (await squatter.call('getMe')).status === 401);
    const { code } = await identity.client().call('signIn', { body: { ...ADMIN, password: PASSWORD } });
    expect(code).toBe('credentials_wrong');
    expect(await identity.client().do('signIn', { body: ADMIN })).toMatchObject({ role: 'admin' });
  });

  it.each([
    [{ ADMIN_EMAIL: 'admin@localhost', ADMIN_PASSWORD: ADMIN.password }, /ADMIN_EMAIL/],
    [{ ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: 'password123' }, /ADMIN_PASSWORD is too easy/],
    [{ ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: 'x7'.repeat(99) }, /ADMIN_PASSWORD is too (easy|long)/],
  ])('stops the start when it could not sign in: %j', async (env, message) => {
    await using identity = await startIdentity({ env });
    const failure = await ensureFirstAdmin(identity.platform).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConfigError);
    expect((failure as ConfigError).message).toMatch(message);
    expect((failure as ConfigError).message).not.toContain('password123');
  });
});

describe('administering accounts', () => {
  it('is for administrators only', async () => {
    const { identity, admin } = await administered();
    await using _ = identity;
    const grace = await identity.register();
    const { id } = await grace.do('getMe');
    for (const [client, status] of [
      [identity.client(), 401],
      [grace, 403],
    ] as const) {
      expect((await client.call('listUsers')).status).toBe(status);
      expect((await client.call('updateUser', { params: { id }, body: { tier: 'premium' } })).status).toBe(status);
    }
    expect((await admin.call('listUsers')).status).toBe(200);
  });

  it('finds accounts by a part of the e-mail, page by page, each once', async () => {
    const { identity, admin } = await administered();
    await using _ = identity;
    for (const name of ['ada', 'alan', 'barbara', 'edsger', 'under_score', 'percent%']) {
      await sql`INSERT INTO identity.users (id, email, name, tier, role, created_at)
        VALUES (${crypto.randomUUID()}, ${`${name}@lab.example.org`}, ${name}, 'standard', 'user', now())`.execute(
        identity.database.db,
      );
    }
    const emails = async (q: string) =>
      (await admin.do('listUsers', { query: { q } })).map(({ name }) => name).toSorted();
    expect(await emails('LAB.example')).toEqual(['ada', 'alan', 'barbara', 'edsger', 'percent%', 'under_score']);
    expect(await emails('_')).toEqual(['under_score']);
    expect(await emails('%')).toEqual(['percent%']);
    expect(await emails('nobody')).toEqual([]);

    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await admin.call('listUsers', { query: { limit: 3, ...(cursor ? { cursor } : {}) } });
      seen.push(...page.data.map(({ id }) => id));
      cursor = page.meta.next_cursor;
    } while (cursor);
    expect(seen).toHaveLength(8);
    expect(new Set(seen).size).toBe(8);
    expect((await admin.call('listUsers', { query: { cursor: 'made-up' } })).code).toBe('cursor_invalid');
  });

  it('changes a tier at once, everywhere, and writes it down', async () => {
    const { identity, admin } = await administered();
    await using _ = identity;
    const grace = await identity.register();
    const me = await grace.do('getMe');
    const other = await identity.second();
    const cookies = Object.fromEntries(grace.cookies);
    const elsewhere = () => other.identity.resolveActor({ cookies }, null);
    expect(await elsewhere()).toMatchObject({ tier: 'standard' });
    const told: AccessRevoked[] = [];
    identity.platform.signals.on(accessRevoked, (message) => told.push(message));

    const changed = await admin.do('updateUser', { params: { id: me.id }, body: { tier: 'premium' } });
    expect(changed).toEqual({ ...me, tier: 'premium' });
    await waitFor('the other process', async () => (await elsewhere()).tier === 'premium');
    expect(told).toEqual([{ user_id: me.id, session_id: null, ended: false }]);
    const { id: adminId } = await admin.do('getMe');
    expect((await audit(identity)).at(-1)).toMatchObject({
      action: 'user.changed',
      actor_id: adminId,
      subject_id: me.id,
      request_id: expect.any(String),
      detail: { tier: 'standard > premium', role: 'user > user' },
    });
  });

  it('changes a role at once: a demoted administrator is refused by the next call', async () => {
    const { identity, admin } = await administered();
    await using _ = identity;
    const second = await identity.register();
    const { id } = await second.do('getMe');
    await admin.do('updateUser', { params: { id }, body: { role: 'admin' } });
    await waitFor('the new right', async () => (await second.call('listUsers')).status === 200);
    await admin.do('updateUser', { params: { id }, body: { role: 'user' } });
    await waitFor('the lost right', async () => (await second.call('listUsers')).status === 403);
  });

  it('never loses its last administrator, even when two go at the same moment', async () => {
    const { identity, admin } = await administered(systemClock); // roles are also put back by hand, which sends no signal
    await using _ = identity;
    const { id: first } = await admin.do('getMe');
    const alone = { params: { id: first }, body: { role: 'user' } } as const;
    expect((await admin.call('updateUser', alone)).code).toBe('last_admin');
    const shouted = { ...alone, params: { id: first.toUpperCase() } };
    expect((await admin.call('updateUser', shouted)).code).toBe('last_admin');
    expect((await admin.call('deleteMe', { body: { current_password: ADMIN.password } })).code).toBe('last_admin');

    for (let round = 0; round < 8; round += 1) {
      const other = await identity.register();
      const { id } = await other.do('getMe');
      await admin.do('updateUser', { params: { id }, body: { role: 'admin' } });
      await waitFor('the right', async () => (await other.call('listUsers')).status === 200);
      const answers = await Promise.all([
        admin.call('updateUser', { params: { id }, body: { role: 'user' } }),
        other.call('updateUser', alone),
        ...(round % 2 === 0 ? [other.call('deleteMe', { body: { current_password: PASSWORD } })] : []),
      ]);
      const { rows } = await sql<{ id: string }>`SELECT id FROM identity.users WHERE role = 'admin'`.execute(
        identity.database.db,
      );
      expect(answers.every(({ status }) => status < 500)).toBe(true);
      expect(rows).toHaveLength(1);
      await sql`UPDATE identity.users SET role = CASE WHEN id = ${first} THEN 'admin' ELSE 'user' END WHERE NOT is_demo`.execute(
        identity.database.db,
      );
      await waitFor('the first to administer', async () => (await admin.call('listUsers')).status === 200);
    }
  });

  it('refuses accounts that are not there, and never makes the demo account an administrator', async () => {
    const { identity, admin } = await administered();
    await using _ = identity;
    const { id } = await identity.client().do('signInDemo');
    expect((await admin.call('updateUser', { params: { id }, body: { role: 'admin' } })).code).toBe('demo_protected');
    expect(
      (await admin.call('updateUser', { params: { id: crypto.randomUUID() }, body: { tier: 'premium' } })).code,
    ).toBe('user_unknown');
    expect((await admin.call('updateUser', { params: { id }, body: {} })).status).toBe(422);
  });
});

describe('the audit', () => {
  it('takes rows and gives none up', async () => {
    const { identity } = await administered();
    await using _ = identity;
    const { db } = identity.database;
    await expect(sql`UPDATE identity.audit_events SET action = 'nothing'`.execute(db)).rejects.toThrow(/append-only/);
    await expect(sql`DELETE FROM identity.audit_events`.execute(db)).rejects.toThrow(/append-only/);
    await expect(sql`TRUNCATE identity.audit_events`.execute(db)).rejects.toThrow(/append-only/);
    expect(JSON.stringify(await audit(identity))).not.toMatch(/argon2|example\.org|passphrase/);
  });
});
