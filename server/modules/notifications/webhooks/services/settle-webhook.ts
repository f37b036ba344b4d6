import type { Tx } from '../../../../platform/db/transaction.ts';
import type { Notice } from '../../notice.ts';
import type { Settlement } from '../../senders/sender.ts';
import { outlets, type WebhookRow } from '../../tables-outlets.ts';
import { FAILING_MS_MAX, FAILURES_MIN } from '../webhook.ts';

/** The endpoint says that it is gone for good (RFC 9110, 15.5.11). */
export const GONE = 410;

/**
 * Keeps a webhook's record of tries in step with how one went, and switches it off when it is gone or failed for days.
 * @returns what its owner is told about that; nothing otherwise.
 */
export async function settleWebhook(tx: Tx, { job, outcome, at }: Settlement): Promise<readonly Notice[]> {
  if (outcome.kind === 'suppressed') return [];
  if (outcome.kind === 'sent') {
    await outlets(tx)
      .updateTable('webhooks')
      .set({ failures: 0, failing_since: null, last_delivered_at: at })
      .where('id', '=', job.target_id)
      .execute();
    return [];
  }
  const webhook = await outlets(tx)
    .updateTable('webhooks')
    .set((eb) => ({
      failures: eb('failures', '+', 1),
      failing_since: eb.fn.coalesce('failing_since', eb.val(at)),
    }))
    .where('id', '=', job.target_id)
    .returningAll()
    .executeTakeFirst();
  const reason = webhook === undefined ? null : reasonToSwitchOff(webhook, outcome.code, at);
  return webhook === undefined || reason === null ? [] : switchOff(tx, { webhook, reason, at });
}

function reasonToSwitchOff(webhook: WebhookRow, code: number | undefined, at: Date): string | null {
  if (!webhook.enabled) return null;
  if (code === GONE) return 'Its endpoint answered that it is gone (410).';
  const failing_ms = at.getTime() - (webhook.failing_since ?? at).getTime();
  if (webhook.failures < FAILURES_MIN || failing_ms < FAILING_MS_MAX) return null;
  return `It has failed ${webhook.failures} times in a row, for ${Math.floor(failing_ms / 86_400_000)} days.`;
}

async function switchOff(
  tx: Tx,
  { webhook, reason, at }: { readonly webhook: WebhookRow; readonly reason: string; readonly at: Date },
): Promise<readonly Notice[]> {
  const { id, user_id, name } = webhook;
  await outlets(tx)
    .updateTable('webhooks')
    .set({ enabled: false, disabled_reason: reason })
    .where('id', '=', id)
    .execute();
  const notice: Notice = {
    user_id,
    kind: 'delivery',
    dedupe_key: `webhook off:${id}:${at.getTime()}`,
    group: `webhook:${id}`,
    title: `The webhook "${name}" is switched off`,
    body: `${reason} Nothing is sent to it until you switch it on again.`,
    facts: [],
    link: '/settings/notifications',
    symbol: null,
    alert_id: null,
    firing_id: null,
    simulated: false,
    channels: ['in_app', 'email', 'push'],
    at,
  };
  return [notice];
}
