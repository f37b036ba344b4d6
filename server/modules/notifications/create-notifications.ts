import type { Tx } from '../../platform/db/transaction.ts';
import type { Route } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../identity/index.ts';
import { createOutlets } from './outlets.ts';
import { notificationRoutes } from './routes.ts';
import type { Outlet } from './senders/sender.ts';
import { createNotify, type Notify } from './services/notify.ts';
import { welcomeNotice } from './welcome-notice.ts';

/** The module in one process. */
export interface Notifications {
  readonly notify: Notify;
  /** Greets a new account, in the transaction that makes it. */
  readonly registered: (tx: Tx, user: Account) => Promise<void>;
  readonly routes: readonly Route[];
}

/** @param outlets the channels that leave the app; others in tests. */
export function createNotifications(
  platform: Platform,
  outlets: readonly Outlet[] = createOutlets(platform),
): Notifications {
  const notify = createNotify(platform, outlets);
  return {
    notify,
    registered: async (tx, user) => {
      await notify(tx, [welcomeNotice(user, platform.clock.now())]);
    },
    routes: notificationRoutes(platform, outlets),
  };
}
