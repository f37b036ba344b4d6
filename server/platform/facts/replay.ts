import { sql } from 'kysely';
import { AppError } from '../../../contract/errors.ts';
import { FACTS_REPLAYED_MAX } from '../../../contract/facts.ts';
import type { ReplyOf } from '../../../contract/schemas.ts';
import type { Member } from '../actor.ts';
import { inTransaction, type Tx } from '../db/transaction.ts';
import type { RequestInfo } from '../http/route.ts';
import type { Platform } from '../platform.ts';
import { holdPublishing } from './fan-out.ts';
import { factsFannedOut } from './signals.ts';

/** A privileged act, to be written down in the transaction that does it. */
interface Replayed {
  readonly action: 'facts.replayed';
  readonly actor_id: string;
  readonly subject_id: string;
  readonly request_id: string;
  readonly detail: Readonly<Record<string, string>>;
}

export interface ReplayDoors {
  readonly recordAudit: (tx: Tx, act: Replayed) => Promise<void>;
}

/** Who replays for which consumer. */
interface Call {
  readonly actor: Member;
  readonly request: RequestInfo;
  readonly name: string;
}

type Result = ReplyOf<'replayDeadFacts'>;

/**
 * Gives facts to a consumer again that it gave up on, oldest first, as if never tried: all of them, at most
 * FACTS_REPLAYED_MAX, or the one named. They come after what their aggregate has had since.
 *
 * @throws AppError `fact_consumer_unknown`, or `dead_fact_unknown` where one is named.
 */
export async function replayDead(
  platform: Platform,
  doors: ReplayDoors,
  call: Call & { readonly event_id?: string },
): Promise<Result> {
  const { name, event_id } = call;
  return inTransaction(platform.db, async (tx) => {
    const consumer_id = event_id === undefined ? await consumerId(tx, name) : null;
    const result = await tx.executeQuery(
      sql`UPDATE facts.deliveries SET state = 'pending', attempts = 0, ended_at = NULL
        WHERE consumer = ${name} AND event_id IN (SELECT event_id FROM facts.deliveries
          WHERE consumer = ${name} AND state = 'dead' AND (${event_id ?? null}::uuid IS NULL OR event_id = ${event_id ?? null})
          ORDER BY position LIMIT ${FACTS_REPLAYED_MAX} FOR UPDATE)`.compile(tx),
    );
    const replayed = Number(result.numAffectedRows ?? 0);
    if (event_id !== undefined && replayed === 0) throw new AppError('dead_fact_unknown');
    return tell(tx, platform, doors, { call, subject_id: event_id ?? consumer_id ?? '', what: 'dead', replayed });
  });
}

/**
 * Gives facts of the past to a consumer, those that happened since `from` and that it never had, oldest first and at most
 * FACTS_REPLAYED_MAX. What it has handled already it does not handle again.
 *
 * @throws AppError `fact_consumer_unknown`.
 */
export async function replayHistory(
  platform: Platform,
  doors: ReplayDoors,
  call: Call & { readonly from: string },
): Promise<Result> {
  const { name, from } = call;
  return inTransaction(platform.db, async (tx) => {
    const subject_id = await consumerId(tx, name);
    await holdPublishing(tx); // what is not published yet comes to the consumer by itself
    const result = await tx.executeQuery(
      sql`INSERT INTO facts.deliveries (event_id, consumer, position, partition, aggregate_type, aggregate_id)
        SELECT event_id, consumer.name, position, partition, aggregate_type, aggregate_id
        FROM facts.outbox AS fact JOIN facts.consumers AS consumer
          ON consumer.name = ${name} AND (fact.type = ANY(consumer.types) OR '*' = ANY(consumer.types))
        WHERE published_at IS NOT NULL AND occurred_at >= ${from}::timestamptz
          AND NOT EXISTS (SELECT FROM facts.deliveries AS had
            WHERE had.event_id = fact.event_id AND had.consumer = consumer.name)
        ORDER BY position LIMIT ${FACTS_REPLAYED_MAX}`.compile(tx),
    );
    const replayed = Number(result.numAffectedRows ?? 0);
    return tell(tx, platform, doors, { call, subject_id, what: `history from ${from}`, replayed });
  });
}

async function consumerId(tx: Tx, name: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`SELECT id FROM facts.consumers WHERE name = ${name}`.execute(tx);
  if (rows[0] === undefined) throw new AppError('fact_consumer_unknown');
  return rows[0].id;
}

/** Wakes the consumer with the commit, and writes down who did it. */
async function tell(
  tx: Tx,
  platform: Platform,
  doors: ReplayDoors,
  act: { readonly call: Call; readonly subject_id: string; readonly what: string; readonly replayed: number },
): Promise<Result> {
  const { call, subject_id, what, replayed } = act;
  await platform.signals.send(tx, factsFannedOut, { consumers: [call.name] });
  await doors.recordAudit(tx, {
    action: 'facts.replayed',
    actor_id: call.actor.user_id,
    subject_id,
    request_id: call.request.id,
    detail: { consumer: call.name, what, count: String(replayed) },
  });
  return { replayed, has_more: replayed === FACTS_REPLAYED_MAX };
}
