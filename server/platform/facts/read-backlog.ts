import { sql } from 'kysely';
import type { Db } from '../db/transaction.ts';

/** More are not counted: by then the number itself says enough. */
export const COUNTED_MAX = 10_000;

/** What waits and what was given up, over all consumers. */
export interface Backlog {
  /** How long the oldest fact waits to be published, in seconds; 0 where none does. */
  readonly oldest_s: number;
  /** Deliveries that are dead, COUNTED_MAX at most. */
  readonly dead: number;
}

export async function readBacklog(db: Db): Promise<Backlog> {
  const { rows } = await sql<Backlog>`SELECT
    coalesce((SELECT extract(epoch FROM clock_timestamp() - occurred_at)::float8 FROM facts.outbox
      WHERE published_at IS NULL ORDER BY position LIMIT 1), 0) AS oldest_s,
    (SELECT count(*)::int FROM (SELECT FROM facts.deliveries WHERE state = 'dead' LIMIT ${COUNTED_MAX}) AS dead) AS dead`.execute(
    db,
  );
  return rows[0] ?? { oldest_s: 0, dead: 0 };
}
