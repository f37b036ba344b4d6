import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/transaction.ts';
import { newId } from '../../../platform/ids.ts';
import type { Addressed, Readers } from '../addresses.ts';
import { type DeliveryPlan, planDelivery } from '../delivery-plan.ts';
import { mailsWithinHour } from '../selectors/mails-within-hour.ts';
import { notifications } from '../tables.ts';

/**
 * Queues what is to be sent of new notices, in one statement for all.
 * @returns whether any of it is due now.
 */
export async function insertDeliveries(
  tx: Tx,
  told: readonly { readonly id: string; readonly addressed: Addressed }[],
  { readers, now }: { readonly readers: Readers; readonly now: Date },
): Promise<boolean> {
  const sent = told.filter(({ addressed }) => addressed.addresses.length > 0);
  if (sent.length === 0) return false;
  const mails = await mailsWithinHour(tx, [...new Set(sent.map(({ addressed }) => addressed.notice.user_id))], now);
  const rows = sent.flatMap(({ id, addressed }) =>
    addressed.addresses.map(({ outlet, target, closed }) => {
      const { user_id } = addressed.notice;
      const { channel, retry_ms } = outlet.sender;
      const preference = readers.preferences.get(user_id);
      const plan: DeliveryPlan =
        closed !== null || preference === undefined
          ? { status: 'suppressed', reason: closed, hold: null, next_try_at: null }
          : planDelivery(target, { channel, preference, now, mails: mails.get(user_id) ?? 0 });
      if (channel === 'email' && plan.status === 'pending' && plan.hold === null)
        mails.set(user_id, (mails.get(user_id) ?? 0) + 1);
      const { id: target_id, name } = target;
      const of = { id: newId(), user_id, notification_id: id, channel, target_id, target: name };
      return { ...of, ...plan, attempts_max: retry_ms.length + 1, created_at: now };
    }),
  );
  // Ids of one millisecond are in no order by themselves; lists, and what a digest tells first, are ordered by them.
  const ids = rows.map(({ id }) => id).sort();
  for (const [place, row] of rows.entries()) row.id = ids[place] ?? row.id;
  await notifications(tx)
    .insertInto('deliveries')
    .columns(COLUMNS)
    .expression(
      sql`SELECT ${sql.join(COLUMNS.map((column) => sql.ref(column)))}
        FROM json_populate_recordset(NULL::notifications.deliveries, ${JSON.stringify(rows)}::json)`,
    )
    .execute();
  return rows.some(({ status, hold }) => status === 'pending' && hold === null);
}

const COLUMNS = [
  'id',
  'user_id',
  'notification_id',
  'channel',
  'target_id',
  'target',
  'status',
  'reason',
  'hold',
  'next_try_at',
  'attempts_max',
  'created_at',
] as const;
