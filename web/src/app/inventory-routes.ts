import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readDeskState } from '../features/desk/list/desk-state.ts';
import { readStockState } from '../features/inventory/stock/view/stock-state.ts';
import { app, either } from './parents.tsx';

/** The addresses of the inventory. Those of one vendor stand in its frame, which knows the vendor and one's rights. */
const home = createRoute({
  getParentRoute: () => app,
  path: '/inventory',
  component: lazyRouteComponent(() => import('../features/inventory/vendor/inventory-page.tsx'), 'InventoryPage'),
});
const vendor = createRoute({
  getParentRoute: () => app,
  path: '/inventory/$vendor',
  component: lazyRouteComponent(() => import('../features/inventory/vendor/vendor-frame.tsx'), 'VendorFrame'),
});
const stock = createRoute({
  getParentRoute: () => vendor,
  path: '/',
  validateSearch: readStockState,
  component: lazyRouteComponent(() => import('../features/inventory/stock/stock-page.tsx'), 'StockPage'),
});
const listing = createRoute({
  getParentRoute: () => vendor,
  path: '/listings/$id',
  component: lazyRouteComponent(() => import('../features/inventory/listing/listing-page.tsx'), 'ListingPage'),
});
const add = createRoute({
  getParentRoute: () => vendor,
  path: '/add',
  component: lazyRouteComponent(() => import('../features/inventory/listing/add-page.tsx'), 'AddPage'),
});
const imports = createRoute({
  getParentRoute: () => vendor,
  path: '/imports',
  component: lazyRouteComponent(() => import('../features/inventory/import/imports-page.tsx'), 'ImportsPage'),
});
const oneImport = createRoute({
  getParentRoute: () => vendor,
  path: '/imports/$id',
  component: lazyRouteComponent(() => import('../features/inventory/import/import-page.tsx'), 'ImportPage'),
});
const counts = createRoute({
  getParentRoute: () => vendor,
  path: '/counts',
  component: lazyRouteComponent(() => import('../features/inventory/count/counts-page.tsx'), 'CountsPage'),
});
const count = createRoute({
  getParentRoute: () => vendor,
  path: '/counts/$id',
  component: lazyRouteComponent(() => import('../features/inventory/count/count-page.tsx'), 'CountPage'),
});
const value = createRoute({
  getParentRoute: () => vendor,
  path: '/value',
  component: lazyRouteComponent(() => import('../features/inventory/value/value-page.tsx'), 'ValuePage'),
});
const edits = createRoute({
  getParentRoute: () => vendor,
  path: '/edits',
  component: lazyRouteComponent(() => import('../features/inventory/value/edits/edits-page.tsx'), 'EditsPage'),
});
const staff = createRoute({
  getParentRoute: () => vendor,
  path: '/staff',
  component: lazyRouteComponent(() => import('../features/inventory/vendor/staff-page.tsx'), 'StaffPage'),
});
const settings = createRoute({
  getParentRoute: () => vendor,
  path: '/settings',
  component: lazyRouteComponent(() => import('../features/inventory/vendor/settings-page.tsx'), 'VendorSettingsPage'),
});

const orders = createRoute({
  getParentRoute: () => vendor,
  path: '/orders',
  validateSearch: readDeskState,
  component: lazyRouteComponent(() => import('../features/desk/list/desk-page.tsx'), 'DeskPage'),
});
const picks = createRoute({
  getParentRoute: () => vendor,
  path: '/orders/picks',
  component: lazyRouteComponent(() => import('../features/desk/picks/picks-page.tsx'), 'PicksPage'),
});
const sales = createRoute({
  getParentRoute: () => vendor,
  path: '/orders/sales',
  component: lazyRouteComponent(() => import('../features/desk/sales/sales-page.tsx'), 'SalesPage'),
});
const order = createRoute({
  getParentRoute: () => vendor,
  path: '/orders/$id',
  component: lazyRouteComponent(() => import('../features/desk/order/desk-order-page.tsx'), 'DeskOrderPage'),
});
const selling = createRoute({
  getParentRoute: () => vendor,
  path: '/selling',
  component: lazyRouteComponent(() => import('../features/desk/selling/selling-page.tsx'), 'SellingPage'),
});

export const inventoryRoutes = [
  home,
  vendor.addChildren([
    stock,
    listing,
    add,
    imports,
    oneImport,
    counts,
    count,
    edits,
    value,
    staff,
    settings,
    orders,
    picks,
    sales,
    order,
    selling,
  ]),
] as const;

export const invitation = createRoute({
  getParentRoute: () => either,
  path: '/invitations/$token',
  component: lazyRouteComponent(() => import('../features/inventory/vendor/invitation-page.tsx'), 'InvitationPage'),
});
