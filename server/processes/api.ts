import type { Parts } from '../build-parts.ts';
import { recordAudit } from '../modules/identity/index.ts';
import { factRoutes } from '../platform/facts/routes.ts';
import { catalogueRoutes } from '../modules/catalogue/index.ts';
import { inventoryRoutes } from '../modules/inventory/index.ts';
import { promises } from '../modules/orders/index.ts';
import { listAnalytics, marketAdminRoutes, marketRoutes } from '../modules/market/index.ts';
import { watchlistAnalyticsRoutes, watchlistRoutes } from '../modules/watchlists/index.ts';
import type { ProcessPart } from './process-part.ts';

/** HTTP: every route, the documents and the web app. */
export function apiProcess(parts: Parts): ProcessPart {
  const { platform, identity, registry, search, quotes, market, realtime, notifications } = parts;
  return {
    services: [registry, search, ...identity.services, quotes.service, parts.symbolSync.service, parts.demoLists],
    routes: [
      ...identity.routes,
      ...marketRoutes(platform, parts),
      ...marketAdminRoutes(platform, parts),
      ...watchlistRoutes(platform, parts.lists),
      ...watchlistAnalyticsRoutes(platform, market, listAnalytics(platform, quotes)),
      ...parts.alerts.routes,
      ...catalogueRoutes(platform),
      ...inventoryRoutes(platform, { invited: notifications.invited, promises }),
      ...parts.orders.routes,
      ...parts.telling.routes,
      ...factRoutes(platform, { recordAudit: (tx, act) => recordAudit(tx, platform, act) }),
      ...realtime.routes,
      ...notifications.routes,
    ],
  };
}
