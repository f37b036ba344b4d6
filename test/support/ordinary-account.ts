import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { inject } from 'vitest';
import { openDatabase } from '../../server/platform/db/open.ts';
import type { Db } from '../../server/platform/db/transaction.ts';

/** A database at a given address over one connection, closed when it is disposed of. */
export function opened(url: string): { readonly db: Db } & AsyncDisposable {
  const database = openDatabase({ url, pool_max: 1 });
  return { db: database.db, [Symbol.asyncDispose]: () => database.close() };
}

/** An account of the test's server that is no superuser: dispose of it after what it owns. */
export async function ordinaryAccount(): Promise<{ readonly name: string } & AsyncDisposable> {
  const { admin_url } = inject('database_server');
  const name = `app_${randomBytes(6).toString('hex')}`;
  const asAdmin = async (statement: string): Promise<void> => {
    await using admin = opened(admin_url);
    await sql.raw(statement).execute(admin.db);
  };
  await asAdmin(`CREATE ROLE ${name}`);
  return { name, [Symbol.asyncDispose]: () => asAdmin(`DROP ROLE ${name}`) };
}

/** The address at which a superuser's connection acts as somebody else from its beginning. */
export function actingAs(url: string, name: string): string {
  const changed = new URL(url);
  changed.searchParams.set('options', `-c role=${name}`);
  return changed.href;
}

/** Hands a database over, as `CREATE DATABASE … OWNER` would. */
export async function handOver(database: { readonly url: string; readonly db: Db }, name: string): Promise<void> {
  await sql.raw(`ALTER DATABASE ${new URL(database.url).pathname.slice(1)} OWNER TO ${name}`).execute(database.db);
}
