import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from 'pg';
import { DatabaseStartError } from '../database-start-error.ts';
import { MIGRATIONS_DIR } from '../migrate.ts';

export interface Table {
  readonly schema: string;
  readonly table: string;
  readonly columns: readonly string[];
}

interface Partition {
  readonly schema: string;
  readonly table: string;
  readonly parent: string;
  /** As PostgreSQL says it: `FOR VALUES …` or `DEFAULT`. */
  readonly bound: string;
}

/** The migrator's own tables: the migrations themselves fill them. */
const NOT_DATA = ['platform.migrations', 'platform.migrations_lock'];

/**
 * Row-level security hides vendors' rows from an account that is bound by it, also from their tables' owner.
 * @throws DatabaseStartError before anything is read or written.
 */
export async function refuseBoundAccount(client: Client): Promise<void> {
  const { rows } = await client.query<{ account: string; free: boolean }>(
    'SELECT rolname AS account, rolsuper OR rolbypassrls AS free FROM pg_roles WHERE rolname = current_user',
  );
  if (rows[0]?.free === true) return;
  throw new DatabaseStartError(
    `${rows[0]?.account} may not see every row. Name an account in DATABASE_URL that is a superuser or has BYPASSRLS.`,
  );
}

/** The schemas our migrations make: nothing else of a database that others use too is read or touched. */
export async function ownSchemas(directory = MIGRATIONS_DIR): Promise<string[]> {
  const files = (await readdir(directory)).filter((file) => file.endsWith('.sql'));
  const texts = await Promise.all(files.map((file) => readFile(join(directory, file), 'utf8')));
  const made = texts.flatMap((text) => text.match(/(?<=^CREATE SCHEMA (?:IF NOT EXISTS )?)[a-z_]+(?=;)/gm) ?? []);
  return [...new Set(made)];
}

/** Tables that hold rows of ours; a partitioned one stands for its partitions. Referenced tables come before those that refer to them. */
export async function dataTables(client: Client, schemas: readonly string[]): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `SELECT n.nspname AS schema, c.relname AS table,
       array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.attgenerated = '') AS columns
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE n.nspname = ANY ($1) AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND n.nspname || '.' || c.relname <> ALL ($2)
     GROUP BY 1, 2 ORDER BY 1, 2`,
    [schemas, NOT_DATA],
  );
  return inReferenceOrder(rows, await references(client, schemas));
}

async function references(client: Client, schemas: readonly string[]): Promise<Map<string, string[]>> {
  const { rows } = await client.query<{ referring: string; referenced: string[] }>(
    `SELECT n.nspname || '.' || c.relname AS referring, array_agg(fn.nspname || '.' || f.relname) AS referenced
     FROM pg_constraint k
     JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     JOIN pg_class f ON f.oid = k.confrelid JOIN pg_namespace fn ON fn.oid = f.relnamespace
     WHERE k.contype = 'f' AND k.conrelid <> k.confrelid AND n.nspname = ANY ($1)
     GROUP BY 1`,
    [schemas],
  );
  return new Map(rows.map(({ referring, referenced }) => [referring, referenced]));
}

/** @throws Error when tables refer to each other in a circle: no order of loading them would do. */
export function inReferenceOrder(
  tables: readonly Table[],
  references: ReadonlyMap<string, readonly string[]>,
): Table[] {
  const nameOf = ({ schema, table }: Table): string => `${schema}.${table}`;
  const ordered: Table[] = [];
  const placed = new Set<string>();
  const known = new Set(tables.map(nameOf));
  while (ordered.length < tables.length) {
    const ready = tables.filter((table) => {
      const missing = (references.get(nameOf(table)) ?? []).filter((name) => known.has(name) && !placed.has(name));
      return !placed.has(nameOf(table)) && missing.length === 0;
    });
    if (ready.length === 0) {
      const circle = tables.map(nameOf).filter((name) => !placed.has(name));
      throw new Error(`Tables refer to each other in a circle: ${circle.join(', ')}`);
    }
    for (const table of ready) placed.add(nameOf(table));
    ordered.push(...ready);
  }
  return ordered;
}

export async function partitions(client: Client, schemas: readonly string[]): Promise<Partition[]> {
  const { rows } = await client.query<Partition>(
    `SELECT n.nspname AS schema, c.relname AS table, p.relname AS parent, pg_get_expr(c.relpartbound, c.oid) AS bound
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     JOIN pg_inherits i ON i.inhrelid = c.oid JOIN pg_class p ON p.oid = i.inhparent
     WHERE n.nspname = ANY ($1) AND c.relispartition AND c.relkind IN ('r', 'p') ORDER BY c.oid`,
    [schemas],
  );
  return rows;
}

export async function sequences(
  client: Client,
  schemas: readonly string[],
): Promise<{ schema: string; sequence: string; last_value: string }[]> {
  const { rows } = await client.query<{ schema: string; sequence: string; last_value: string }>(
    `SELECT schemaname AS schema, sequencename AS sequence, last_value::text AS last_value
     FROM pg_sequences WHERE schemaname = ANY ($1) AND last_value IS NOT NULL ORDER BY 1, 2`,
    [schemas],
  );
  return rows;
}
