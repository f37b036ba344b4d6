import type { Cookie, RequestInfo, Route } from '../../platform/http/route.ts';
import type { ScheduledJob } from '../../platform/jobs/scheduled-job.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Service } from '../../platform/service.ts';
import { createBuyerAttempts } from './attempts.ts';
import { receiveWebhook } from './checkout/services/receive-webhook.ts';
import { takeAlong } from './checkout/services/take-along.ts';
import type { OrdersContext } from './context.ts';
import { orderJobs } from './jobs.ts';
import { createPayments } from './payments/create-payments.ts';
import { createTestWebhooks, type DeliverWebhook } from './payments/test-provider/test-webhooks.ts';
import { createRefundRunner } from './refunding/refund-runner.ts';
import { orderRoutes } from './routes.ts';
import { createSweeper } from './sweeping/sweeper.ts';
import { createTimeMender } from './sweeping/time-mender.ts';

/** The module in one process. */
export interface Orders {
  readonly routes: readonly Route[];
  /** What workers do without being asked: each piece of work is done by one of them. */
  readonly workers: readonly Service[];
  readonly jobs: readonly ScheduledJob[];
  /** Told of whoever signs in, to take along what they had as a guest. @returns cookies to set. */
  readonly arrived: (
    user: { readonly id: string; readonly is_demo: boolean },
    request: RequestInfo,
  ) => Promise<readonly Cookie[]>;
}

export function createOrders(platform: Platform): Orders {
  const context: OrdersContext = {
    platform,
    payments: createPayments(platform),
    attempts: createBuyerAttempts(platform.clock),
  };
  return {
    routes: orderRoutes(context),
    workers: workersOf(context),
    jobs: orderJobs(platform),
    arrived: (user, request) => takeAlong(platform, user, request),
  };
}

function workersOf(context: OrdersContext): Service[] {
  const { platform, payments } = context;
  const always = [createSweeper(context), createRefundRunner(context), createTimeMender(platform)];
  if (payments.name !== 'test') return always;
  const deliver: DeliverWebhook = (headers, body) => receiveWebhook(context, { provider: 'test', headers, body });
  return [...always, createTestWebhooks(platform, deliver)];
}
