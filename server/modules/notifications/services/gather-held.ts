import { sql } from 'kysely';
import { inTransaction } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { HeldFor, SentChannel } from '../senders/sender.ts';
import { notifications } from '../tables.ts';
import { lockPreferences } from './lock-preferences.ts';

/** Targets gathered for at one time; the next look takes the rest. */
const TARGETS_MAX = 200;
/** Told in one message. It writes out a few of them and counts the others; all are in the inbox. */
export const GATHERED_MAX = 500;
const TOO_MANY = `More than ${GATHERED_MAX} at once: see your inbox`;

/**
 * Makes one message of what was held for a target and is due: the oldest delivery carries the others from then on, on
 * every try alike. Many processes may gather at once.
 * @returns how many messages were made.
 */
export async function gatherHeld(platform: Platform): Promise<number> {
  const now = platform.clock.now();
  const waiting = await notifications(platform.db)
    .selectFrom('deliveries')
    .where('status', '=', 'pending')
    .where('hold', 'is not', null)
    .where('next_try_at', '<=', now)
    .groupBy(['user_id', 'channel', 'target_id'])
    .limit(TARGETS_MAX)
    .select(['user_id', 'channel', 'target_id'])
    .execute();
  let made = 0;
  for (const target of waiting) made += await gatherFor(platform, target, now);
  return made;
}

async function gatherFor(
  platform: Platform,
  {
    user_id,
    channel,
    target_id,
  }: { readonly user_id: string; readonly channel: SentChannel; readonly target_id: string },
  now: Date,
): Promise<number> {
  return inTransaction(platform.db, async (tx) => {
    // Two processes that gather for one user queue here, so that one message is made and not two.
    await lockPreferences(tx, [user_id]);
    const newest = await notifications(tx)
      .selectFrom('deliveries')
      .where('user_id', '=', user_id)
      .where('channel', '=', channel)
      .where('target_id', '=', target_id)
      .where('status', '=', 'pending')
      .where('hold', 'is not', null)
      .where('next_try_at', '<=', now)
      .orderBy('id', 'desc')
      .limit(GATHERED_MAX)
      .forUpdate()
      .select(['id', 'hold'])
      .execute();
    const rows = newest.toReversed();
    const [carrier, ...carried] = rows;
    if (carrier === undefined) return 0;
    if (rows.length === GATHERED_MAX)
      await notifications(tx)
        .updateTable('deliveries')
        .where('user_id', '=', user_id)
        .where('channel', '=', channel)
        .where('target_id', '=', target_id)
        .where('status', '=', 'pending')
        .where('hold', 'is not', null)
        .where('next_try_at', '<=', now)
        .where('id', '<', carrier.id)
        .set({ status: 'suppressed', reason: TOO_MANY, hold: null, next_try_at: null })
        .execute();
    const held_for = carried.length === 0 ? null : mostOf(rows.map(({ hold }) => hold));
    await notifications(tx)
      .updateTable('deliveries')
      .where('id', '=', carrier.id)
      .set({ hold: null, held_for, reason: carried.length === 0 ? null : together(rows.length) })
      .execute();
    if (carried.length > 0)
      await notifications(tx)
        .updateTable('deliveries')
        .where(sql<boolean>`id = ANY(${carried.map(({ id }) => id)}::uuid[])`)
        .set({ hold: null, carried_by: carrier.id, reason: together(rows.length) })
        .execute();
    return 1;
  });
}

function together(count: number): string {
  return `One message tells ${count} notifications`;
}

function mostOf(holds: readonly (HeldFor | null)[]): HeldFor {
  const count = (hold: HeldFor): number => holds.filter((one) => one === hold).length;
  const [most = 'digest'] = (['digest', 'quiet_hours', 'limit'] as const).toSorted(
    (one, other) => count(other) - count(one),
  );
  return most;
}
