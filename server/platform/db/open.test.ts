import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { freshDatabase } from '../../../test/support/database.ts';
import { waitFor } from '../../../test/support/wait-for.ts';
import { openDatabase } from './open.ts';
import { inTransaction } from './transaction.ts';

describe('the pool', () => {
  it('replaces connections the server ended, and the process lives on', async () => {
    await using database = await freshDatabase();
    const { rows } = await sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`.execute(database.db);
    const other = openDatabase({ url: database.url, pool_max: 1 });
    await sql`SELECT pg_terminate_backend(${rows[0]?.pid ?? 0})`.execute(other.db);
    await other.close();
    const again = () => sql<{ answer: number }>`SELECT 42 AS answer`.execute(database.db).catch(() => null);
    const result = await waitFor('a new connection', again);
    expect(result.rows[0]?.answer).toBe(42);
  });

  it('refuses at once who comes when enough wait for a connection, and serves those who wait', async () => {
    await using database = await freshDatabase();
    const { db, close } = openDatabase({ url: database.url, pool_max: 1, waiting_max: 3 });
    const ask = () => sql<{ answer: number }>`SELECT 42 AS answer`.execute(db);
    const { waiting } = await inTransaction(db, async (tx) => {
      await sql`SELECT 1`.execute(tx);
      const all = [ask(), ask(), ask()];
      await expect(ask()).rejects.toMatchObject({ code: '53300' });
      return { waiting: all };
    });
    const answers = await Promise.all(waiting);
    expect(answers.map(({ rows }) => rows[0]?.answer)).toEqual([42, 42, 42]);
    await close();
  });

  it('bounds statements and idle transactions', async () => {
    await using database = await freshDatabase();
    const { rows } = await sql<{ name: string; setting: string }>`SELECT name, setting FROM pg_settings
      WHERE name IN ('statement_timeout', 'idle_in_transaction_session_timeout') ORDER BY name`.execute(database.db);
    expect(rows.map(({ setting }) => Number(setting))).toEqual([30_000, 30_000]);
  });
});
