import { AppError } from '../../../../contract/errors.ts';
import type { DeliveryView } from '../../../../contract/notifications.ts';
import { inTransaction, type Tx } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { TakeRetry } from '../retry-allowance.ts';
import { getDelivery } from '../selectors/get-delivery.ts';
import type { Outlet } from '../senders/sender.ts';
import { deliveriesDue } from '../signals.ts';
import { notifications } from '../tables.ts';

interface Asked {
  readonly id: string;
  /** Whose it must be, and how many of them they may send again; null for an administrator. */
  readonly user_id: string | null;
  readonly take?: TakeRetry;
}

/**
 * Sends a failed delivery again, or one that waits, at once and with all its tries before it. One that was to be told
 * together with others is told by itself. One that is being sent right now is left to that.
 *
 * @throws AppError `delivery_unknown`, `delivery_not_retryable`, `rate_limited` `{ retry_after_s }`.
 */
export async function retryDelivery(
  platform: Platform,
  outlets: readonly Outlet[],
  asked: Asked,
): Promise<DeliveryView> {
  return inTransaction(platform.db, (tx) => retryInTransaction(tx, platform, outlets, asked));
}

/** `retryDelivery` as part of the caller's transaction. */
export async function retryInTransaction(
  tx: Tx,
  platform: Platform,
  outlets: readonly Outlet[],
  { id, user_id, take }: Asked,
): Promise<DeliveryView> {
  const row = await notifications(tx)
    .selectFrom('deliveries')
    .where('id', '=', id)
    .$if(user_id !== null, (all) => all.where('user_id', '=', user_id ?? ''))
    .forUpdate()
    .select(['channel', 'status', 'attempts', 'claimed_until'])
    .executeTakeFirst();
  if (row === undefined) throw new AppError('delivery_unknown');
  const outlet = outlets.find(({ sender }) => sender.channel === row.channel);
  if (outlet === undefined || row.status === 'sent' || row.status === 'suppressed')
    throw new AppError('delivery_not_retryable');
  if (user_id !== null) await take?.(user_id, row.channel);
  const now = platform.clock.now();
  if (row.claimed_until === null || row.claimed_until <= now) {
    await queueAgain(tx, id, { now, attempts_max: row.attempts + outlet.sender.retry_ms.length + 1 });
    await platform.signals.send(tx, deliveriesDue, null);
  }
  const { attempts_log: _, ...view } = await getDelivery(tx, { id, user_id });
  return view;
}

async function queueAgain(
  tx: Tx,
  id: string,
  due: { readonly now: Date; readonly attempts_max: number },
): Promise<void> {
  const { now, attempts_max } = due;
  const fresh = { status: 'pending', reason: null, next_try_at: now, attempts_max } as const;
  await notifications(tx)
    .updateTable('deliveries')
    .where('id', '=', id)
    .set({ ...fresh, hold: null, carried_by: null, claim: null, claimed_until: null })
    .execute();
  await notifications(tx)
    .updateTable('deliveries')
    .where('carried_by', '=', id)
    .where('status', 'in', ['pending', 'failed'])
    .set(fresh)
    .execute();
}
