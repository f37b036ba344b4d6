import type { DeliveryView } from '../../../../contract/notifications.ts';
import type { Member } from '../../../platform/actor.ts';
import { inTransaction } from '../../../platform/db/transaction.ts';
import type { RequestInfo } from '../../../platform/http/route.ts';
import type { Platform } from '../../../platform/platform.ts';
import { recordAudit } from '../../identity/index.ts';
import type { Outlet } from '../senders/sender.ts';
import { notifications } from '../tables.ts';
import { retryInTransaction } from './retry-delivery.ts';

/**
 * Sends a delivery of any account again, for an administrator; it is written down who did.
 * @throws AppError `delivery_unknown`, `delivery_not_retryable`.
 */
export async function replayDelivery(
  platform: Platform,
  outlets: readonly Outlet[],
  call: { readonly actor: Member; readonly id: string; readonly request: RequestInfo },
): Promise<DeliveryView> {
  const { actor, id, request } = call;
  return inTransaction(platform.db, async (tx) => {
    const view = await retryInTransaction(tx, platform, outlets, { id, user_id: null });
    const { user_id } = await notifications(tx)
      .selectFrom('deliveries')
      .where('id', '=', id)
      .select('user_id')
      .executeTakeFirstOrThrow();
    await recordAudit(tx, platform, {
      action: 'delivery.replayed',
      actor_id: actor.user_id,
      subject_id: user_id,
      request_id: request.id,
      detail: { delivery_id: id, channel: view.channel },
    });
    return view;
  });
}
