import { AppError } from '../../../../contract/errors.ts';
import type { ReplyOf } from '../../../../contract/schemas.ts';
import type { Db, Tx } from '../../../platform/db/transaction.ts';
import { deliveryColumns, deliveryView } from '../delivery-view.ts';
import { notifications } from '../tables.ts';

const ATTEMPTS_SHOWN_MAX = 50;

/**
 * One delivery with its newest attempts, in their order. What was told in one message with others has that message's.
 * @param user_id whose it must be; null for an administrator.
 * @throws AppError `delivery_unknown`.
 */
export async function getDelivery(
  handle: Db | Tx,
  { id, user_id }: { readonly id: string; readonly user_id: string | null },
): Promise<ReplyOf<'getDelivery'>> {
  const row = await notifications(handle)
    .selectFrom('deliveries as delivery')
    .innerJoin('inbox', 'inbox.id', 'delivery.notification_id')
    .where('delivery.id', '=', id)
    .$if(user_id !== null, (all) => all.where('delivery.user_id', '=', user_id ?? ''))
    .select(['inbox.title', 'delivery.carried_by', ...deliveryColumns])
    .executeTakeFirst();
  if (row === undefined) throw new AppError('delivery_unknown');
  const attempts = await notifications(handle)
    .selectFrom('delivery_attempts')
    .where('delivery_id', '=', row.carried_by ?? row.id)
    .orderBy('attempt', 'desc')
    .limit(ATTEMPTS_SHOWN_MAX)
    .select(['attempt', 'at', 'code', 'duration_ms', 'error', 'answer'])
    .execute();
  const attempts_log = attempts.toReversed().map((one) => Object.assign(one, { at: one.at.toISOString() }));
  return { ...deliveryView(row), attempts_log };
}
