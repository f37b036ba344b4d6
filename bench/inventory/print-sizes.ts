import { sql } from 'kysely';
import type { Db } from '../../server/platform/db/transaction.ts';

interface Size {
  readonly name: string;
  readonly rows_bytes: number;
  readonly indexes_bytes: number;
}

/** What a listing takes on the disk, in bytes for each of `listings`: the tables of the inventory that take any. */
export async function printSizes(db: Db, listings: number): Promise<void> {
  const { rows } = await sql<Size>`SELECT relname AS name, pg_table_size(oid)::float8 AS rows_bytes,
      pg_indexes_size(oid)::float8 AS indexes_bytes
    FROM pg_class WHERE relnamespace = 'inventory'::regnamespace AND relkind = 'r'
      AND pg_total_relation_size(oid) >= ${listings}::float8 ORDER BY pg_total_relation_size(oid) DESC`.execute(db);
  const each = (bytes: number): number => Math.round(bytes / listings);
  const table = rows.map(({ name, rows_bytes, indexes_bytes }) => ({
    table: name,
    'bytes a listing': each(rows_bytes),
    'in its indexes': each(indexes_bytes),
  }));
  console.table(table);
  const all = rows.reduce((sum, { rows_bytes, indexes_bytes }) => sum + rows_bytes + indexes_bytes, 0);
  console.log(`all of it: ${each(all)} bytes a listing, ${(all / 1024 ** 3).toFixed(2)} GiB`);
}
