import { z } from 'zod';
import { Id, Page, text, Time } from './fields.ts';

/** What a notification is about; preferences are kept per kind. */
export const notificationKinds = [
  'alert_fired',
  'alert_changed',
  'account',
  'delivery',
  'low_stock',
  'purchase',
  'sale',
] as const;
/**
 * `alert_changed`: run out, paused by us, moved by a split. `account`: welcome. `delivery`: a webhook was switched off.
 * `low_stock`: a shop whose stock you manage has fewer of something than it wanted to have.
 * `purchase`: what you bought, from the order to its refunds. `sale`: what was bought in a shop whose orders you handle.
 */
export type NotificationKind = (typeof notificationKinds)[number];
export const channels = ['in_app', 'email', 'webhook', 'push'] as const;
export type Channel = (typeof channels)[number];
export const deliveryStatuses = ['pending', 'sent', 'failed', 'suppressed'] as const;
export const webhookPresets = ['standard', 'slack', 'discord', 'telegram', 'ntfy'] as const;
export const WEBHOOKS_MAX = 10;
export const PUSH_SUBSCRIPTIONS_MAX = 20;
export const digests = ['off', 'hourly', 'daily'] as const;

const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time of day such as "22:00"');
const Flag = z.enum(['true', 'false']).transform((value) => value === 'true');

export const NotificationsQuery = z.strictObject({
  ...Page.shape,
  unread: Flag.optional(),
  kind: z.enum(notificationKinds).optional(),
});
/** One line a program or a template can show: "Price", "177.52 USD". */
const Fact = z.strictObject({ label: z.string(), value: z.string() });
export const Notification = z.strictObject({
  id: Id,
  kind: z.enum(notificationKinds),
  title: z.string(),
  body: z.string(),
  facts: z.array(Fact).max(20),
  /** Path in the web app: `/alerts?firing=…`. */
  link: z.string().nullable(),
  /** Notifications of one subject follow each other; the inbox shows them as one line. */
  group: z.string(),
  symbol: z.string().nullable(),
  alert_id: Id.nullable(),
  firing_id: Id.nullable(),
  /** The price behind it is made up. */
  simulated: z.boolean(),
  read_at: Time.nullable(),
  created_at: Time,
});
export const NotificationList = z.array(Notification);
export const UnreadCount = z.strictObject({ unread: z.int() });
/** Marks everything up to a notification, or of one kind; everything without either. */
export const ReadAll = z.strictObject({ up_to: Id.optional(), kind: z.enum(notificationKinds).optional() });

const PerChannel = z.strictObject({ in_app: z.boolean(), email: z.boolean(), webhook: z.boolean(), push: z.boolean() });
export const Preferences = z.strictObject({
  kinds: z.record(z.enum(notificationKinds), PerChannel),
  quiet_hours: z.strictObject({ enabled: z.boolean(), from: Clock, to: Clock }),
  digest: z.enum(digests),
  /** When a daily digest is sent. */
  digest_at: Clock,
  /** IANA name: "Europe/Lisbon". */
  time_zone: z.string().min(1).max(64),
  /** Mail to this address came back; null when it arrives. Saving the preferences tries it again. */
  email_bounced: z.strictObject({ at: Time, reason: z.string() }).nullable(),
});
export const UpdatePreferences = z
  .strictObject({
    kinds: z.partialRecord(z.enum(notificationKinds), PerChannel.partial()).optional(),
    quiet_hours: z.strictObject({ enabled: z.boolean(), from: Clock, to: Clock }).optional(),
    digest: z.enum(digests).optional(),
    digest_at: Clock.optional(),
    time_zone: z.string().min(1).max(64).optional(),
    /** Mail is tried again after it came back. */
    retry_email: z.literal(true).optional(),
  })
  .refine((value) => Object.keys(value).length > 0, 'Send at least one field to change');

export const Delivery = z.strictObject({
  id: Id,
  notification_id: Id,
  title: z.string(),
  channel: z.enum(channels),
  /** E-mail address, webhook's name or browser. */
  target: z.string(),
  status: z.enum(deliveryStatuses),
  /** Why it was suppressed: preferences, quiet hours that became a digest, unsubscribed, bounced. */
  reason: z.string().nullable(),
  attempts: z.int(),
  attempts_max: z.int(),
  next_try_at: Time.nullable(),
  last_error: z.string().nullable(),
  created_at: Time,
  sent_at: Time.nullable(),
});
export const DeliveryList = z.array(Delivery);
export const DeliveriesQuery = z.strictObject({
  ...Page.shape,
  status: z.enum(deliveryStatuses).optional(),
  channel: z.enum(channels).optional(),
  webhook_id: Id.optional(),
});
export const DeliveryAttempt = z.strictObject({
  attempt: z.int(),
  at: Time,
  /** HTTP status of a webhook, SMTP code of a mail; null when there was no answer. */
  code: z.int().nullable(),
  duration_ms: z.int(),
  error: z.string().nullable(),
  /** The beginning of what was answered. */
  answer: z.string().nullable(),
});
export const DeliveryDetail = z.strictObject({ ...Delivery.shape, attempts_log: z.array(DeliveryAttempt).max(50) });

const WebhookName = text({ min: 1, max: 60 });
const WebhookUrl = z.url().max(500);
export const CreateWebhook = z
  .strictObject({
    name: WebhookName,
    url: WebhookUrl,
    preset: z.enum(webhookPresets).optional(),
    /** Telegram, and nobody else: whom the bot writes to. */
    chat_id: text({ min: 1, max: 64 }).optional(),
  })
  .refine((value) => (value.preset === 'telegram') === (value.chat_id !== undefined), {
    path: ['chat_id'],
    message: 'A webhook of Telegram needs a chat, and no other has one',
  });
export const UpdateWebhook = z
  .strictObject({
    name: WebhookName.optional(),
    url: WebhookUrl.optional(),
    chat_id: text({ min: 1, max: 64 }).optional(),
    /** True switches a webhook on again that was switched off. */
    enabled: z.boolean().optional(),
  })
  .refine((value) => Object.keys(value).length > 0, 'Send at least one field to change');
export const Webhook = z.strictObject({
  id: Id,
  name: z.string(),
  url: z.string(),
  preset: z.enum(webhookPresets),
  chat_id: z.string().nullable(),
  enabled: z.boolean(),
  /** Null while it is on, or when you switched it off. */
  disabled_reason: z.string().nullable(),
  failing_since: Time.nullable(),
  last_delivered_at: Time.nullable(),
  created_at: Time,
});
export const WebhookList = z.array(Webhook);
/** The secret is shown now and never again. Signatures: standardwebhooks.com. */
export const WebhookWithSecret = z.strictObject({ ...Webhook.shape, secret: z.string() });
/** How a test went: nothing is retried. */
export const WebhookTest = z.strictObject({
  delivered: z.boolean(),
  code: z.int().nullable(),
  duration_ms: z.int(),
  error: z.string().nullable(),
  answer: z.string().nullable(),
});

/** What `PushSubscription.toJSON()` of a browser gives. */
export const AddPushSubscription = z.strictObject({
  endpoint: z.url().max(1000),
  /** Not used: services tell when a subscription has ended. */
  expirationTime: z.number().nullable().optional(),
  keys: z.strictObject({ p256dh: z.string().min(1).max(200), auth: z.string().min(1).max(100) }),
});
export const PushSubscription = z.strictObject({
  id: Id,
  client: z.string(),
  created_at: Time,
  last_used_at: Time.nullable(),
});
export const PushSubscriptionList = z.array(PushSubscription);
/** Public VAPID key, base64url. */
export const PushKey = z.strictObject({ public_key: z.string() });

export const UnsubscribeParams = z.strictObject({ token: z.string().min(16).max(400) });
export const Unsubscribed = z.strictObject({ email: z.string(), kind: z.enum(notificationKinds) });

/** A mail that was kept instead of sent, since no SMTP server is set. */
export const KeptMailSummary = z.strictObject({ id: Id, to: z.string(), subject: z.string(), at: Time });
export const KeptMailList = z.array(KeptMailSummary);
export const KeptMail = z.strictObject({
  ...KeptMailSummary.shape,
  from: z.string(),
  message_id: z.string(),
  headers: z.array(z.strictObject({ name: z.string(), value: z.string() })).max(100),
  text: z.string(),
  html: z.string(),
});

export type NotificationView = z.output<typeof Notification>;
export type PreferencesView = z.output<typeof Preferences>;
export type DeliveryView = z.output<typeof Delivery>;
export type WebhookView = z.output<typeof Webhook>;
