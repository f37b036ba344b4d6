import { randomUUID } from 'node:crypto';
import { type Db, inTransaction } from '../../server/platform/db/transaction.ts';
import { sql } from 'kysely';

/** The least there could be: level, order, line, payment and event in scratch tables, with nothing that keeps them right. */
export async function makePlainTables(db: Db, levels: number): Promise<void> {
  await sql`CREATE TABLE bench_levels (id integer PRIMARY KEY, on_hand integer NOT NULL, reserved integer NOT NULL)`.execute(
    db,
  );
  await sql`INSERT INTO bench_levels SELECT n, 1000000, 0 FROM generate_series(0, ${levels - 1}::int) AS n`.execute(db);
  for (const table of ['bench_orders', 'bench_lines', 'bench_payments', 'bench_events'])
    await sql`CREATE TABLE ${sql.id(table)} (id uuid PRIMARY KEY, order_id uuid NOT NULL, body jsonb NOT NULL,
      at timestamptz NOT NULL DEFAULT now())`.execute(db);
}

const body = JSON.stringify({ name: 'Ada Byron', line1: '12 St James’s Square', city: 'London', total_minor: 1640 });

/** Reads the level, reckons here, writes it back and inserts four rows: two of these at once sell one piece twice. */
export async function buyPlainly(db: Db, level: number): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { rows } = await sql<{ reserved: number }>`SELECT reserved FROM bench_levels WHERE id = ${level}`.execute(tx);
    await sql`UPDATE bench_levels SET reserved = ${(rows[0]?.reserved ?? 0) + 1} WHERE id = ${level}`.execute(tx);
    const order_id = randomUUID();
    for (const table of ['bench_orders', 'bench_lines', 'bench_payments', 'bench_events'])
      await sql`INSERT INTO ${sql.id(table)} (id, order_id, body) VALUES (${randomUUID()}, ${order_id}, ${body})`.execute(
        tx,
      );
  });
}
