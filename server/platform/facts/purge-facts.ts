import { sql } from 'kysely';
import { type Db, inTransaction } from '../db/transaction.ts';
import { type ScheduledJob, scheduledJob } from '../jobs/scheduled-job.ts';

/** History that can be replayed. A fact that still waits for somebody, or is dead, stays for as long as below. */
const KEPT_DAYS = 30;
/** Nothing stays longer, whatever waits for it. */
const KEPT_DAYS_MAX = 90;
const CHUNK = 1_000;
/** Chunks of one run; the next run goes on. */
const CHUNKS_MAX = 500;

/** Lets old facts go, every hour, together with the notes of who handled them. */
export function purgeJob(db: Db): ScheduledJob {
  return scheduledJob({
    name: 'facts.purge',
    cron: '41 * * * *',
    async run(signal) {
      for (let chunk = 0; chunk < CHUNKS_MAX && !signal.aborted; chunk += 1) if ((await purgeFacts(db)) < CHUNK) return;
    },
  });
}

/**
 * Removes CHUNK facts at most that nobody will ask for again. Notes of what was handled go with their facts and not before:
 * a fact that is gone cannot come again. Numbers of aggregates go on where they were.
 *
 * @returns facts removed.
 */
export async function purgeFacts(db: Db): Promise<number> {
  return inTransaction(db, async (tx) => {
    const { rows } = await sql<{ count: number }>`
      WITH old AS (
        SELECT fact.event_id FROM facts.outbox AS fact
        WHERE fact.published_at IS NOT NULL AND fact.occurred_at < now() - ${KEPT_DAYS} * interval '1 day'
          AND (fact.occurred_at < now() - ${KEPT_DAYS_MAX} * interval '1 day' OR NOT EXISTS (
            SELECT FROM facts.deliveries AS open WHERE open.event_id = fact.event_id AND open.state <> 'done'))
        ORDER BY fact.occurred_at LIMIT ${CHUNK} FOR UPDATE SKIP LOCKED
      ), notes AS (
        DELETE FROM facts.deliveries WHERE event_id IN (SELECT event_id FROM old)
      ), gone AS (
        DELETE FROM facts.outbox WHERE event_id IN (SELECT event_id FROM old) RETURNING 1
      )
      SELECT count(*)::int AS count FROM gone`.execute(tx);
    return rows[0]?.count ?? 0;
  });
}
