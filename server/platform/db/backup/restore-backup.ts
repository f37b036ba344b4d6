import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { type Client, escapeIdentifier } from 'pg';
import { type CopyStreamQuery, from as copyFrom } from 'pg-copy-streams';
import { DatabaseStartError } from '../database-start-error.ts';
import { MIGRATIONS_DIR, migrate, migrationFiles } from '../migrate.ts';
import { APPLICATION_NAME, openDatabase } from '../open.ts';
import { ARCHIVE_FORMAT, type ArchiveEntry, ArchiveError, readArchive } from './archive.ts';
import { dataTables, ownSchemas, refuseBoundAccount, type Table } from './catalog.ts';
import { withMaintenanceClient } from './maintenance-client.ts';

type Header = Extract<ArchiveEntry, { kind: 'backup' }>;
type Trailer = Extract<ArchiveEntry, { kind: 'end' }>;

interface RestoreReport {
  readonly created_at: string;
  readonly tables: number;
  readonly rows: number;
}

/**
 * Restores a backup: checks the whole file first, makes the tables as they were when it was written, loads them in one
 * transaction, and migrates them to the present. The program must not run meanwhile.
 *
 * @param options.replace drops what the database holds of ours; without it, a database with rows is refused.
 * @param options.directory of the migrations that make the tables.
 * @throws ArchiveError when the file is damaged: the database is untouched.
 * @throws DatabaseStartError when the database is in use, holds rows, the account may not see every row, or the backup is of a newer version.
 */
export async function restoreBackup(
  url: string,
  path: string,
  options: { readonly replace: boolean; readonly directory?: string },
): Promise<RestoreReport> {
  const directory = options.directory ?? MIGRATIONS_DIR;
  const header = await verifyArchive(path);
  await refuseNewerBackup(header, directory);
  const report = await withMaintenanceClient(url, async (client) => {
    await refuseBoundAccount(client);
    await refuseUse(client);
    const schemas = await ownSchemas(directory);
    if (!options.replace) await refuseRows(client, schemas);
    for (const schema of schemas) await client.query(`DROP SCHEMA IF EXISTS ${escapeIdentifier(schema)} CASCADE`);
    await migrateTo(url, { directory, up_to: header.migrations.at(-1) });
    await client.query('BEGIN');
    const loaded = await load(client, path, schemas);
    await client.query('COMMIT');
    return { created_at: header.created_at, ...loaded };
  });
  await migrateTo(url, { directory });
  return report;
}

/** Reads every byte and compares every checksum. */
async function verifyArchive(path: string): Promise<Header> {
  let header: Header | null = null;
  let hash = createHash('sha256');
  for await (const frame of readArchive(path)) {
    if (header === null && frame.kind !== 'backup') break;
    if (frame.kind === 'backup') header = frame;
    else if (frame.kind === 'table') hash = createHash('sha256');
    else if (frame.kind === 'rows') hash.update(frame.bytes);
    else if (frame.kind === 'table_end' && hash.digest('hex') !== frame.sha256)
      throw new ArchiveError(`${path} is damaged: a checksum does not fit its rows.`);
  }
  if (header === null) throw new ArchiveError(`${path} is no backup of this program.`);
  if (header.format !== ARCHIVE_FORMAT)
    throw new ArchiveError(`${path} has format ${header.format}; this version reads ${ARCHIVE_FORMAT}.`);
  return header;
}

async function refuseNewerBackup(header: Header, directory: string): Promise<void> {
  const known = new Set(await migrationFiles(directory));
  const unknown = header.migrations.filter((migration) => !known.has(migration));
  if (unknown.length === 0) return;
  throw new DatabaseStartError(
    `The backup was written by a newer version of this program (it has ${unknown.join(', ')}). Restore it with that version.`,
  );
}

async function refuseUse(client: Client): Promise<void> {
  const { rows } = await client.query<{ sessions: number }>(
    `SELECT count(*)::int AS sessions FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name LIKE $1`,
    [`${APPLICATION_NAME}%`],
  );
  if ((rows[0]?.sessions ?? 0) > 0)
    throw new DatabaseStartError('The program is running on this database. Stop it first, then restore.');
}

async function refuseRows(client: Client, schemas: readonly string[]): Promise<void> {
  for (const table of await dataTables(client, schemas)) {
    const { rows } = await client.query<{ filled: boolean }>(`SELECT EXISTS (SELECT FROM ${quoted(table)}) AS filled`);
    if (rows[0]?.filled)
      throw new DatabaseStartError(
        `The database is not empty (${table.schema}.${table.table} holds rows). Restore into an empty one, or say ` +
          '--replace to remove what it holds.',
      );
  }
}

async function migrateTo(
  url: string,
  { directory, up_to }: { readonly directory: string; readonly up_to?: string | undefined },
): Promise<void> {
  const database = openDatabase({ url, pool_max: 2 });
  try {
    await migrate(database.db, up_to === undefined ? { directory } : { directory, up_to });
  } finally {
    await database.close();
  }
}

async function load(
  client: Client,
  path: string,
  schemas: readonly string[],
): Promise<{ readonly tables: number; readonly rows: number }> {
  const missing = new Map((await dataTables(client, schemas)).map((table) => [quoted(table), table]));
  const loaded = { tables: 0, rows: 0 };
  let target: CopyStreamQuery | null = null;
  let current: string | null = null;
  for await (const frame of readArchive(path)) {
    if (frame.kind === 'backup') await makePartitions(client, frame);
    if (frame.kind === 'table') {
      current = quoted(frame);
      if (!missing.delete(current))
        throw new ArchiveError(`The backup holds a table that should not be there: ${current}`);
      await client.query(`ALTER TABLE ${current} DISABLE TRIGGER USER`); // rows are put back, nothing happens anew
      const columns = frame.columns.map(escapeIdentifier).join(', ');
      target = client.query(copyFrom(`COPY ${current} (${columns}) FROM STDIN`));
    }
    if (frame.kind === 'rows' && target && !target.write(frame.bytes)) await once(target, 'drain');
    if (frame.kind === 'table_end' && target) {
      target.end();
      await finished(target);
      if (target.rowCount !== frame.rows)
        throw new ArchiveError(`${current}: ${target.rowCount} rows of ${frame.rows}`);
      await client.query(`ALTER TABLE ${current} ENABLE TRIGGER USER`);
      loaded.tables += 1;
      loaded.rows += frame.rows;
    }
    if (frame.kind === 'end') await setSequences(client, frame);
  }
  if (missing.size > 0) throw new ArchiveError(`The backup lacks tables: ${[...missing.keys()].join(', ')}`);
  return loaded;
}

/** The bounds are SQL, which `readArchive` has looked at. */
async function makePartitions(client: Client, header: Header): Promise<void> {
  for (const { schema, table, parent, bound } of header.partitions) {
    const of = quoted({ schema, table: parent, columns: [] });
    await client.query(
      `CREATE TABLE IF NOT EXISTS ${quoted({ schema, table, columns: [] })} PARTITION OF ${of} ${bound}`,
    );
  }
}

async function setSequences(client: Client, trailer: Trailer): Promise<void> {
  for (const { schema, sequence, last_value } of trailer.sequences)
    await client.query('SELECT setval($1::regclass, $2)', [
      `${escapeIdentifier(schema)}.${escapeIdentifier(sequence)}`,
      last_value,
    ]);
}

function quoted({ schema, table }: Table): string {
  return `${escapeIdentifier(schema)}.${escapeIdentifier(table)}`;
}
