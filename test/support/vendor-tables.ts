import { sql } from 'kysely';
import type { Db } from '../../server/platform/db/transaction.ts';

/** A table that vendors see their own rows of, and the column that says whose they are. */
export interface VendorTable {
  /** With its schema. */
  readonly name: string;
  readonly column: string;
}

/** Every table with a vendor in it that the program reads for one. */
export async function vendorTables(db: Db): Promise<VendorTable[]> {
  const { rows } = await sql<VendorTable>`
    SELECT format('%I.%I', nspname, relname) AS name, CASE relname WHEN 'vendors' THEN 'id' ELSE 'vendor_id' END AS column
    FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE relkind = 'r' AND nspname IN ('inventory', 'orders') AND has_table_privilege('omni_vendor', pg_class.oid, 'SELECT')
      AND (relname = 'vendors' OR EXISTS (SELECT FROM pg_attribute WHERE attrelid = pg_class.oid AND attname = 'vendor_id'))
    ORDER BY 1
  `.execute(db);
  return rows;
}
