import type { Route } from '../../platform/http/route.ts';
import type { OrdersContext } from './context.ts';

/** Every route of the module; one file per file of the contract. */
export function orderRoutes(_context: OrdersContext): Route[] {
  return [];
}
