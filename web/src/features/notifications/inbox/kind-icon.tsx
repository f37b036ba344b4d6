import { Bell, BellRing, PackageMinus, ShoppingBag, Store, TriangleAlert, User } from 'lucide-react';
import type { NotificationKind } from '../../../lib/queries/notifications.ts';
import { classNames } from '../../../ui/class-names.ts';

const icons = {
  alert_fired: BellRing,
  alert_changed: Bell,
  account: User,
  delivery: TriangleAlert,
  low_stock: PackageMinus,
  purchase: ShoppingBag,
  sale: Store,
} as const;

/** What a notification is about, at a glance. */
export function KindIcon({ kind, unread }: { readonly kind: NotificationKind; readonly unread: boolean }) {
  const Icon = icons[kind];
  return (
    <span className={classNames('kind-icon', kind === 'delivery' && 'kind-icon-warn', unread && 'kind-icon-new')}>
      <Icon className="icon" aria-hidden="true" />
    </span>
  );
}
