import { type Route, route } from '../../../platform/http/route.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { OutboundClient } from '../../../platform/outbound/outbound-client.ts';
import { listPushSubscriptions } from './selectors/list-push-subscriptions.ts';
import { addPushSubscription } from './services/add-push-subscription.ts';
import { removePushSubscription } from './services/remove-push-subscription.ts';
import type { Vapid } from './vapid.ts';

export function pushRoutes(platform: Platform, client: OutboundClient, vapid: Vapid): Route[] {
  return [
    route('getPushKey', () => Promise.resolve({ data: { public_key: vapid.public_key } })),
    route('listPushSubscriptions', async ({ actor }) => ({ data: await listPushSubscriptions(platform, actor) })),
    route('addPushSubscription', async ({ actor, body, request }) => {
      const data = await addPushSubscription(platform, client, { actor, body, user_agent: request.user_agent });
      return { data, meta: { message: 'You are told in this browser from now on.' } };
    }),
    route('removePushSubscription', async ({ actor, params }) => {
      await removePushSubscription(platform, actor, params.id);
      return { data: null, meta: { message: 'The browser is removed.' } };
    }),
  ];
}
