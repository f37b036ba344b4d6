import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../../../contract/errors.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { createOutboundClient } from '../../platform/outbound/outbound-client.ts';
import type { Platform } from '../../platform/platform.ts';
import { listSubscriptionDeliveries, resendSubscriptionDelivery } from './subscriptions/services/subscription-log.ts';
import {
  createSubscription,
  deleteSubscription,
  listSubscriptions,
  updateSubscription,
} from './subscriptions/services/subscriptions.ts';

/** Calls to other people's servers that one account can cause at once, a minute: addresses to check, messages to send again. */
const CALLS_PER_MINUTE = 20;

export function subscriptionRoutes(platform: Platform): Route[] {
  const client = createOutboundClient({ allow: platform.config.outbound_allow, clock: platform.clock });
  const calls = new RateLimiterMemory({ points: CALLS_PER_MINUTE, duration: 60 });
  const count = async (user_id: string): Promise<void> => {
    await calls.consume(user_id).catch((reason: unknown) => {
      if (!(reason instanceof RateLimiterRes)) throw reason;
      throw new AppError('rate_limited', { retry_after_s: Math.ceil(reason.msBeforeNext / 1000) });
    });
  };
  return [
    route('listSubscriptions', async ({ actor, params }) => ({
      data: await listSubscriptions(platform, actor, params.vendor_id),
    })),
    route('createSubscription', async ({ actor, params, body }) => {
      await count(actor.user_id);
      const data = await createSubscription(platform, client, { actor, ...params, ...body });
      return { data, meta: { message: `"${data.name}" is added. Keep its secret: it is shown this once.` } };
    }),
    route('updateSubscription', async ({ actor, params, body }) => {
      if (body.url !== undefined) await count(actor.user_id);
      const data = await updateSubscription(platform, client, { actor, ...params, ...body });
      return { data, meta: { message: `"${data.name}" is saved.` } };
    }),
    route('deleteSubscription', async ({ actor, params }) => {
      const name = await deleteSubscription(platform, actor, params);
      return { meta: { message: `"${name}" is removed, and what waited for it.` } };
    }),
    route('listSubscriptionDeliveries', async ({ actor, params, query }) => {
      const { rows, meta } = await listSubscriptionDeliveries(platform, actor, { ...params, ...query });
      return { data: rows, meta };
    }),
    route('resendSubscriptionDelivery', async ({ actor, params }) => {
      await count(actor.user_id);
      const data = await resendSubscriptionDelivery(platform, actor, params);
      return { data, meta: { message: 'It is sent again.' } };
    }),
  ];
}
