import { sql } from 'kysely';
import { z } from 'zod';
import type { QueryOf, ReplyOf } from '../../../contract/schemas.ts';
import { decodeCursor } from '../http/cursor.ts';
import { type PageOf, pageOf } from '../http/page.ts';
import type { Platform } from '../platform.ts';

type DeadView = ReplyOf<'listDeadFacts'>[number];
interface Row extends Omit<DeadView, 'occurred_at' | 'died_at' | 'aggregate_seq'> {
  readonly occurred_at: Date;
  readonly died_at: Date;
  readonly aggregate_seq: string;
  readonly position: string;
}

const Place = z.tuple([z.string().regex(/^\d{1,18}$/), z.string()]);

/** Facts that were given up on, newest first; the route lets administrators in alone. */
export async function listDead(platform: Platform, query: QueryOf<'listDeadFacts'>): Promise<PageOf<DeadView>> {
  const { limit, cursor, consumer } = query;
  const key = platform.secrets.derive('cursor.dead-facts');
  const [position, name] = cursor === undefined ? [null, null] : decodeCursor(key, cursor, Place);
  const { rows } = await sql<Row>`
    SELECT dead.consumer, dead.event_id, fact.type, fact.aggregate_type, fact.aggregate_id, fact.aggregate_seq,
           fact.occurred_at, dead.ended_at AS died_at, dead.attempts, dead.last_error, dead.position
    FROM facts.deliveries AS dead JOIN facts.outbox AS fact USING (event_id)
    WHERE dead.state = 'dead' AND (${consumer ?? null}::text IS NULL OR dead.consumer = ${consumer ?? null})
      AND (${position}::bigint IS NULL OR (dead.position, dead.consumer) < (${position}::bigint, ${name}::text))
    ORDER BY dead.position DESC, dead.consumer DESC LIMIT ${limit + 1}`.execute(platform.db);
  const page = pageOf(rows, { limit, key, place: (last) => [last.position, last.consumer] });
  return { ...page, rows: page.rows.map(viewOf) };
}

function viewOf({ position: _place, ...row }: Row): DeadView {
  return {
    ...row,
    aggregate_seq: Number(row.aggregate_seq),
    occurred_at: row.occurred_at.toISOString(),
    died_at: row.died_at.toISOString(),
  };
}
