import type { Platform } from '../../../platform/platform.ts';
import type { OutboundClient, OutboundOutcome } from '../../../platform/outbound/outbound-client.ts';
import { outgoingMessage } from '../webhooks/outgoing-message.ts';
import { findWebhook } from '../webhooks/selectors/find-webhook.ts';
import { webhookTargets } from '../webhooks/selectors/webhook-targets.ts';
import { WEBHOOK_REMOVED } from '../webhooks/services/delete-webhook.ts';
import { GONE, settleWebhook } from '../webhooks/services/settle-webhook.ts';
import { failureOf, hasArrived, postWebhook } from './post-webhook.ts';
import type { Outcome, Outlet } from './sender.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
/** Nine tries within a day. */
export const WEBHOOK_RETRY_MS = [
  5 * SECOND_MS,
  MINUTE_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  7 * HOUR_MS,
  9 * HOUR_MS,
] as const;
/** Each waits on the network for at most 5 s, so that a few that hang do not hold up the others. */
const CONCURRENCY = 32;

/** Tells webhooks: programs by signed messages (Standard Webhooks), chats in their own form. */
export function createWebhookOutlet(platform: Platform, client: OutboundClient): Outlet {
  return {
    concurrency: CONCURRENCY,
    targets: webhookTargets,
    settled: settleWebhook,
    sender: {
      channel: 'webhook',
      retry_ms: WEBHOOK_RETRY_MS,
      async send({ id, user_id, target_id, notifications }) {
        const webhook = await findWebhook(platform.db, { id: target_id, user_id });
        if (webhook === undefined) return { kind: 'suppressed', reason: WEBHOOK_REMOVED };
        if (!webhook.enabled) return { kind: 'suppressed', reason: 'The webhook is switched off' };
        const message = outgoingMessage(id, notifications, platform.config.public_url);
        return outcomeOf(await postWebhook(platform, client, { webhook, message }));
      },
    },
  };
}

function outcomeOf(outcome: OutboundOutcome): Outcome {
  if (outcome.kind !== 'answered') {
    const error = failureOf(outcome);
    // What we refuse by its address alone, we refuse the next time too.
    return outcome.kind === 'refused' ? { kind: 'failed', error } : { kind: 'retry', error };
  }
  const { code, text: answer } = outcome;
  if (hasArrived(outcome)) return { kind: 'sent', code, answer };
  const error = failureOf(outcome);
  if (code === GONE) return { kind: 'failed', error, code, answer };
  const after_ms = outcome.retry_after_ms ?? waitInBody(answer);
  return { kind: 'retry', error, code, answer, ...(after_ms === null ? {} : { after_ms }) };
}

/** Telegram and Discord say in their JSON after how many seconds one may come again. */
function waitInBody(text: string): number | null {
  const seconds = /"retry_after"\s*:\s*(\d{1,6}(?:\.\d{1,6})?)/.exec(text)?.[1];
  return seconds === undefined ? null : Math.ceil(Number(seconds) * 1000);
}
