import type { Consumer } from '../../platform/facts/consumer.ts';
import type { Route } from '../../platform/http/route.ts';
import { type ScheduledJob, scheduledJob } from '../../platform/jobs/scheduled-job.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Service } from '../../platform/service.ts';
import type { Notify, Postman } from '../notifications/index.ts';
import { subscriptionRoutes } from './routes-subscriptions.ts';
import { createSubscriptionSender } from './subscriptions/subscription-sender.ts';
import { vendorPrograms } from './subscriptions/vendor-facts.ts';
import { createGuestMailer } from './telling/guest-mailer.ts';
import { guestMails } from './telling/guest-mails.ts';
import { orderNotices } from './telling/order-notices.ts';
import { orderPages } from './telling/order-pages.ts';
import { salesFeed } from './telling/sales-feed.ts';
import { purgeTold } from './telling/services/purge-told.ts';

/** Whoever is told of orders, in one process. */
export interface Telling {
  readonly routes: readonly Route[];
  readonly workers: readonly Service[];
  readonly jobs: readonly ScheduledJob[];
}

interface Doors {
  readonly notify: Notify;
  readonly postman: Postman;
}

export function createTelling(platform: Platform, { notify, postman }: Doors): Telling {
  return {
    routes: subscriptionRoutes(platform),
    workers: [createGuestMailer(platform, postman), createSubscriptionSender(platform, { notify })],
    jobs: [
      scheduledJob({ name: 'orders.purge-told', cron: '41 3 * * *', run: (signal) => purgeTold(platform, signal) }),
    ],
  };
}

/** Who hears facts of orders to tell of them. */
export function tellingConsumers(platform: Platform, { notify }: Pick<Doors, 'notify'>): readonly Consumer[] {
  return [
    ...orderNotices({ notify }),
    guestMails(platform),
    vendorPrograms(platform, { notify }),
    orderPages(platform),
    salesFeed(platform),
  ];
}
