import { signal } from '../../../platform/signals.ts';

/** There is a mail to send now. */
export const guestMailsDue = signal<null>('orders.guest_mails_due');

/** Orders of a vendor changed: the triggers of 0042_orders_told.sql say so. Null: many. */
export const ordersChanged = signal<{ readonly vendor_id: string; readonly orders: readonly string[] | null }>(
  'orders.changed',
);
