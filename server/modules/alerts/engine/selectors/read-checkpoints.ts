import { sql } from 'kysely';
import type { Db } from '../../../../platform/db/transaction.ts';
import type { Checkpoint } from '../store.ts';

export async function readCheckpoints(db: Db): Promise<readonly Checkpoint[]> {
  const { rows } = await sql<Checkpoint>`
    SELECT instrument_id, price, regular_price, day, high, low, source, simulated,
      extract(epoch FROM at)::float8 * 1000 AS at_ms, extract(epoch FROM regular_at)::float8 * 1000 AS regular_at_ms
    FROM alerts.checkpoints
  `.execute(db);
  return rows;
}
