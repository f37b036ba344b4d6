import type { Channel, DeliveryStatus, NotificationKind } from '../../../lib/queries/notifications.ts';

/** What kinds, channels and states are called on screen. */
export const kindNames: Record<NotificationKind, string> = {
  alert_fired: 'Alert fired',
  alert_changed: 'Alert changed',
  account: 'Account',
  delivery: 'Delivery trouble',
  low_stock: 'Low stock',
  purchase: 'Purchases',
  sale: 'Sales',
};
export const kindHints: Record<NotificationKind, string> = {
  alert_fired: 'The moment it fires',
  alert_changed: 'Ran out, paused, moved by a split',
  account: 'What concerns the account itself',
  delivery: 'A webhook was switched off',
  low_stock: 'Few are left in a shop you manage',
  purchase: 'What you bought: paid, sent, refunded',
  sale: 'New orders and returns in a shop you work for',
};
export const channelNames: Record<Channel, string> = {
  in_app: 'Inbox',
  email: 'E-mail',
  push: 'Push',
  webhook: 'Webhook',
};
export const statusNames: Record<DeliveryStatus, string> = {
  pending: 'Waiting',
  sent: 'Delivered',
  failed: 'Failed',
  suppressed: 'Not sent',
};

/** Deliveries of these channels are looked at; the inbox needs none. */
export const outerChannels = ['email', 'push', 'webhook'] as const satisfies readonly Channel[];
