import type { Generated, Selectable } from 'kysely';
import type { webhookPresets } from '../../../contract/notifications.ts';
import { tables } from '../../platform/db/tables.ts';

export type WebhookPreset = (typeof webhookPresets)[number];

interface WebhooksTable {
  id: string;
  user_id: string;
  name: string;
  url: string;
  preset: WebhookPreset;
  chat_id: string | null;
  secret_number: Generated<number>;
  old_secret_until: Date | null;
  enabled: boolean;
  disabled_reason: string | null;
  failures: Generated<number>;
  failing_since: Date | null;
  last_delivered_at: Date | null;
  created_at: Date;
}

interface PushSubscriptionsTable {
  id: string;
  user_id: string;
  endpoint: string;
  p256dh: Buffer;
  auth: Buffer;
  client: string;
  created_at: Date;
  last_used_at: Date | null;
}

/** Webhooks and browsers: the part of the module's schema that leads out of the program. */
export const outlets = tables<{ webhooks: WebhooksTable; push_subscriptions: PushSubscriptionsTable }>('notifications');

export type WebhookRow = Selectable<WebhooksTable>;
export type PushSubscriptionRow = Selectable<PushSubscriptionsTable>;
