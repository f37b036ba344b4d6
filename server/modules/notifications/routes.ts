import type { Platform } from '../../platform/platform.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { createRetryAllowance } from './retry-allowance.ts';
import { countUnread } from './selectors/count-unread.ts';
import { getDelivery } from './selectors/get-delivery.ts';
import { getPreferences } from './selectors/get-preferences.ts';
import { deliveriesOf, listDeadDeliveries, listDeliveries } from './selectors/list-deliveries.ts';
import { getKeptMail, listKeptMails } from './selectors/list-kept-mails.ts';
import { listNotifications } from './selectors/list-notifications.ts';
import type { Outlet } from './senders/sender.ts';
import { markAllRead, markRead } from './services/mark-read.ts';
import { replayDelivery } from './services/replay-delivery.ts';
import { retryDelivery } from './services/retry-delivery.ts';
import { unsubscribe } from './services/unsubscribe.ts';
import { updatePreferences } from './services/update-preferences.ts';

export function notificationRoutes(platform: Platform, outlets: readonly Outlet[]): Route[] {
  return [...inboxRoutes(platform), ...deliveryRoutes(platform, outlets), ...preferenceRoutes(platform)];
}

function inboxRoutes(platform: Platform): Route[] {
  const unreadOf = async (user_id: string): Promise<number> =>
    (await countUnread(platform.db, [user_id])).get(user_id) ?? 0;
  return [
    route('listNotifications', async ({ actor, query }) => {
      const { rows, meta } = await listNotifications(platform, actor, query);
      return { data: rows, meta: { ...meta, unread: await unreadOf(actor.user_id) } };
    }),
    route('getUnreadCount', async ({ actor }) => ({ data: { unread: await unreadOf(actor.user_id) } })),
    route('readNotification', async ({ actor, params }) => ({
      data: await markRead(platform, actor, { id: params.id, read: true }),
      meta: { message: 'Marked as read.' },
    })),
    route('unreadNotification', async ({ actor, params }) => ({
      data: await markRead(platform, actor, { id: params.id, read: false }),
      meta: { message: 'Marked as unread.' },
    })),
    route('readAllNotifications', async ({ actor, body }) => ({
      data: { unread: await markAllRead(platform, actor, body) },
      meta: { message: 'Marked as read.' },
    })),
    route('listNotificationDeliveries', async ({ actor, params }) => ({
      data: await deliveriesOf(platform, actor, params.id),
    })),
  ];
}

function deliveryRoutes(platform: Platform, outlets: readonly Outlet[]): Route[] {
  const message = 'It is sent again now.';
  const take = createRetryAllowance();
  return [
    route('listDeliveries', async ({ actor, query }) => {
      const { rows, meta } = await listDeliveries(platform, actor, query);
      return { data: rows, meta };
    }),
    route('getDelivery', async ({ actor, params }) => ({
      data: await getDelivery(platform.db, { id: params.id, user_id: actor.user_id }),
    })),
    route('retryDelivery', async ({ actor, params }) => ({
      data: await retryDelivery(platform, outlets, { id: params.id, user_id: actor.user_id, take }),
      meta: { message },
    })),
    route('listDeadDeliveries', async ({ query }) => {
      const { rows, meta } = await listDeadDeliveries(platform, query);
      return { data: rows, meta };
    }),
    route('getAnyDelivery', async ({ params }) => ({
      data: await getDelivery(platform.db, { id: params.id, user_id: null }),
    })),
    route('replayDelivery', async ({ actor, params, request }) => ({
      data: await replayDelivery(platform, outlets, { actor, id: params.id, request }),
      meta: { message },
    })),
  ];
}

function preferenceRoutes(platform: Platform): Route[] {
  return [
    route('getPreferences', async ({ actor }) => ({ data: await getPreferences(platform.db, actor.user_id) })),
    route('updatePreferences', async ({ actor, body }) => ({
      data: await updatePreferences(platform, actor, body),
      meta: { message: 'Your preferences are saved.' },
    })),
    route('unsubscribe', async ({ params }) => {
      const done = await unsubscribe(platform, params.token);
      return { data: done, meta: { message: 'You get no more mails of this kind.' } };
    }),
    route('listKeptMails', async ({ actor, query }) => {
      const { rows, meta } = await listKeptMails(platform, actor, query);
      return { data: rows, meta };
    }),
    route('getKeptMail', async ({ actor, params }) => ({ data: await getKeptMail(platform, actor, params.id) })),
  ];
}
