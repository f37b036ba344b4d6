import type { InboxFilter, NotificationKind } from '../../../lib/queries/notifications.ts';

/** What of the inbox is shown; kept in the address. */
export type Shown = 'unread' | NotificationKind;
export interface InboxState {
  readonly show?: Shown | undefined;
}

export const views: readonly { readonly show: Shown | undefined; readonly label: string }[] = [
  { show: undefined, label: 'All' },
  { show: 'unread', label: 'Unread' },
  { show: 'alert_fired', label: 'Alerts' },
  { show: 'alert_changed', label: 'Changes' },
  { show: 'account', label: 'Account' },
  { show: 'delivery', label: 'Delivery' },
  { show: 'low_stock', label: 'Stock' },
  { show: 'purchase', label: 'Purchases' },
  { show: 'sale', label: 'Sales' },
];

/** Reads the address; what is not known shows everything. */
export function readInboxState(search: Record<string, unknown>): InboxState {
  return { show: views.find(({ show }) => show === search['show'])?.show };
}

export function filterOf(show: Shown | undefined): InboxFilter {
  if (show === undefined) return {};
  return show === 'unread' ? { unread: true } : { kind: show };
}
