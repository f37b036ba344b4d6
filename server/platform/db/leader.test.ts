import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { sql } from 'kysely';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { waitFor } from '../../../test/support/wait-for.ts';
import { lead } from './leader.ts';
import { assertLeads, LateLeaderError, LEASE_MS } from './lease.ts';
import { inTransaction } from './transaction.ts';

const log = pino({ level: 'silent' });

interface Term {
  readonly who: string;
  readonly token: number;
  readonly signal: AbortSignal;
}

function candidate(database: TestDatabase, who: string, terms: Term[], name = 'feed:test') {
  return lead({
    url: database.url,
    name,
    log,
    onLead: async (token, signal) => {
      terms.push({ who, token, signal });
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    },
  });
}

async function cutLeaders(database: TestDatabase): Promise<void> {
  await sql`SELECT pg_terminate_backend(lock.pid) FROM pg_locks AS lock JOIN pg_database ON pg_database.oid = database
    WHERE locktype = 'advisory' AND granted AND datname = current_database()`.execute(database.db);
}

function writeAs(database: TestDatabase, token: number): Promise<void> {
  return inTransaction(database.db, (tx) => assertLeads(tx, 'feed:test', token));
}

describe('leadership', () => {
  it('has one leader among many candidates, and hands over when it drains, with a higher token', async () => {
    await using database = await freshDatabase();
    const terms: Term[] = [];
    const candidates = ['a', 'b', 'c'].map((who) => ({ who, service: candidate(database, who, terms) }));
    await Promise.all(candidates.map(({ service }) => service.start()));
    const first = await waitFor('a leader', () => terms[0]);
    await candidates.find(({ who }) => who === first.who)?.service.drain();
    expect(first.signal.aborted).toBe(true);
    const second = await waitFor('its successor', () => terms[1]);
    expect(second.who).not.toBe(first.who);
    expect(second.token).toBe(first.token + 1);
    await Promise.all(candidates.map(({ service }) => service.drain()));
  });

  it('passes in under 5 s when the leader’s connection dies, and the late writer is refused', async () => {
    await using database = await freshDatabase();
    const terms: Term[] = [];
    const services = [candidate(database, 'a', terms), candidate(database, 'b', terms)];
    await Promise.all(services.map((service) => service.start()));
    const old = await waitFor('a leader', () => terms[0]);
    await writeAs(database, old.token);
    await cutLeaders(database);
    const successor = await waitFor('its successor', () => terms[1]);
    await expect(writeAs(database, old.token)).rejects.toThrow(LateLeaderError);
    await writeAs(database, successor.token);
    await waitFor('the old leader to notice', () => old.signal.aborted);
    await Promise.all(services.map((service) => service.drain()));
  });

  it('waits with the next token until a write of the older leader has ended', async () => {
    await using database = await freshDatabase();
    const terms: Term[] = [];
    const services = [candidate(database, 'a', terms), candidate(database, 'b', terms)];
    await Promise.all(services.map((service) => service.start()));
    const old = await waitFor('a leader', () => terms[0]);
    let committing = false;
    await inTransaction(database.db, async (tx) => {
      await assertLeads(tx, 'feed:test', old.token);
      await cutLeaders(database);
      await waitFor('the successor to wait', async () => {
        const { rows } = await sql`SELECT FROM pg_stat_activity WHERE datname = current_database()
          AND application_name LIKE '% leader' AND wait_event_type = 'Lock'`.execute(database.db);
        return rows.length > 0;
      });
      expect(terms).toHaveLength(1);
      committing = true;
    });
    await waitFor('the successor', () => terms[1] && committing);
    await Promise.all(services.map((service) => service.drain()));
  });

  it.for([
    ['once its lease has lapsed', 'unchanged'],
    ['at once where its lease runs for longer than any does, as after a clock was put back', 'put back'],
  ] as const)('is taken from a frozen process, whose session lives on, %s', async ([, clock]) => {
    await using database = await freshDatabase();
    const script = `import { lead } from ${JSON.stringify(join(import.meta.dirname, 'leader.ts'))};
      import { pino } from 'pino';
      const never = new Promise(() => undefined);
      await lead({ url: ${JSON.stringify(database.url)}, name: 'feed:test', log: pino({ level: 'silent' }),
        onLead: (token) => { console.log(token); return never; } }).start();
      setInterval(() => undefined, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
      cwd: join(import.meta.dirname, '../../..'),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      await once(child.stdout, 'data');
      child.kill('SIGSTOP');
      if (clock === 'put back')
        await sql`UPDATE platform.leaderships SET expires_at = now() + interval '1 hour'`.execute(database.db);
      const terms: Term[] = [];
      const service = candidate(database, 'healthy', terms);
      await service.start();
      const successor = await waitFor('the successor', () => terms[0], LEASE_MS + 5_000);
      expect(successor.token).toBe(2);
      await expect(writeAs(database, 1)).rejects.toThrow(LateLeaderError);
      await service.drain();
    } finally {
      child.kill('SIGKILL');
    }
  });

  it('starts the work anew, with a new token, when it fails', async () => {
    await using database = await freshDatabase();
    const tokens: number[] = [];
    const service = lead({
      url: database.url,
      name: 'feed:test',
      log,
      onLead: (token) => {
        tokens.push(token);
        return Promise.reject(new Error('the provider is down'));
      },
    });
    await service.start();
    await waitFor('a second try', () => tokens.length >= 2);
    await service.drain();
    expect(tokens.slice(0, 2)).toEqual([1, 2]);
  });

  it('drains before it ever started', async () => {
    await using database = await freshDatabase();
    await candidate(database, 'a', []).drain();
  });
});
