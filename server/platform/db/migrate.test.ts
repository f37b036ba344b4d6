import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { emptyDatabase } from '../../../test/support/database.ts';
import { appliedMigrations, MIGRATIONS_DIR, migrate } from './migrate.ts';
import { openDatabase } from './open.ts';

async function migrations(files: Readonly<Record<string, string>>): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'omni-stock-migrations-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(directory, name), text)));
  return directory;
}

const FIRST = { '0001_first.sql': 'CREATE TABLE first (id int); INSERT INTO first VALUES (1);' };
const SECOND = { ...FIRST, '0002_second.sql': "CREATE TABLE second (word text DEFAULT 'a;b');" };

describe('migrations', () => {
  it('run once each, though several processes start at once', async () => {
    await using empty = await emptyDatabase();
    const processes = [1, 2, 3].map(() => openDatabase({ url: empty.url, pool_max: 2 }));
    const ran = await Promise.all(processes.map(({ db }) => migrate(db)));
    const files = (await readdir(MIGRATIONS_DIR)).filter((file) => file.endsWith('.sql')).toSorted();
    expect(ran.flat().toSorted()).toEqual(files.map((file) => file.replace('.sql', '')));
    await Promise.all(processes.map((database) => database.close()));
  });

  it('bring an older database up with the files it lacks', async () => {
    await using empty = await emptyDatabase();
    await using database = closing(openDatabase({ url: empty.url, pool_max: 2 }));
    expect(await appliedMigrations(database.db)).toEqual([]);
    expect(await migrate(database.db, { directory: await migrations(FIRST) })).toEqual(['0001_first']);
    expect(await migrate(database.db, { directory: await migrations(SECOND) })).toEqual(['0002_second']);
    expect(await migrate(database.db, { directory: await migrations(SECOND) })).toEqual([]);
    expect(await appliedMigrations(database.db)).toEqual(['0001_first', '0002_second']);
  });

  it('leave nothing behind when one fails, and name it', async () => {
    await using empty = await emptyDatabase();
    await using database = closing(openDatabase({ url: empty.url, pool_max: 2 }));
    const directory = await migrations({
      ...FIRST,
      '0002_broken.sql': 'CREATE TABLE second (id int); SELECT nonsense;',
    });
    await expect(migrate(database.db, { directory })).rejects.toThrow('Migration 0002_broken failed');
    const { rows } = await sql<{ found: string | null }>`SELECT to_regclass('second') AS found`.execute(database.db);
    expect(rows[0]?.found).toBeNull();
  });

  it('refuse a database that a newer version has migrated', async () => {
    await using empty = await emptyDatabase();
    await using database = closing(openDatabase({ url: empty.url, pool_max: 2 }));
    await migrate(database.db, { directory: await migrations(SECOND) });
    const older = migrate(database.db, { directory: await migrations(FIRST) });
    await expect(older).rejects.toThrow('migrated by a newer version of this program (it has 0002_second)');
  });
});

describe('a database that cannot be used', () => {
  it('is named in a sentence that does not repeat the password', async () => {
    await using nobody = closing(openDatabase({ url: 'postgres://me:secret@127.0.0.1:1/none', pool_max: 1 }));
    const refused = migrate(nobody.db);
    await expect(refused).rejects.toThrow(/cannot be used: .*ECONNREFUSED.*DATABASE_URL/);
    await expect(refused).rejects.not.toThrow('secret');
  });
});

function closing<Closable extends { close(): Promise<void> }>(closable: Closable): Closable & AsyncDisposable {
  return { ...closable, [Symbol.asyncDispose]: () => closable.close() };
}
