import type { Route } from '../../platform/http/route.ts';
import type { ScheduledJob } from '../../platform/jobs/scheduled-job.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Service } from '../../platform/service.ts';
import type { OrdersContext } from './context.ts';
import { createPayments } from './payments/create-payments.ts';
import { orderRoutes } from './routes.ts';

/** The module in one process. */
export interface Orders {
  readonly routes: readonly Route[];
  /** What workers do without being asked: each piece of work is done by one of them. */
  readonly workers: readonly Service[];
  readonly jobs: readonly ScheduledJob[];
}

export function createOrders(platform: Platform): Orders {
  const context: OrdersContext = { platform, payments: createPayments(platform) };
  return { routes: orderRoutes(context), workers: [], jobs: [] };
}
