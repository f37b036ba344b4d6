import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { readAlertsState } from '../features/alerts/page/view-state.ts';
import { readInstrumentState } from '../features/instrument/view-state.ts';
import { readInboxState } from '../features/notifications/inbox/view-state.ts';
import { readMailState } from '../features/notifications/mail/view-state.ts';
import { readViewState } from '../features/watchlists/view-state.ts';
import { inventoryRoutes, invitation } from './inventory-routes.ts';
import { order, orders } from './order-routes.ts';
import { app, either, root, visitor } from './parents.tsx';
import { Pending } from './pending.tsx';
import { requireAdmin, requireUser, requireVisitor } from './session.ts';
import { cardPayment, shopRoutes } from './shop-routes.ts';

/**
 * Every address of the app. Pages are loaded when they are asked for, and render only their content: the frames around
 * them are in parents.tsx, the addresses of the inventory in inventory-routes.ts, those of the shop in shop-routes.ts,
 * those of orders in order-routes.ts.
 */
const landing = createRoute({
  getParentRoute: () => visitor,
  path: '/',
  beforeLoad: requireVisitor,
  component: lazyRouteComponent(() => import('../features/landing/index.ts'), 'LandingPage'),
});
const signIn = createRoute({
  getParentRoute: () => visitor,
  path: '/sign-in',
  validateSearch: nextOf,
  beforeLoad: requireVisitor,
  component: lazyRouteComponent(() => import('../features/identity/index.ts'), 'SignInPage'),
});
const register = createRoute({
  getParentRoute: () => visitor,
  path: '/register',
  validateSearch: nextOf,
  beforeLoad: requireVisitor,
  component: lazyRouteComponent(() => import('../features/identity/index.ts'), 'RegisterPage'),
});
const setup = createRoute({
  getParentRoute: () => visitor,
  path: '/setup',
  component: lazyRouteComponent(() => import('../features/identity/index.ts'), 'SetupPage'),
});
const firstRun = createRoute({
  getParentRoute: () => visitor,
  path: '/first-run',
  beforeLoad: requireUser,
  component: lazyRouteComponent(() => import('../features/identity/index.ts'), 'FirstRunPage'),
});
const help = createRoute({
  getParentRoute: () => either,
  path: '/help',
  component: lazyRouteComponent(() => import('../features/help/index.ts'), 'HelpPage'),
});
const plans = createRoute({
  getParentRoute: () => either,
  path: '/plans',
  component: lazyRouteComponent(() => import('../features/plans/index.ts'), 'PlansPage'),
});
const status = createRoute({
  getParentRoute: () => either,
  path: '/status',
  component: lazyRouteComponent(() => import('../features/status/index.ts'), 'StatusPage'),
});
const shared = createRoute({
  getParentRoute: () => either,
  path: '/shared/$token',
  component: lazyRouteComponent(() => import('../features/watchlists/index.ts'), 'SharedPage'),
});
const instrument = createRoute({
  getParentRoute: () => either,
  path: '/s/$symbol',
  validateSearch: readInstrumentState,
  component: lazyRouteComponent(() => import('../features/instrument/index.ts'), 'InstrumentPage'),
});
const users = createRoute({
  getParentRoute: () => app,
  path: '/admin/users',
  beforeLoad: requireAdmin,
  component: lazyRouteComponent(() => import('../features/admin/index.ts'), 'UsersPage'),
});
const adminInstruments = createRoute({
  getParentRoute: () => app,
  path: '/admin/instruments',
  beforeLoad: requireAdmin,
  component: lazyRouteComponent(() => import('../features/admin/index.ts'), 'InstrumentsPage'),
});
const adminProviders = createRoute({
  getParentRoute: () => app,
  path: '/admin/providers',
  beforeLoad: requireAdmin,
  component: lazyRouteComponent(() => import('../features/admin/index.ts'), 'ProvidersPage'),
});
const adminSync = createRoute({
  getParentRoute: () => app,
  path: '/admin/sync',
  beforeLoad: requireAdmin,
  component: lazyRouteComponent(() => import('../features/admin/index.ts'), 'SyncPage'),
});
const adminBackfills = createRoute({
  getParentRoute: () => app,
  path: '/admin/backfills',
  beforeLoad: requireAdmin,
  component: lazyRouteComponent(() => import('../features/admin/index.ts'), 'BackfillsPage'),
});
const adminAudit = createRoute({
  getParentRoute: () => app,
  path: '/admin/audit',
  beforeLoad: requireAdmin,
  component: lazyRouteComponent(() => import('../features/admin/index.ts'), 'AuditPage'),
});
const adminDeliveries = createRoute({
  getParentRoute: () => app,
  path: '/admin/deliveries',
  beforeLoad: requireAdmin,
  component: lazyRouteComponent(() => import('../features/admin/index.ts'), 'DeliveriesPage'),
});
const adminVendors = createRoute({
  getParentRoute: () => app,
  path: '/admin/vendors',
  beforeLoad: requireAdmin,
  component: lazyRouteComponent(() => import('../features/inventory/vendor/all-vendors-page.tsx'), 'AllVendorsPage'),
});
const inbox = createRoute({
  getParentRoute: () => app,
  path: '/notifications',
  validateSearch: readInboxState,
  component: lazyRouteComponent(() => import('../features/notifications/index.ts'), 'InboxPage'),
});
const alerts = createRoute({
  getParentRoute: () => app,
  path: '/alerts',
  validateSearch: readAlertsState,
  component: lazyRouteComponent(() => import('../features/alerts/index.ts'), 'AlertsPage'),
});
const notificationSettings = createRoute({
  getParentRoute: () => app,
  path: '/settings/notifications',
  component: lazyRouteComponent(() => import('../features/notifications/index.ts'), 'NotificationSettingsPage'),
});
const keptMail = createRoute({
  getParentRoute: () => app,
  path: '/dev/mail',
  validateSearch: readMailState,
  component: lazyRouteComponent(() => import('../features/notifications/mail/mail-page.tsx'), 'MailPage'),
});
const unsubscribe = createRoute({
  getParentRoute: () => either,
  path: '/unsubscribe/$token',
  component: lazyRouteComponent(() => import('../features/notifications/unsubscribe-page.tsx'), 'UnsubscribePage'),
});
const settings = createRoute({
  getParentRoute: () => app,
  path: '/settings',
  component: lazyRouteComponent(() => import('../features/settings/index.ts'), 'SettingsPage'),
});
const watchlists = createRoute({
  getParentRoute: () => app,
  path: '/w',
  validateSearch: readViewState,
  component: lazyRouteComponent(() => import('../features/watchlists/index.ts'), 'WatchlistsPage'),
});
const watchlist = createRoute({
  getParentRoute: () => app,
  path: '/w/$list',
  validateSearch: readViewState,
  component: lazyRouteComponent(() => import('../features/watchlists/index.ts'), 'WatchlistPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    cardPayment,
    visitor.addChildren([landing, signIn, register, setup, firstRun]),
    either.addChildren([help, plans, status, instrument, shared, unsubscribe, invitation, order, ...shopRoutes]),
    app.addChildren([
      settings,
      notificationSettings,
      alerts,
      inbox,
      keptMail,
      users,
      adminInstruments,
      adminProviders,
      adminSync,
      adminBackfills,
      adminAudit,
      adminDeliveries,
      watchlists,
      watchlist,
      adminVendors,
      orders,
      ...inventoryRoutes,
    ]),
  ]),
  defaultPreload: 'intent',
  defaultPendingComponent: Pending,
  scrollRestoration: true,
});

/** Where to go after signing in: an address of this app only, never another site. */
function nextOf(search: Record<string, unknown>): { readonly next?: string | undefined } {
  const next = search['next'];
  // Left out, the raw value of the address would stay.
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? { next } : { next: undefined };
}

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
