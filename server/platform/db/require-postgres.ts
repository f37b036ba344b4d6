import { sql } from 'kysely';
import { DatabaseStartError } from './database-start-error.ts';
import type { Db } from './transaction.ts';

const VERSION_MIN = 15;

/** @throws DatabaseStartError when the database does not answer, refuses us, or is too old, saying which. */
export async function requirePostgres(db: Db): Promise<void> {
  let version: string;
  try {
    const { rows } = await sql<{ server_version: string }>`SHOW server_version`.execute(db);
    version = rows[0]?.server_version ?? '';
  } catch (error) {
    const reason = (error as Error).message || (error as { code?: string }).code || 'no reason given';
    throw new DatabaseStartError(
      `The database cannot be used: ${reason}. Check DATABASE_URL, for example postgres://user:password@host:5432/omnistock, ` +
        'and that PostgreSQL runs; without DATABASE_URL the program brings its own.',
      { cause: error },
    );
  }
  if (Number.parseInt(version, 10) < VERSION_MIN)
    throw new DatabaseStartError(
      `The database is PostgreSQL ${version}; this program needs ${VERSION_MIN} or newer. Upgrade it, or name another in DATABASE_URL.`,
    );
}
