import { createErrandRunner, type Errands } from '../../../platform/errand-runner.ts';
import type { Platform } from '../../../platform/platform.ts';
import { createOutboundClient } from '../../../platform/outbound/outbound-client.ts';
import type { Service } from '../../../platform/service.ts';
import { crashPoint } from '../../../platform/crash-point.ts';
import { type Notify, signatureHeaders, WEBHOOK_RETRY_MS } from '../../notifications/index.ts';
import { settleDelivery } from './services/settle-delivery.ts';
import { renewDeliveries, type TakenDelivery, takeDeliveries } from './services/take-deliveries.ts';
import { subscriptionsDue } from './signals.ts';
import { signingKey } from './subscription.ts';

/** Each waits on the network for at most 5 s, so that a few that hang do not hold up the others. */
const CONCURRENCY = 16;

/**
 * Sends vendors' programs what happened, signed (Standard Webhooks), in any number of workers. At least once, under one id.
 * What happened to one thing is sent in its order: a later one waits while an earlier one waits for its next try.
 */
export function createSubscriptionSender(platform: Platform, { notify }: { readonly notify: Notify }): Service {
  const { clock, config, metrics } = platform;
  const client = createOutboundClient({ allow: config.outbound_allow, clock });
  const results = metrics.counter(
    'subscription_attempts_total',
    'Facts sent to vendors’ programs, by what came of it',
    ['result'],
  );
  const errands: Errands<TakenDelivery> = {
    name: 'subscriptions',
    concurrency: CONCURRENCY,
    due: subscriptionsDue,
    take: (limit, under_way) =>
      takeDeliveries(platform, { limit, under_way, attempts_max: WEBHOOK_RETRY_MS.length + 1 }),
    async run(delivery) {
      const { id, subscription_id, url, body } = delivery;
      crashPoint('subscription.before_send');
      const message = { id: `msg_${id}`, at_ms: clock.ms(), body };
      const outcome = await client.post({
        url,
        body,
        headers: {
          'content-type': 'application/cloudevents+json',
          'user-agent': 'Omni-Stock',
          ...signatureHeaders([signingKey(platform, subscription_id)], message),
        },
      });
      crashPoint('subscription.sent');
      results.inc({ result: outcome.kind });
      await settleDelivery({ platform, notify }, delivery, outcome);
    },
    renew: (all) => renewDeliveries(platform, all),
  };
  return createErrandRunner(platform, errands);
}
