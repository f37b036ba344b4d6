import { createHash } from 'node:crypto';
import { escapeIdentifier, type Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { systemClock } from '../../clock.ts';
import { DatabaseStartError } from '../database-start-error.ts';
import { appliedMigrations, MIGRATIONS_DIR } from '../migrate.ts';
import { openDatabase } from '../open.ts';
import { ARCHIVE_FORMAT, type Frame, writeArchive } from './archive.ts';
import { dataTables, ownSchemas, partitions, refuseBoundAccount, sequences, type Table } from './catalog.ts';
import { withMaintenanceClient } from './maintenance-client.ts';

interface BackupReport {
  readonly tables: number;
  readonly rows: number;
}

/**
 * Writes every row of our schemas as of one moment to one file, while the program may go on writing. The queue of jobs
 * (pg-boss's own schema) is left out: schedules are made anew at each start. The file holds accounts and the master
 * secret: keep it as you keep passwords.
 *
 * @param directory of the migrations, which tell what is ours.
 * @throws DatabaseStartError when the database was never migrated, or the account may not see every row.
 */
export async function writeBackup(url: string, path: string, directory = MIGRATIONS_DIR): Promise<BackupReport> {
  const schemas = await ownSchemas(directory);
  const migrations = await migrationsOf(url);
  if (migrations.length === 0)
    throw new DatabaseStartError('There is nothing to back up: the program has never run on this database.');
  return withMaintenanceClient(url, async (client) => {
    await refuseBoundAccount(client);
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    // A table whose policies would hide rows must stop the backup, not thin it out.
    await client.query('SET LOCAL row_security = off');
    const report = { tables: 0, rows: 0 };
    await writeArchive(path, frames(client, { migrations, schemas }, report));
    await client.query('COMMIT');
    return report;
  });
}

async function migrationsOf(url: string): Promise<string[]> {
  const database = openDatabase({ url, pool_max: 1 });
  try {
    return await appliedMigrations(database.db);
  } finally {
    await database.close();
  }
}

async function* frames(
  client: Client,
  { migrations, schemas }: { readonly migrations: string[]; readonly schemas: readonly string[] },
  report: { tables: number; rows: number },
): AsyncGenerator<Frame> {
  const { rows: versions } = await client.query<{ server_version: string }>('SHOW server_version');
  yield {
    kind: 'backup',
    format: ARCHIVE_FORMAT,
    created_at: systemClock.now().toISOString(),
    server_version: versions[0]?.server_version ?? 'unknown',
    migrations,
    partitions: await partitions(client, schemas),
  };
  for (const table of await dataTables(client, schemas)) {
    yield { kind: 'table', schema: table.schema, table: table.table, columns: [...table.columns] };
    const { rows } = yield* rowsOf(client, table);
    report.tables += 1;
    report.rows += rows;
  }
  yield { kind: 'end', tables: report.tables, sequences: await sequences(client, schemas) };
}

async function* rowsOf(client: Client, { schema, table, columns }: Table): AsyncGenerator<Frame, { rows: number }> {
  const list = columns.map(escapeIdentifier).join(', ');
  const from = `${escapeIdentifier(schema)}.${escapeIdentifier(table)}`;
  const stream = client.query(copyTo(`COPY (SELECT ${list} FROM ${from}) TO STDOUT`));
  const hash = createHash('sha256');
  for await (const bytes of stream as AsyncIterable<Buffer>) {
    hash.update(bytes);
    yield { kind: 'rows', bytes };
  }
  yield { kind: 'table_end', rows: stream.rowCount, sha256: hash.digest('hex') };
  return { rows: stream.rowCount };
}
