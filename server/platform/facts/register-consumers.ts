import { sql } from 'kysely';
import { type Db, inTransaction } from '../db/transaction.ts';
import type { Consumer } from './consumer.ts';

/**
 * Makes known who hears what: from now on facts of these types are kept for them, also while no process of theirs runs. A
 * consumer that is new begins with what is published from now on.
 *
 * Types are only ever added here: while one version of the program follows another, the older one must not take away what
 * the newer one hears.
 */
export async function registerConsumers(db: Db, consumers: readonly Consumer[]): Promise<void> {
  if (consumers.length === 0) return;
  await inTransaction(db, async (tx) => {
    for (const { name, handlers } of consumers.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
      await sql`INSERT INTO facts.consumers AS known (name, types) VALUES (${name}, ${[...handlers.keys()]}::text[])
        ON CONFLICT (name) DO UPDATE
        SET types = (SELECT array_agg(DISTINCT type ORDER BY type) FROM unnest(known.types || EXCLUDED.types) AS type)
        WHERE NOT known.types @> EXCLUDED.types`.execute(tx);
    }
  });
}
