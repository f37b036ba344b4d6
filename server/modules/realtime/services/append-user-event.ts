import type { Platform } from '../../../platform/platform.ts';
import type { Tx } from '../../../platform/db/transaction.ts';
import { userEventAppended } from '../signals.ts';
import { realtime } from '../tables.ts';

export interface NewUserEvent {
  readonly user_id: string;
  /** What happened: "alert.fired". */
  readonly topic: string;
  /** JSON, at most 16 KiB. */
  readonly data: unknown;
}

/**
 * Adds an event to a user's numbered row of events; the caller's transaction decides whether it happened. Every device
 * of the user that is connected is sent it after the commit, the others when they come back.
 *
 * Two events of one user queue behind each other until the commit: append last, and in short transactions.
 * @returns its number: 1, 2, 3 … per user, without a hole.
 */
export async function appendUserEvent(platform: Platform, tx: Tx, event: NewUserEvent): Promise<number> {
  const { user_id, topic, data } = event;
  const { last_n } = await realtime(tx)
    .insertInto('user_event_counters')
    .values({ user_id, last_n: 1 })
    .onConflict((conflict) =>
      conflict.column('user_id').doUpdateSet((eb) => ({ last_n: eb('user_event_counters.last_n', '+', 1) })),
    )
    .returning('last_n')
    .executeTakeFirstOrThrow();
  await realtime(tx)
    .insertInto('user_events')
    .values({ user_id, n: last_n, topic, data: JSON.stringify(data), created_at: platform.clock.now() })
    .execute();
  await platform.signals.send(tx, userEventAppended, { user_id });
  return Number(last_n);
}
