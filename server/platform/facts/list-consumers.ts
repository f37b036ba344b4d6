import { sql } from 'kysely';
import { FACTS_COUNTED_MAX } from '../../../contract/facts.ts';
import type { ReplyOf } from '../../../contract/schemas.ts';
import type { Db } from '../db/transaction.ts';
import { PARTITIONS } from './fan-out.ts';

type ConsumerView = ReplyOf<'listFactConsumers'>[number];

/** Who hears facts, by name, with what waits for each; the route lets administrators in alone. */
export async function listConsumers(db: Db): Promise<ConsumerView[]> {
  const { rows } = await sql<Omit<ConsumerView, 'since'> & { since: Date }>`
    SELECT consumer.name, consumer.types, consumer.since, pending.count AS pending, dead.count AS dead, oldest.lag_seconds
    FROM facts.consumers AS consumer
    CROSS JOIN LATERAL (SELECT count(*)::int FROM (SELECT FROM facts.deliveries
      WHERE consumer = consumer.name AND state = 'pending' LIMIT ${FACTS_COUNTED_MAX}) AS counted) AS pending
    CROSS JOIN LATERAL (SELECT count(*)::int FROM (SELECT FROM facts.deliveries
      WHERE consumer = consumer.name AND state = 'dead' LIMIT ${FACTS_COUNTED_MAX}) AS counted) AS dead
    CROSS JOIN LATERAL (
      SELECT extract(epoch FROM clock_timestamp() - min(first.occurred_at))::float8 AS lag_seconds
      FROM generate_series(0, ${PARTITIONS - 1}::int) AS each
      CROSS JOIN LATERAL (SELECT fact.occurred_at FROM facts.deliveries AS waiting
        JOIN facts.outbox AS fact USING (event_id)
        WHERE waiting.consumer = consumer.name AND waiting.partition = each AND waiting.state = 'pending'
        ORDER BY waiting.position LIMIT 1) AS first
    ) AS oldest
    ORDER BY consumer.name`.execute(db);
  return rows.map((row) => Object.assign(row, { since: row.since.toISOString() }));
}
