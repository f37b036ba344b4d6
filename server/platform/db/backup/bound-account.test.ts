import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { freshDatabase } from '../../../../test/support/database.ts';
import { restoreBackup } from './restore-backup.ts';
import { writeBackup } from './write-backup.ts';

it('refuses an account from which row-level security hides rows, before it reads or writes any', async () => {
  await using database = await freshDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'omni-stock-backup-'));
  const account = `bound_${randomBytes(6).toString('hex')}`;
  const tablesBefore = await sql`SELECT count(*) FROM pg_tables`.execute(database.db);
  await sql.raw(`CREATE ROLE ${account} LOGIN IN ROLE pg_read_all_data`).execute(database.db);
  try {
    const url = new URL(database.url);
    url.searchParams.set('user', account);
    await expect(writeBackup(url.href, join(folder, 'none.backup'))).rejects.toThrow(/BYPASSRLS/);
    expect(await readdir(folder)).toEqual([]);
    const whole = join(folder, 'whole.backup');
    await writeBackup(database.url, whole);
    await expect(restoreBackup(url.href, whole, { replace: true })).rejects.toThrow(/BYPASSRLS/);
    expect((await sql`SELECT count(*) FROM pg_tables`.execute(database.db)).rows).toEqual(tablesBefore.rows);
  } finally {
    await sql.raw(`DROP ROLE ${account}`).execute(database.db);
    await rm(folder, { recursive: true });
  }
});
