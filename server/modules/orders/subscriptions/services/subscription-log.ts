import { AppError } from '../../../../../contract/errors.ts';
import { Id } from '../../../../../contract/fields.ts';
import type { ParamsOf, QueryOf } from '../../../../../contract/schemas.ts';
import type { SubscriptionDeliveryView } from '../../../../../contract/selling.ts';
import type { Member } from '../../../../platform/actor.ts';
import { decodeCursor } from '../../../../platform/http/cursor.ts';
import { type PageOf, pageOf } from '../../../../platform/http/page.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { asStaff } from '../../../inventory/index.ts';
import { ordersTables } from '../../tables.ts';
import { subscriptionsDue } from '../signals.ts';
import { deliveryColumns, deliveryView } from '../subscription.ts';
import { refuseUnknown } from './subscriptions.ts';

/** What was sent to one program, newest first. @throws AppError `subscription_unknown`, `cursor_invalid`, those of `asStaff`. */
export async function listSubscriptionDeliveries(
  platform: Platform,
  actor: Member,
  call: ParamsOf<'listSubscriptionDeliveries'> & QueryOf<'listSubscriptionDeliveries'>,
): Promise<PageOf<SubscriptionDeliveryView>> {
  const { vendor_id, id, limit, cursor } = call;
  const key = platform.secrets.derive(`cursor.subscription-deliveries.${vendor_id}`);
  const before = cursor === undefined ? null : decodeCursor(key, cursor, Id);
  const rows = await asStaff(platform, { actor, vendor_id, route: 'listSubscriptionDeliveries' }, async (tx) => {
    await refuseUnknown(tx, { vendor_id, id });
    return ordersTables(tx)
      .selectFrom('subscription_deliveries')
      .where('vendor_id', '=', vendor_id)
      .where('subscription_id', '=', id)
      .$if(before !== null, (all) => all.where('id', '<', before ?? ''))
      .orderBy('id', 'desc') // UUIDv7: newest is largest
      .limit(limit + 1)
      .select(deliveryColumns)
      .execute();
  });
  return pageOf(rows.map(deliveryView), { limit, key, place: (last) => last.id });
}

/**
 * Sends one again, sent or not, with the same id and body. Where its subscription is off, it waits until it is on.
 * @throws AppError `subscription_unknown`, `delivery_unknown`, those of `asStaff`.
 */
export async function resendSubscriptionDelivery(
  platform: Platform,
  actor: Member,
  { vendor_id, id, part_id }: ParamsOf<'resendSubscriptionDelivery'>,
): Promise<SubscriptionDeliveryView> {
  return asStaff(platform, { actor, vendor_id, route: 'resendSubscriptionDelivery' }, async (tx) => {
    await refuseUnknown(tx, { vendor_id, id });
    const row = await ordersTables(tx)
      .updateTable('subscription_deliveries')
      .where('vendor_id', '=', vendor_id)
      .where('subscription_id', '=', id)
      .where('id', '=', part_id)
      .set({
        state: 'waiting',
        attempts: 0,
        next_attempt_at: platform.clock.now(),
        // Whoever is at it writes nothing any more.
        claim: null,
        claimed_until: null,
      })
      .returning(deliveryColumns)
      .executeTakeFirst();
    if (row === undefined) throw new AppError('delivery_unknown');
    await platform.signals.send(tx, subscriptionsDue, null);
    return deliveryView(row);
  });
}
