import { sql } from 'kysely';
import { crashPoint } from '../crash-point.ts';
import { type Db, inTransaction, type Tx } from '../db/transaction.ts';
import type { Signals } from '../signals.ts';
import { factsFannedOut } from './signals.ts';

/** Facts are dealt out by these many partitions, told by the last four bits of the aggregate's id (0031_facts.sql). */
export const PARTITIONS = 16;
/** First of the two numbers of a partition's advisory lock; the second is the partition. */
const LOCK_SPACE = 0x66_61_63_74;
export const BATCH_MAX = 500;

/**
 * Makes one delivery of each unpublished fact for every consumer that hears its type, and marks the facts published, in
 * one transaction. Of any number of relays, one at a time does so for a partition; what it finds is what nobody has
 * published, not what comes after the last one seen, so that a fact that commits late is found too.
 *
 * @returns facts published now; 0 where there were none, or another relay is at it.
 */
export async function fanOut(db: Db, signals: Signals): Promise<number> {
  const published = await inTransaction(db, async (tx) => {
    const partitions = await takePartitions(tx);
    if (partitions.length === 0) return 0;
    const { count, consumers } = await publish(tx, partitions);
    if (consumers.length > 0) await signals.send(tx, factsFannedOut, { consumers });
    if (count > 0) crashPoint('relay.before_fan_out_commit');
    return count;
  });
  if (published > 0) crashPoint('relay.after_fan_out');
  return published;
}

/** Whole partitions, to the end of the transaction. A statement of its own: the next one must see what was committed before. */
async function takePartitions(tx: Tx): Promise<number[]> {
  const { rows } = await sql<{
    partition: number;
  }>`SELECT partition FROM generate_series(0, ${PARTITIONS - 1}::int) AS partition
    WHERE pg_try_advisory_xact_lock(${LOCK_SPACE}::int, partition)`.execute(tx);
  return rows.map(({ partition }) => partition);
}

async function publish(
  tx: Tx,
  partitions: readonly number[],
): Promise<{ readonly count: number; readonly consumers: readonly string[] }> {
  const { rows } = await sql<{ count: number; consumers: string[] }>`
    WITH batch AS (
      SELECT position, event_id, partition, aggregate_type, aggregate_id, type FROM facts.outbox
      WHERE published_at IS NULL AND partition = ANY(${partitions}::smallint[])
      ORDER BY position LIMIT ${BATCH_MAX}
    ), given AS (
      INSERT INTO facts.deliveries (event_id, consumer, position, partition, aggregate_type, aggregate_id)
      SELECT event_id, consumer.name, position, partition, aggregate_type, aggregate_id
      FROM batch JOIN facts.consumers AS consumer ON batch.type = ANY(consumer.types) OR '*' = ANY(consumer.types)
      ORDER BY position
      ON CONFLICT (event_id, consumer) DO NOTHING
      RETURNING consumer
    ), published AS (
      UPDATE facts.outbox AS fact SET published_at = clock_timestamp() FROM batch
      WHERE fact.position = batch.position RETURNING 1
    )
    SELECT (SELECT count(*)::int FROM published) AS count,
           coalesce((SELECT array_agg(DISTINCT consumer) FROM given), '{}') AS consumers`.execute(tx);
  return rows[0] ?? { count: 0, consumers: [] };
}

/** Lets nothing be published until the end of the transaction; waits for what is being published now. */
export async function holdPublishing(tx: Tx): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${LOCK_SPACE}::int, partition)
    FROM (SELECT * FROM generate_series(0, ${PARTITIONS - 1}::int) AS partition ORDER BY 1) AS each`.execute(tx);
}
