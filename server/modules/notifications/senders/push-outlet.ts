import type { Platform } from '../../../platform/platform.ts';
import type { OutboundClient, OutboundOutcome } from '../../../platform/outbound/outbound-client.ts';
import { encryptPush } from '../push/encrypt-push.ts';
import { pushText } from '../push/push-text.ts';
import { findPushSubscription } from '../push/selectors/find-push-subscription.ts';
import { pushTargets } from '../push/selectors/push-targets.ts';
import { BROWSER_GONE } from '../push/services/add-push-subscription.ts';
import { settlePush } from '../push/services/settle-push.ts';
import type { Vapid } from '../push/vapid.ts';
import { failureOf, hasArrived } from './post-webhook.ts';
import type { Outcome, Outlet } from './sender.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
/** Within TTL_S: who comes to the screen later finds it in the inbox. */
export const PUSH_RETRY_MS = [10 * SECOND_MS, MINUTE_MS, 5 * MINUTE_MS, 30 * MINUTE_MS, 2 * 60 * MINUTE_MS] as const;
/** The push service keeps a message this long for a browser that is not running. */
const TTL_S = 4 * 60 * 60;
const CONCURRENCY = 16;

/** Tells browsers, also closed ones, through their push services (RFC 8030), encrypted to the browser. */
export function createPushOutlet(platform: Platform, client: OutboundClient, vapid: Vapid): Outlet {
  return {
    concurrency: CONCURRENCY,
    targets: pushTargets,
    settled: settlePush,
    sender: {
      channel: 'push',
      retry_ms: PUSH_RETRY_MS,
      async send({ id, user_id, target_id, notifications }) {
        const browser = await findPushSubscription(platform.db, { id: target_id, user_id });
        if (browser === undefined) return { kind: 'suppressed', reason: BROWSER_GONE };
        const urgent = notifications.some(({ kind }) => kind === 'alert_fired');
        const outcome = await client.post({
          url: browser.endpoint,
          headers: {
            authorization: vapid.authorization(new URL(browser.endpoint).origin, platform.clock.ms()),
            'content-type': 'application/octet-stream',
            'content-encoding': 'aes128gcm',
            ttl: String(TTL_S),
            urgency: urgent ? 'high' : 'normal',
            // A second try of a delivery takes the place of the first one where that still waits (32 characters).
            topic: id.replaceAll('-', ''),
          },
          body: encryptPush(pushText(notifications), browser),
        });
        return outcomeOf(outcome);
      },
    },
  };
}

/** Answers of a push service (RFC 8030, 5 and 8.4). */
function outcomeOf(outcome: OutboundOutcome): Outcome {
  const error = failureOf(outcome);
  if (outcome.kind !== 'answered') return { kind: outcome.kind === 'refused' ? 'failed' : 'retry', error };
  const { code, text: answer, retry_after_ms } = outcome;
  if (hasArrived(outcome)) return { kind: 'sent', code, answer };
  if (code === 404 || code === 410) return { kind: 'suppressed', reason: BROWSER_GONE };
  const passes = code >= 500 || code === 429 || code === 408;
  if (!passes) return { kind: 'failed', error, code, answer };
  return { kind: 'retry', error, code, answer, ...(retry_after_ms === null ? {} : { after_ms: retry_after_ms }) };
}
