import type { Generated, JSONColumnType } from 'kysely';
import type { Channel, deliveryStatuses, digests, NotificationKind } from '../../../contract/notifications.ts';
import { tables } from '../../platform/db/tables.ts';
import type { Fact } from './notice.ts';
import type { HeldFor, SentChannel } from './senders/sender.ts';

export type DeliveryStatus = (typeof deliveryStatuses)[number];

export interface InboxRow {
  id: string;
  user_id: string;
  kind: NotificationKind;
  dedupe_key: string;
  group_key: string;
  title: string;
  body: string;
  facts: JSONColumnType<readonly Fact[]>;
  link: string | null;
  symbol: string | null;
  alert_id: string | null;
  firing_id: string | null;
  simulated: boolean;
  in_app: boolean;
  read_at: Date | null;
  created_at: Date;
}

export interface DeliveryRow {
  id: string;
  user_id: string;
  notification_id: string;
  channel: SentChannel;
  target_id: string;
  target: string;
  status: DeliveryStatus;
  reason: string | null;
  hold: HeldFor | null;
  carried_by: string | null;
  held_for: HeldFor | null;
  attempts: Generated<number>;
  attempts_max: number;
  next_try_at: Date | null;
  claim: string | null;
  claimed_until: Date | null;
  last_error: string | null;
  created_at: Date;
  sent_at: Date | null;
}

export type KindChoices = Partial<Record<NotificationKind, Partial<Record<Channel, boolean>>>>;

export interface PreferencesRow {
  user_id: string;
  kinds: JSONColumnType<KindChoices, KindChoices | string | undefined, KindChoices | string>;
  unsubscribed: Generated<NotificationKind[]>;
  quiet_enabled: Generated<boolean>;
  quiet_from: Generated<string>;
  quiet_to: Generated<string>;
  digest: Generated<(typeof digests)[number]>;
  digest_at: Generated<string>;
  time_zone: Generated<string>;
  email_bounces: Generated<number>;
  email_bounced_at: Date | null;
  email_bounce_reason: string | null;
}

interface NotificationsTables {
  inbox: InboxRow;
  deliveries: DeliveryRow;
  delivery_attempts: {
    delivery_id: string;
    attempt: number;
    at: Date;
    code: number | null;
    duration_ms: number;
    error: string | null;
    answer: string | null;
  };
  preferences: PreferencesRow;
  kept_mails: {
    id: string;
    user_id: string | null;
    message_id: string;
    to_address: string;
    from_address: string;
    subject: string;
    headers: JSONColumnType<readonly { name: string; value: string }[]>;
    text: string;
    html: string;
    at: Date;
  };
}

export const notifications = tables<NotificationsTables>('notifications');
