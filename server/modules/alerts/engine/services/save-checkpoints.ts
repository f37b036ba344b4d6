import { sql } from 'kysely';
import type { Tx } from '../../../../platform/db/transaction.ts';
import type { Checkpoint } from '../store.ts';

/** Writes where evaluation stands, in one statement. @param token of the feed's leader, who has asked `assertLeads`. */
export async function saveCheckpoints(tx: Tx, checkpoints: readonly Checkpoint[], token: number): Promise<void> {
  if (checkpoints.length === 0) return;
  const list = <Value>(cell: (checkpoint: Checkpoint) => Value): Value[] => checkpoints.map(cell);
  await sql`
    INSERT INTO alerts.checkpoints
      (instrument_id, token, price, regular_price, at, regular_at, day, high, low, source, simulated)
    SELECT row.id, ${token}::bigint, row.price, row.regular_price, to_timestamp(row.at_ms / 1000),
      to_timestamp(row.regular_at_ms / 1000), row.day, row.high, row.low, row.source, row.simulated
    FROM unnest(
      ${list(({ instrument_id }) => instrument_id)}::uuid[], ${list(({ price }) => price)}::numeric[],
      ${list(({ regular_price }) => regular_price)}::numeric[], ${list(({ at_ms }) => at_ms)}::float8[],
      ${list(({ regular_at_ms }) => regular_at_ms)}::float8[], ${list(({ day }) => day)}::int[],
      ${list(({ high }) => high)}::numeric[], ${list(({ low }) => low)}::numeric[],
      ${list(({ source }) => source)}::text[], ${list(({ simulated }) => simulated)}::bool[]
    ) AS row (id, price, regular_price, at_ms, regular_at_ms, day, high, low, source, simulated)
    ORDER BY row.id
    ON CONFLICT (instrument_id) DO UPDATE SET
      token = excluded.token, price = excluded.price, regular_price = excluded.regular_price, at = excluded.at,
      regular_at = excluded.regular_at, day = excluded.day, high = excluded.high, low = excluded.low,
      source = excluded.source, simulated = excluded.simulated
  `.execute(tx);
}
