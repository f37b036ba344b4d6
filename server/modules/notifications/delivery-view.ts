import type { Selectable } from 'kysely';
import type { DeliveryView } from '../../../contract/notifications.ts';
import type { DeliveryRow } from './tables.ts';

/** Columns a delivery is shown from, beside the title of its notification. */
export const deliveryColumns = [
  'delivery.id',
  'delivery.notification_id',
  'delivery.channel',
  'delivery.target',
  'delivery.status',
  'delivery.reason',
  'delivery.attempts',
  'delivery.attempts_max',
  'delivery.next_try_at',
  'delivery.last_error',
  'delivery.created_at',
  'delivery.sent_at',
] as const;

type Shown = Pick<
  Selectable<DeliveryRow>,
  | 'id'
  | 'notification_id'
  | 'channel'
  | 'target'
  | 'status'
  | 'reason'
  | 'attempts'
  | 'attempts_max'
  | 'next_try_at'
  | 'last_error'
  | 'created_at'
  | 'sent_at'
> & { readonly title: string };

/** Names each field, so that a new column never leaves by itself. */
export function deliveryView(row: Shown): DeliveryView {
  const { id, notification_id, title, channel, target, status, reason, attempts, attempts_max, last_error } = row;
  return {
    id,
    notification_id,
    title,
    channel,
    target,
    status,
    reason,
    attempts,
    attempts_max,
    next_try_at: status === 'pending' ? (row.next_try_at?.toISOString() ?? null) : null,
    last_error,
    created_at: row.created_at.toISOString(),
    sent_at: row.sent_at?.toISOString() ?? null,
  };
}
