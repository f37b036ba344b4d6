import { alertRoutes } from './alerts.routes.ts';
import { analyticsRoutes } from './analytics.routes.ts';
import { API_BASE, type RouteTable } from './endpoint.ts';
import { basketRoutes } from './basket.routes.ts';
import { backfillRoutes } from './backfills.routes.ts';
import { factRoutes } from './facts.routes.ts';
import { historyRoutes } from './history.routes.ts';
import { identityRoutes } from './identity.routes.ts';
import { bulkRoutes } from './inventory-bulk.routes.ts';
import { catalogueRoutes } from './inventory-catalogue.routes.ts';
import { collectibleRoutes } from './inventory-collectibles.routes.ts';
import { importRoutes } from './inventory-imports.routes.ts';
import { photoRoutes } from './inventory-photos.routes.ts';
import { stockRoutes } from './inventory-stock.routes.ts';
import { vendorRoutes } from './inventory-vendors.routes.ts';
import { viewRoutes } from './inventory-views.routes.ts';
import { marketAdminRoutes } from './market-admin.routes.ts';
import { marketRoutes } from './market.routes.ts';
import { marketsRoutes } from './markets.routes.ts';
import { notificationRoutes } from './notifications.routes.ts';
import { orderRoutes } from './orders.routes.ts';
import { providerRoutes } from './providers.routes.ts';
import { realtimeRoutes } from './realtime.routes.ts';
import { sellingRoutes } from './selling.routes.ts';
import { shopRoutes } from './shop.routes.ts';
import { vendorOrderRoutes } from './vendor-orders.routes.ts';
import { watchlistRoutes } from './watchlists.routes.ts';
import { webhookRoutes } from './webhooks.routes.ts';

/** Every endpoint by name; free of zod, so that a browser can load it. */
export const routes = {
  ...identityRoutes,
  ...marketRoutes,
  ...marketAdminRoutes,
  ...historyRoutes,
  ...backfillRoutes,
  ...analyticsRoutes,
  ...marketsRoutes,
  ...providerRoutes,
  ...watchlistRoutes,
  ...alertRoutes,
  ...notificationRoutes,
  ...webhookRoutes,
  ...vendorRoutes,
  ...catalogueRoutes,
  ...collectibleRoutes,
  ...viewRoutes,
  ...photoRoutes,
  ...stockRoutes,
  ...importRoutes,
  ...bulkRoutes,
  ...shopRoutes,
  ...basketRoutes,
  ...orderRoutes,
  ...vendorOrderRoutes,
  ...sellingRoutes,
  ...factRoutes,
  ...realtimeRoutes,
} as const satisfies RouteTable;

export type Routes = typeof routes;
export type RouteName = keyof Routes;

/** Address of a route with its parameters filled in and escaped: `/api/v1/watchlists/<id>`. */
export function pathOf(name: RouteName, params: Readonly<Record<string, string>> = {}): string {
  return API_BASE + routes[name].path.replace(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(params[key] ?? ''));
}
