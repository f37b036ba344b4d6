import { sql } from 'kysely';
import type { Platform } from '../../../../../platform/platform.ts';

/** Changes that a table of any size has to have before it is looked at. */
const CHANGES_MIN = 400;

/**
 * Has PostgreSQL look anew at the tables of the inventory that doubled since it last did. It does so by itself once a
 * minute; a shop of fifty thousand rows moves in within that minute, and what is planned for the few rows of before reads
 * every row of the shop for each that is asked for. Locks nothing that readers or writers take, and waits for nobody.
 *
 * Outside of a transaction, as the program: only who owns a table may.
 */
export async function analyseGrown({ db }: Platform): Promise<void> {
  const { rows } = await sql<{ readonly name: string }>`SELECT class.oid::regclass::text AS name FROM pg_class AS class
    WHERE class.relnamespace = 'inventory'::regnamespace AND class.relkind = 'r'
      AND pg_has_role(class.relowner, 'USAGE')
      AND pg_stat_get_mod_since_analyze(class.oid) > greatest(class.reltuples, ${CHANGES_MIN})`.execute(db);
  for (const { name } of rows) await sql`ANALYZE (SKIP_LOCKED) ${sql.raw(name)}`.execute(db);
}
