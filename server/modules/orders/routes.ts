import type { Route } from '../../platform/http/route.ts';
import type { OrdersContext } from './context.ts';
import { paperRoutes } from './routes-papers.ts';
import { sellingRoutes } from './routes-selling.ts';
import { vendorOrderRoutes } from './routes-vendor-orders.ts';

/** Every route of the module; one file per file of the contract. */
export function orderRoutes({ platform }: OrdersContext): Route[] {
  return [...vendorOrderRoutes(platform), ...paperRoutes(platform), ...sellingRoutes(platform)];
}
