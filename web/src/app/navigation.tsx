import { Link, useRouterState } from '@tanstack/react-router';
import {
  Bell,
  Boxes,
  CircleHelp,
  Inbox,
  ReceiptText,
  Search,
  SlidersHorizontal,
  Store,
  TrendingUp,
  ShieldCheck,
} from 'lucide-react';
import { markOf } from '../features/notifications/mark-of.ts';
import { UnreadMark } from '../features/notifications/unread-mark.tsx';
import { useUnread } from '../features/notifications/live/use-news.ts';
import { Logo } from '../ui/logo.tsx';
import { Tip } from '../ui/tooltip.tsx';
import { MoreMenu } from './account-menu.tsx';
import { useUser } from './session.ts';
import { openPalette } from './palette-state.ts';

/** Name of the page at an address, for the phone's top bar. */
export function pageNameOf(path: string): string {
  if (path.startsWith('/s/')) return decodeURIComponent(path.slice(3)).toUpperCase();
  if (path.startsWith('/alerts')) return 'Alerts';
  if (path.startsWith('/notifications')) return 'Notifications';
  if (path.startsWith('/inventory')) return 'Inventory';
  if (path.startsWith('/invitations')) return 'Invitation';
  if (path.startsWith('/unsubscribe')) return 'Unsubscribe';
  if (path.startsWith('/shop')) return 'Shop';
  if (path.startsWith('/basket')) return 'Basket';
  if (path.startsWith('/checkout')) return 'Checkout';
  if (path.startsWith('/pay/')) return 'Payment';
  if (path.startsWith('/orders')) return 'Orders';
  if (path.startsWith('/dev/mail')) return 'Mail';
  if (path.startsWith('/admin/deliveries')) return 'Deliveries';
  if (path.startsWith('/settings')) return 'Settings';
  if (path.startsWith('/help')) return 'Help';
  if (path.startsWith('/plans')) return 'Plans';
  if (path.startsWith('/status')) return 'Status';
  if (path.startsWith('/admin/instruments')) return 'Instruments';
  if (path.startsWith('/admin/providers')) return 'Providers';
  if (path.startsWith('/admin/sync')) return 'Sync';
  if (path.startsWith('/admin/backfills')) return 'Back-fills';
  if (path.startsWith('/admin/audit')) return 'Audit log';
  if (path.startsWith('/admin/vendors')) return 'Vendors';
  if (path.startsWith('/admin')) return 'Accounts';
  return 'Watchlist';
}

export function usePath(): string {
  return useRouterState({ select: (state) => state.location.pathname });
}

/** Left, from the tablet up. */
export function Rail() {
  const user = useUser();
  const path = usePath();
  return (
    <nav className="rail" aria-label="Main">
      <Link to="/w" className="rail-mark" aria-label="Omni-Stock, your lists">
        <Logo />
      </Link>
      <Tip text="Watchlist">
        <Link to="/w" className="rail-link" aria-label="Watchlist" activeOptions={{ exact: false }}>
          <TrendingUp aria-hidden="true" />
        </Link>
      </Tip>
      <Tip text="Alerts">
        <Link to="/alerts" className="rail-link" aria-label="Alerts">
          <Bell aria-hidden="true" />
        </Link>
      </Tip>
      <InboxLink />
      <Tip text="Inventory">
        <Link to="/inventory" className="rail-link" aria-label="Inventory">
          <Boxes aria-hidden="true" />
        </Link>
      </Tip>
      <ShopLink path={path} />
      <Tip text="Orders">
        <Link to="/orders" className="rail-link" aria-label="Orders">
          <ReceiptText aria-hidden="true" />
        </Link>
      </Tip>
      <span className="grow" />
      {user?.role === 'admin' && (
        <Tip text="Administration">
          <Link
            to="/admin/users"
            className="rail-link"
            aria-label="Administration"
            {...(path.startsWith('/admin') && { 'aria-current': 'true' as const })}
          >
            <ShieldCheck aria-hidden="true" />
          </Link>
        </Tip>
      )}
      <Tip text="Settings">
        <Link to="/settings" className="rail-link" aria-label="Settings">
          <SlidersHorizontal aria-hidden="true" />
        </Link>
      </Tip>
      <Tip text="Help">
        <Link to="/help" className="rail-link" aria-label="Help">
          <CircleHelp aria-hidden="true" />
        </Link>
      </Tip>
    </nav>
  );
}

function ShopLink({ path }: { readonly path: string }) {
  return (
    <Tip text="Shop">
      <Link
        to="/shop"
        className="rail-link"
        aria-label="Shop"
        activeOptions={{ includeSearch: false }}
        {...(isShopping(path) && { 'aria-current': 'page' as const })}
      >
        <Store aria-hidden="true" />
      </Link>
    </Tip>
  );
}

/** Basket and checkout belong to the shop. */
function isShopping(path: string): boolean {
  return /^\/(?:shop|basket|checkout|pay)(?:\/|$)/.test(path);
}

function InboxLink() {
  const unread = useUnread();
  const name = unread === 0 ? 'Notifications' : `Notifications, ${markOf(unread)} unread`;
  return (
    <Tip text="Notifications">
      <Link to="/notifications" className="rail-link" aria-label={name}>
        <Inbox aria-hidden="true" />
        <UnreadMark unread={unread} />
      </Link>
    </Tip>
  );
}

/** At the bottom of a phone. */
export function TabBar() {
  const path = usePath();
  return (
    <nav className="tab-bar" aria-label="Main">
      <Link to="/w" className="tab-bar-item">
        <TrendingUp aria-hidden="true" />
        Watchlist
      </Link>
      <button type="button" className="tab-bar-item" onClick={() => openPalette()}>
        <Search aria-hidden="true" />
        Search
      </button>
      <Link to="/alerts" className="tab-bar-item">
        <Bell aria-hidden="true" />
        Alerts
      </Link>
      <Link
        to="/shop"
        className="tab-bar-item"
        activeOptions={{ includeSearch: false }}
        {...(isShopping(path) && { 'aria-current': 'page' as const })}
      >
        <Store aria-hidden="true" />
        Shop
      </Link>
      <MoreMenu />
    </nav>
  );
}
