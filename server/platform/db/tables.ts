import type { Kysely } from 'kysely';
import type { Db, Tx } from './transaction.ts';

/**
 * Opens one PostgreSQL schema for one module: `const market = tables<MarketTables>('market')`, then
 * `market(db).selectFrom('instruments')`. Other modules' tables stay out of the compiler's sight.
 */
export function tables<Tables>(schema: string): (handle: Db | Tx) => Kysely<Tables> {
  return (handle) => handle.withSchema(schema) as unknown as Kysely<Tables>;
}
