import { sql } from 'kysely';
import type { Platform } from '../../../platform/platform.ts';
import type { UserEvent } from '../ports.ts';
import { realtime } from '../tables.ts';

/** Number of the user's last event; 0 without any. */
export async function lastEvent(platform: Platform, user_id: string): Promise<number> {
  const row = await realtime(platform.db)
    .selectFrom('user_event_counters')
    .where('user_id', '=', user_id)
    .select('last_n')
    .executeTakeFirst();
  return Number(row?.last_n ?? 0);
}

/** The user's events after number `n`, in order, at most `limit`. */
export async function eventsAfter(platform: Platform, user_id: string, n: number, limit: number): Promise<UserEvent[]> {
  const rows = await realtime(platform.db)
    .selectFrom('user_events')
    .where('user_id', '=', user_id)
    .where('n', '>', n)
    .orderBy('n')
    .limit(limit)
    .select(['n', 'topic', sql<string>`data::text`.as('data')])
    .execute();
  return rows.map(({ n, topic, data }) => ({ n: Number(n), topic, data }));
}
