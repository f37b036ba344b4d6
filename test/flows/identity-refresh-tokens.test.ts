import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { manualClock } from '../../server/platform/clock.ts';
import { type AccessRevoked, accessRevoked } from '../../server/modules/identity/index.ts';
import { holdTransaction } from '../support/hold-transaction.ts';
import { startIdentity, type TestIdentity } from '../support/identity.ts';
import { waitFor } from '../support/wait-for.ts';

const EMAIL = 'program@example.org';
const DAY_MS = 86_400_000;

async function countTokens(identity: TestIdentity): Promise<number> {
  const { rows } = await sql<{ n: string }>`SELECT count(*) AS n FROM identity.refresh_tokens`.execute(
    identity.database.db,
  );
  return Number(rows[0]?.n);
}

describe('a refresh token', () => {
  it('is spent once for the next pair, and is stored only as a hash', async () => {
    await using identity = await startIdentity();
    await identity.register(EMAIL);
    const { program, refresh } = await identity.program(EMAIL);
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
    const other = await identity.program(EMAIL);
    const { program, refresh } = await identity.program(EMAIL);
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
    const { refresh } = await identity.program(EMAIL);
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => identity.client().call('refreshToken', { body: { refresh } })),
    );
    const codes = answers.map(({ code }) => code ?? 'spent').toSorted();
    expect(codes).toEqual([...Array.from({ length: 49 }, () => 'refresh_reused'), 'spent']);
    expect(await countTokens(identity)).toBe(2);
    const successor = answers.find(({ code }) => code === null)?.data.refresh ?? '';
    expect((await identity.client().call('refreshToken', { body: { refresh: successor } })).code).toBe('token_invalid');
  });

  it('is refused when its family ends at the same moment', async () => {
    await using identity = await startIdentity();
    await identity.register(EMAIL);
    const { refresh } = await identity.program(EMAIL);
    const late = await holdTransaction(identity.database.db, {
      work: (tx) => sql`UPDATE identity.sessions SET ended_at = now() WHERE kind = 'token'`.execute(tx),
      others: () => identity.client().call('refreshToken', { body: { refresh } }),
      waiters: 1,
    });
    expect(late.code).toBe('token_invalid');
    expect(await countTokens(identity)).toBe(1);
  });

  it('does not outlive 30 days from sign-in, however often it is renewed', async () => {
    const clock = manualClock(Date.UTC(2026, 0, 5));
    await using identity = await startIdentity({ clock });
    await identity.register(EMAIL);
    let { refresh } = await identity.program(EMAIL);
    for (let day = 0; day < 29; day += 1) {
      clock.advance(DAY_MS);
      refresh = (await identity.client().do('refreshToken', { body: { refresh } })).refresh;
    }
    clock.advance(DAY_MS);
    const late = await identity.client().call('refreshToken', { body: { refresh } });
    expect(late.code).toBe('token_expired');
    expect(late.errors[0]?.detail).toMatch(/sign in again/);
  });

  it('is revoked with its family, spent or not; an unknown one is answered the same', async () => {
    await using identity = await startIdentity();
    await identity.register(EMAIL);
    const { program, refresh } = await identity.program(EMAIL);
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
    const { program, refresh } = await identity.program(EMAIL);
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
