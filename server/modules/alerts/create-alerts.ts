import type { Route } from '../../platform/http/route.ts';
import { type ScheduledJob, scheduledJob } from '../../platform/jobs/scheduled-job.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Service } from '../../platform/service.ts';
import type { ItemsChanged } from '../watchlists/index.ts';
import type { AlertDoors } from './alert-doors.ts';
import { createPlanKeeper } from './plan-keeper.ts';
import { alertRoutes } from './routes.ts';
import { expireAlerts } from './services/expire-alerts.ts';
import { followList } from './services/follow-list.ts';
import { keepToPlan } from './services/keep-to-plan.ts';
import { reconcileLists } from './services/reconcile-lists.ts';
import { seedDemoAlert } from './services/seed-demo-alert.ts';

/** Rules on prices: setting them, and keeping them in step with lists, plans and time. What fires them is the engine. */
export interface Alerts {
  readonly routes: readonly Route[];
  /** For watchlists: keeps alerts on lists and alerts of marks in step, in the transaction that changes a list. */
  readonly itemsChanged: ItemsChanged;
  /** Gives the demo account an alert that is about to fire; to be called again and again. */
  seedDemo(user_id: string): Promise<void>;
  /** For the role `worker`. */
  readonly jobs: readonly ScheduledJob[];
  /** For the role `worker`: acts at once where a plan changes. */
  readonly planKeeper: Service;
}

export function createAlerts(platform: Platform, doors: AlertDoors): Alerts {
  const { market } = doors;
  const job = (name: string, cron: string, run: () => Promise<unknown>): ScheduledJob =>
    scheduledJob({ name: `alerts.${name}`, cron, run: async () => void (await run()) });
  return {
    routes: alertRoutes(platform, market),
    itemsChanged: (tx, list) => followList(tx, { platform, market }, list),
    seedDemo: (user_id) => seedDemoAlert(platform, market, user_id),
    planKeeper: createPlanKeeper(platform, doors),
    jobs: [
      job('expire', '* * * * *', () => expireAlerts(platform, doors)),
      job('keep-to-plan', '*/5 * * * *', () => keepToPlan(platform, doors)),
      job('reconcile-lists', '37 * * * *', () => reconcileLists(platform, market)),
    ],
  };
}
