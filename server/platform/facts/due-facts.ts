import { sql } from 'kysely';
import type { Db } from '../db/transaction.ts';
import type { Fact } from './fact.ts';
import { PARTITIONS } from './fan-out.ts';
import { isDue } from './is-due.ts';

/** Deliveries that are read at a time. */
export const LIST_MAX = 100;

/** A fact that waits for one consumer. */
export interface DueFact {
  readonly fact: Fact;
  /** Tries that failed. */
  readonly attempts: number;
}

/** Partitions in which something waits for the consumer, in no order. */
export async function duePartitions(db: Db, consumer: string): Promise<number[]> {
  const { rows } = await sql<{
    partition: number;
  }>`SELECT each AS partition FROM generate_series(0, ${PARTITIONS - 1}::int) AS each
    WHERE EXISTS (SELECT FROM facts.deliveries WHERE consumer = ${consumer} AND partition = each AND state = 'pending'
      AND ${isDue('deliveries')})`.execute(db);
  return rows.map(({ partition }) => partition);
}

/**
 * What the consumer may handle next of these partitions, in order; nothing of an aggregate whose earlier fact failed and waits
 * for its next try. It is only read: whoever handles one takes its row, and may find it taken.
 */
export async function dueFacts(db: Db, consumer: string, partitions: readonly number[]): Promise<DueFact[]> {
  const { rows } = await sql<Omit<Fact, 'aggregate_seq'> & { aggregate_seq: string; attempts: number }>`
    SELECT fact.event_id, fact.type, fact.aggregate_type, fact.aggregate_id, fact.aggregate_seq, fact.occurred_at,
           fact.payload, due.attempts
    FROM facts.deliveries AS due JOIN facts.outbox AS fact USING (event_id)
    WHERE due.consumer = ${consumer} AND due.partition = ANY(${partitions}::smallint[]) AND due.state = 'pending'
      AND ${isDue('due')}
      AND NOT EXISTS (SELECT FROM facts.deliveries AS ahead WHERE ahead.consumer = ${consumer}
        AND ahead.aggregate_type = due.aggregate_type AND ahead.aggregate_id = due.aggregate_id
        AND ahead.state = 'pending' AND ahead.attempts > 0 AND ahead.position < due.position
        AND NOT ${isDue('ahead')})
    ORDER BY due.position LIMIT ${LIST_MAX}`.execute(db);
  return rows.map(({ attempts, ...row }) => ({ attempts, fact: { ...row, aggregate_seq: Number(row.aggregate_seq) } }));
}
