import type { Route } from '../../platform/http/route.ts';
import type { OrdersContext } from './context.ts';
import { sellingRoutes } from './routes-selling.ts';

/** Every route of the module; one file per file of the contract. */
export function orderRoutes({ platform }: OrdersContext): Route[] {
  return [...sellingRoutes(platform)];
}
