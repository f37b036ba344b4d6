import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../../../../contract/errors.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { OutboundClient } from '../../../platform/outbound/outbound-client.ts';
import { listWebhooks } from './selectors/list-webhooks.ts';
import { createWebhook } from './services/create-webhook.ts';
import { deleteWebhook } from './services/delete-webhook.ts';
import { renewSecret } from './services/renew-secret.ts';
import { testWebhook } from './services/test-webhook.ts';
import { updateWebhook } from './services/update-webhook.ts';

/** Calls to other people's servers that one account can cause at once, a minute: tests, and addresses to check. */
const CALLS_PER_MINUTE = 20;

export function webhookRoutes(platform: Platform, client: OutboundClient): Route[] {
  const calls = new RateLimiterMemory({ points: CALLS_PER_MINUTE, duration: 60 });
  const count = async (user_id: string): Promise<void> => {
    await calls.consume(user_id).catch((reason: unknown) => {
      if (!(reason instanceof RateLimiterRes)) throw reason;
      throw new AppError('rate_limited', { retry_after_s: Math.ceil(reason.msBeforeNext / 1000) });
    });
  };
  return [
    route('listWebhooks', async ({ actor }) => ({ data: await listWebhooks(platform, actor) })),
    route('createWebhook', async ({ actor, body }) => {
      await count(actor.user_id);
      const data = await createWebhook(platform, client, { actor, body });
      return { data, meta: { message: `"${data.name}" is added. Keep its secret: it is shown this once.` } };
    }),
    route('updateWebhook', async ({ actor, params, body }) => {
      if (body.url !== undefined) await count(actor.user_id);
      const data = await updateWebhook(platform, client, { actor, id: params.id, body });
      return { data, meta: { message: `"${data.name}" is saved.` } };
    }),
    route('deleteWebhook', async ({ actor, params }) => {
      const name = await deleteWebhook(platform, actor, params.id);
      return { data: null, meta: { message: `"${name}" is removed.` } };
    }),
    route('renewWebhookSecret', async ({ actor, params }) => {
      const data = await renewSecret(platform, actor, params.id);
      return { data, meta: { message: 'The secret before signs beside the new one for a day.' } };
    }),
    route('testWebhook', async ({ actor, params }) => {
      await count(actor.user_id);
      const data = await testWebhook(platform, client, { actor, id: params.id });
      return { data, meta: { message: data.delivered ? 'The test has arrived.' : 'The test has not arrived.' } };
    }),
  ];
}
