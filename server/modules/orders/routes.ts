import type { Route } from '../../platform/http/route.ts';
import type { OrdersContext } from './context.ts';
import { basketRoutes } from './routes-basket.ts';
import { buyerOrderRoutes } from './routes-orders.ts';
import { paperRoutes } from './routes-papers.ts';
import { sellingRoutes } from './routes-selling.ts';
import { vendorOrderRoutes } from './routes-vendor-orders.ts';

/** Every route of the module; one file per file of the contract. */
export function orderRoutes(context: OrdersContext): Route[] {
  const { platform } = context;
  return [
    ...basketRoutes(context),
    ...buyerOrderRoutes(context),
    ...vendorOrderRoutes(platform),
    ...paperRoutes(platform),
    ...sellingRoutes(platform),
  ];
}
