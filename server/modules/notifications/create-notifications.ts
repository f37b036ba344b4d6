import type { Tx } from '../../platform/db/transaction.ts';
import type { Route } from '../../platform/http/route.ts';
import type { ScheduledJob } from '../../platform/jobs/scheduled-job.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Service } from '../../platform/service.ts';
import type { Account } from '../identity/index.ts';
import { createDeliverer } from './deliverer.ts';
import type { Invitation } from './invitation-notice.ts';
import { notificationJobs } from './jobs.ts';
import { emailOutlet } from './mail/email-outlet.ts';
import { createOutboundChannels } from './outbound-channels.ts';
import { notificationRoutes } from './routes.ts';
import type { Outlet } from './senders/sender.ts';
import { putBackDemo } from './services/put-back-demo.ts';
import { tellInvited } from './services/tell-invited.ts';
import { createNotify, type Notify } from './services/notify.ts';
import { createGreetedMailboxes } from './greeted-mailboxes.ts';
import { welcomeNotice } from './welcome-notice.ts';

/** The module in one process. */
export interface Notifications {
  readonly notify: Notify;
  /** Greets a new account, in the transaction that makes it. */
  readonly registered: (tx: Tx, user: Account) => Promise<void>;
  /** Mails an invitation to a shop's staff, in the transaction that makes it. */
  readonly invited: (tx: Tx, invitation: Invitation & { readonly email: string }) => Promise<void>;
  /** Undoes what visitors of the demo account changed for those after them. */
  readonly putBackDemo: (user_id: string) => Promise<void>;
  readonly routes: readonly Route[];
  readonly jobs: readonly ScheduledJob[];
  /** Sends what is due; runs where work is done. */
  readonly deliverer: Service;
}

/** @param given channels that leave the app, in tests; mail, webhooks and push otherwise. */
export function createNotifications(platform: Platform, given?: readonly Outlet[]): Notifications {
  const outbound = createOutboundChannels(platform);
  const outlets = given ?? [emailOutlet(platform), ...outbound.outlets];
  const notify = createNotify(platform, outlets);
  const greeted = createGreetedMailboxes(platform.clock);
  return {
    notify,
    registered: async (tx, user) => {
      const by_mail = greeted.isFirst(user.email);
      await notify(tx, [welcomeNotice(user, { at: platform.clock.now(), by_mail })]);
    },
    invited: (tx, invitation) => tellInvited(platform, tx, { ...invitation, notify }),
    putBackDemo: (user_id) => putBackDemo(platform, user_id),
    routes: [...notificationRoutes(platform, outlets), ...outbound.routes],
    jobs: notificationJobs(platform),
    deliverer: createDeliverer(platform, { outlets, notify }),
  };
}
