import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { manualClock } from '../../server/platform/clock.ts';
import { PASSWORD, startIdentity } from '../support/identity.ts';

const BODY = { email: 'program@example.org', password: PASSWORD };
const DAY_MS = 86_400_000;

describe('what is over', () => {
  it('is removed by the hourly job, and nothing else is', async () => {
    const clock = manualClock(Date.UTC(2026, 0, 5));
    await using identity = await startIdentity({ clock });
    const owner = await identity.register(BODY.email);
    await identity.client().do('issueToken', { body: BODY });
    const ended = await identity.client().do('issueToken', { body: BODY });
    await identity.client().do('revokeToken', { body: { refresh: ended.refresh } });
    const { identity: other } = await identity.second();
    const purge = other.jobs.find(({ name }) => name === 'identity.purge-expired');
    const left = async () => {
      await purge?.run(new AbortController().signal);
      const { rows } = await sql<{ sessions: number; tokens: number }>`SELECT
        (SELECT count(*)::int FROM identity.sessions) AS sessions,
        (SELECT count(*)::int FROM identity.refresh_tokens) AS tokens`.execute(identity.database.db);
      return [rows[0]?.sessions, rows[0]?.tokens];
    };
    expect(await left()).toEqual([3, 2]);
    clock.advance(DAY_MS + 1);
    expect(await left()).toEqual([2, 1]);
    await owner.do('getMe');
    clock.advance(30 * DAY_MS);
    expect(await left()).toEqual([1, 0]);
  });
});
