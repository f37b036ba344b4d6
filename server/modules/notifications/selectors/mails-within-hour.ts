import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/transaction.ts';
import { notifications } from '../tables.ts';

const HOUR_MS = 3_600_000;

/** Mails of each user that were queued one by one within the hour before `now`. */
export async function mailsWithinHour(tx: Tx, user_ids: readonly string[], now: Date): Promise<Map<string, number>> {
  const rows = await notifications(tx)
    .selectFrom('deliveries')
    .where(sql<boolean>`user_id = ANY(${user_ids}::uuid[])`)
    .where('channel', '=', 'email')
    .where('created_at', '>', new Date(now.getTime() - HOUR_MS))
    .where('status', '<>', 'suppressed')
    .where('hold', 'is', null)
    .where('held_for', 'is', null)
    .where('carried_by', 'is', null)
    .groupBy('user_id')
    .select(['user_id', (eb) => eb.fn.countAll<string>().as('mails')])
    .execute();
  return new Map(rows.map(({ user_id, mails }) => [user_id, Number(mails)]));
}
