import { sql } from 'kysely';
import type { Tx } from '../../../../platform/db/transaction.ts';

/** Waits for a commit of ours that may still be under way. @returns its number; 0 when another leader wrote last. */
export async function lastCommit(tx: Tx, token: number): Promise<number> {
  // Where there is no row yet, this waits for the transaction that is making it.
  await sql`INSERT INTO alerts.engine_commits (token, number) VALUES (0, 0) ON CONFLICT DO NOTHING`.execute(tx);
  const { rows } = await sql<{ token: string; number: string }>`
    SELECT token, number FROM alerts.engine_commits FOR NO KEY UPDATE
  `.execute(tx);
  return Number(rows[0]?.token) === token ? Number(rows[0]?.number) : 0;
}

export async function numberCommit(tx: Tx, token: number, number: number): Promise<void> {
  await sql`
    INSERT INTO alerts.engine_commits (token, number) VALUES (${token}, ${number})
    ON CONFLICT (only_row) DO UPDATE SET token = excluded.token, number = excluded.number
  `.execute(tx);
}
