import { AppError } from '../../../../contract/errors.ts';
import type { WebhookView } from '../../../../contract/notifications.ts';
import { type OutboundClient } from '../../../platform/outbound/outbound-client.ts';
import { RefusedAddressError } from '../../../platform/outbound/outbound-target.ts';
import type { WebhookPreset, WebhookRow } from '../tables-outlets.ts';

/** A webhook that failed this often in a row, and for this long, is switched off. */
export const FAILURES_MIN = 10;
export const FAILING_MS_MAX = 3 * 24 * 60 * 60 * 1000;

/** What its owner sees: everything but the secret. */
export function webhookView(row: WebhookRow): WebhookView {
  const { id, name, url, preset, chat_id, enabled, disabled_reason } = row;
  return {
    id,
    name,
    url,
    preset,
    chat_id,
    enabled,
    disabled_reason,
    failing_since: row.failing_since?.toISOString() ?? null,
    last_delivered_at: row.last_delivered_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
  };
}

/**
 * Reads the address of a webhook as it will be called.
 * @returns the address to keep.
 * @throws AppError `webhook_url_refused` with the reason.
 */
export async function readWebhookUrl(client: OutboundClient, text: string, preset: WebhookPreset): Promise<string> {
  try {
    const { href } = await client.check(text);
    return inForm(href, preset);
  } catch (error) {
    if (error instanceof RefusedAddressError) throw urlRefused(error.message);
    throw error;
  }
}

export function urlRefused(detail: string): AppError {
  return new AppError('webhook_url_refused', { detail, pointer: '/url' });
}

/** Chats have addresses of a form; a wrong one would fail each time, and its owner wonder why. */
function inForm(href: string, preset: WebhookPreset): string {
  const url = new URL(href);
  if (preset === 'ntfy' && !/^\/[-\w]{1,64}$/.test(url.pathname))
    throw new RefusedAddressError('An address of ntfy is its server and one topic: https://ntfy.sh/my-topic.');
  if (preset === 'telegram') {
    if (!/\/bot[^/]+(\/sendMessage)?\/?$/.test(url.pathname))
      throw new RefusedAddressError('An address of a bot is https://api.telegram.org/bot and its token.');
    url.pathname = url.pathname.replace(/(\/sendMessage)?\/?$/, '/sendMessage');
  }
  return url.href;
}
