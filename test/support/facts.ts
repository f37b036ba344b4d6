import { sql } from 'kysely';
import { z } from 'zod';
import { inTransaction } from '../../server/platform/db/transaction.ts';
import type { Consumer } from '../../server/platform/facts/consumer.ts';
import { defineFact } from '../../server/platform/facts/fact.ts';
import { record } from '../../server/platform/facts/record.ts';
import { createFactRelay } from '../../server/platform/facts/relay.ts';
import type { TestDatabase } from './database.ts';

/** A fact of no module. */
export const jarFilled = defineFact({ type: 'jar.filled', aggregate: 'jar', payload: z.object({ pieces: z.int() }) });

/** A relay that looks often, drained when it is disposed of. */
export async function relaying(database: TestDatabase, consumers: readonly Consumer[]): Promise<AsyncDisposable> {
  const relay = createFactRelay(database.platform(), { consumers, database_url: database.url, look_ms: 50 });
  await relay.start();
  return { [Symbol.asyncDispose]: () => relay.drain() };
}

/** One jar is filled, in a transaction of its own. */
export async function fillJar({ db }: TestDatabase, jar: string, pieces: number): Promise<void> {
  await inTransaction(db, (tx) => record(tx, jarFilled, jar, { pieces }));
}

/** How many deliveries of each consumer are in each state: `{ 'mail done': 3 }`. */
export async function countDeliveries({ db }: TestDatabase): Promise<Record<string, number>> {
  const { rows } = await sql<{
    key: string;
    count: number;
  }>`SELECT consumer || ' ' || state AS key, count(*)::int AS count
    FROM facts.deliveries GROUP BY 1`.execute(db);
  return Object.fromEntries(rows.map(({ key, count }) => [key, count]));
}
