import { Id } from '../../../../contract/fields.ts';
import { AppError } from '../../../../contract/errors.ts';
import type { DeliveryView } from '../../../../contract/notifications.ts';
import type { QueryOf } from '../../../../contract/schemas.ts';
import type { Member } from '../../../platform/actor.ts';
import { decodeCursor } from '../../../platform/http/cursor.ts';
import { type PageOf, pageOf } from '../../../platform/http/page.ts';
import type { Platform } from '../../../platform/platform.ts';
import { deliveryColumns, deliveryView } from '../delivery-view.ts';
import { type DeliveryStatus, notifications } from '../tables.ts';

type Query = QueryOf<'listDeliveries'>;

/** What was sent to the caller, newest first. */
export function listDeliveries(platform: Platform, actor: Member, query: Query): Promise<PageOf<DeliveryView>> {
  return pageOfDeliveries(platform, query, { user_id: actor.user_id, status: query.status });
}

/** Deliveries of every account, the failed ones unless asked otherwise; for administrators, which the route sees to. */
export function listDeadDeliveries(platform: Platform, query: Query): Promise<PageOf<DeliveryView>> {
  return pageOfDeliveries(platform, query, { user_id: null, status: query.status ?? 'failed' });
}

/**
 * Where one of the caller's notifications went, in the order of the deliveries.
 * @throws AppError `notification_unknown`.
 */
export async function deliveriesOf(
  platform: Platform,
  actor: Member,
  notification_id: string,
): Promise<DeliveryView[]> {
  const rows = await notifications(platform.db)
    .selectFrom('inbox')
    .leftJoin('deliveries as delivery', 'delivery.notification_id', 'inbox.id')
    .where('inbox.id', '=', notification_id)
    .where('inbox.user_id', '=', actor.user_id)
    .orderBy('delivery.id')
    .select(['inbox.title', ...deliveryColumns])
    .execute();
  if (rows.length === 0) throw new AppError('notification_unknown');
  return rows.flatMap((row) => (row.id === null ? [] : [deliveryView(row as Parameters<typeof deliveryView>[0])]));
}

async function pageOfDeliveries(
  platform: Platform,
  query: Query,
  scope: { readonly user_id: string | null; readonly status: DeliveryStatus | undefined },
): Promise<PageOf<DeliveryView>> {
  const { limit, cursor, channel, webhook_id } = query;
  const { user_id, status } = scope;
  const key = platform.secrets.derive('cursor.deliveries');
  const before = cursor === undefined ? null : decodeCursor(key, cursor, Id);
  const rows = await notifications(platform.db)
    .selectFrom('deliveries as delivery')
    .innerJoin('inbox', 'inbox.id', 'delivery.notification_id')
    .$if(user_id !== null, (all) => all.where('delivery.user_id', '=', user_id ?? ''))
    .$if(before !== null, (all) => all.where('delivery.id', '<', before ?? ''))
    .$if(status !== undefined, (all) => all.where('delivery.status', '=', status ?? 'failed'))
    // What is in the inbox was not sent anywhere: that channel has no deliveries.
    .$if(channel === 'in_app', (all) => all.where((eb) => eb.lit(false)))
    .$if(channel !== undefined && channel !== 'in_app', (all) =>
      all.where('delivery.channel', '=', channel === undefined || channel === 'in_app' ? 'email' : channel),
    )
    .$if(webhook_id !== undefined, (all) => all.where('delivery.target_id', '=', webhook_id ?? ''))
    .orderBy('delivery.id', 'desc') // UUIDv7: newest is largest
    .limit(limit + 1)
    .select(['inbox.title', ...deliveryColumns])
    .execute();
  return pageOf(rows.map(deliveryView), { limit, key, place: (last) => last.id });
}
