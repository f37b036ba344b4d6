import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { DatabaseStartError } from './database-start-error.ts';
import { inRoleOf } from './migration-role.ts';
import { requirePostgres } from './require-postgres.ts';
import type { Db } from './transaction.ts';

/** The plain SQL files, `NNNN_name.sql`, run in the order of their names. */
export const MIGRATIONS_DIR = join(import.meta.dirname, '..', '..', 'migrations');
/** Where PostgreSQL keeps which files have run. */
const MIGRATION_SCHEMA = 'platform';
const MIGRATION_TABLE = 'migrations';
const MIGRATION_LOCK_TABLE = 'migrations_lock';

const MIGRATION_NAME = /^\d{4}_[a-z0-9_]+\.sql$/;

/** PostgreSQL's code for a table that does not exist. */
const UNDEFINED_TABLE = '42P01';

/**
 * Brings the schema up to date: every file that has not run yet, all in one transaction. Processes that start together
 * queue on a lock; the second finds nothing to do.
 *
 * @param options.up_to the last migration to run, by name; all without it.
 * @returns the names of the migrations that ran now: the files' names without `.sql`.
 * @throws DatabaseStartError when the database does not answer, is too old, or was migrated by a newer version of the
 *   program.
 */
export async function migrate(
  db: Db,
  options: { readonly directory?: string; readonly up_to?: string } = {},
): Promise<string[]> {
  const directory = options.directory ?? MIGRATIONS_DIR;
  await requirePostgres(db);
  const migrations = await readMigrations(directory);
  await refuseNewerSchema(db, new Set(Object.keys(migrations)));
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(migrations) },
    migrationTableSchema: MIGRATION_SCHEMA,
    migrationTableName: MIGRATION_TABLE,
    migrationLockTableName: MIGRATION_LOCK_TABLE,
  });
  const { error, results = [] } = await (options.up_to === undefined
    ? migrator.migrateToLatest()
    : migrator.migrateTo(options.up_to));
  if (error) {
    const failed = results.find((result) => result.status === 'Error')?.migrationName;
    throw new Error(failed ? `Migration ${failed} failed` : 'The migrations could not run', { cause: error });
  }
  return results.map((result) => result.migrationName);
}

/** @returns the names of the files that have run, oldest first; none in a database that was never migrated. */
export async function appliedMigrations(db: Db): Promise<string[]> {
  try {
    const { rows } = await sql<{ name: string }>`
      SELECT name FROM ${sql.table(`${MIGRATION_SCHEMA}.${MIGRATION_TABLE}`)} ORDER BY name
    `.execute(db);
    return rows.map((row) => row.name);
  } catch (error) {
    if ((error as { code?: string }).code === UNDEFINED_TABLE) return [];
    throw error;
  }
}

/** @returns the names of all migrations this version knows, oldest first. */
export async function migrationFiles(directory = MIGRATIONS_DIR): Promise<string[]> {
  const files = (await readdir(directory)).filter((file) => MIGRATION_NAME.test(file)).toSorted();
  return files.map((file) => file.slice(0, -'.sql'.length));
}

async function readMigrations(directory: string): Promise<Record<string, Migration>> {
  const names = await migrationFiles(directory);
  const entries = names.map(async (name): Promise<[string, Migration]> => {
    const text = await readFile(join(directory, `${name}.sql`), 'utf8');
    return [name, migration(text)];
  });
  return Object.fromEntries(await Promise.all(entries));
}

function migration(text: string): Migration {
  return {
    async up(db) {
      await sql`SET LOCAL statement_timeout = 0`.execute(db); // an index on a large table may take its time
      await inRoleOf(db, text, () => sql.raw(text).execute(db));
    },
  };
}

async function refuseNewerSchema(db: Db, known: ReadonlySet<string>): Promise<void> {
  const unknown = (await appliedMigrations(db)).filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw new DatabaseStartError(
    `The database was migrated by a newer version of this program (it has ${unknown.join(', ')}). ` +
      'Start that version, or restore a backup made before the upgrade.',
  );
}
