import { sql } from 'kysely';
import type { Platform } from '../../../platform/platform.ts';
import type { Tx } from '../../../platform/db/transaction.ts';
import { userEventsAppended } from '../signals.ts';
import { realtime } from '../tables.ts';

/** Ids of users that one signal names: 39 bytes each stay below SIGNAL_BYTES_MAX. */
const USERS_PER_SIGNAL = 190;

interface NewUserEvent {
  readonly user_id: string;
  /** What happened: "notification.created". */
  readonly topic: string;
  /** JSON, at most 16 KiB. */
  readonly data: unknown;
}

/**
 * Adds events to their users' numbered rows of events, with one statement per table however many there are; the
 * caller's transaction decides whether they happened. Every device of a user that is connected is sent them after the
 * commit, the others when they come back.
 *
 * Events of one user queue behind each other until the commit: append last, and in short transactions. Users are locked
 * in the order of their ids, so that two bursts queue and never deadlock.
 * @returns their numbers: 1, 2, 3 … per user, without a hole, in the order given.
 */
export async function appendUserEvents(
  platform: Platform,
  tx: Tx,
  events: readonly NewUserEvent[],
): Promise<readonly number[]> {
  if (events.length === 0) return [];
  const counts = new Map<string, number>();
  for (const { user_id } of events) counts.set(user_id, (counts.get(user_id) ?? 0) + 1);
  const users = [...counts.keys()].sort();
  const next = await takeNumbers(tx, users, counts);
  const numbers = events.map(({ user_id }) => {
    const n = next.get(user_id) ?? 0;
    next.set(user_id, n + 1);
    return n;
  });
  const created_at = platform.clock.now();
  const columns = {
    users: events.map(({ user_id }) => user_id),
    topics: events.map(({ topic }) => topic),
    texts: events.map(({ data }) => JSON.stringify(data)),
  };
  await realtime(tx)
    .insertInto('user_events')
    .columns(['user_id', 'n', 'topic', 'data', 'created_at'])
    .expression(
      sql`SELECT u, n, topic, data::jsonb, ${created_at}::timestamptz
        FROM unnest(${columns.users}::uuid[], ${numbers}::bigint[], ${columns.topics}::text[], ${columns.texts}::text[])
          AS event (u, n, topic, data)`,
    )
    .execute();
  for (let at = 0; at < users.length; at += USERS_PER_SIGNAL)
    await platform.signals.send(tx, userEventsAppended, { user_ids: users.slice(at, at + USERS_PER_SIGNAL) });
  return numbers;
}

/** @returns the first of each user's new numbers. */
async function takeNumbers(
  tx: Tx,
  users: readonly string[],
  counts: ReadonlyMap<string, number>,
): Promise<Map<string, number>> {
  const wanted = users.map((user_id) => counts.get(user_id) ?? 0);
  const rows = await realtime(tx)
    .insertInto('user_event_counters')
    .columns(['user_id', 'last_n'])
    .expression(
      sql`SELECT u, wanted FROM unnest(${users}::uuid[], ${wanted}::bigint[]) WITH ORDINALITY AS one (u, wanted, place)
        ORDER BY place`,
    )
    .onConflict((conflict) =>
      conflict
        .column('user_id')
        .doUpdateSet((eb) => ({ last_n: eb('user_event_counters.last_n', '+', eb.ref('excluded.last_n')) })),
    )
    .returning(['user_id', 'last_n'])
    .execute();
  return new Map(rows.map(({ user_id, last_n }) => [user_id, Number(last_n) - (counts.get(user_id) ?? 0) + 1]));
}
