import type { NotificationKind, NotificationView } from '../../../../contract/notifications.ts';
import type { DeliveryJob, HeldFor } from '../senders/sender.ts';

/** The words of a mail that both its forms share. */
export interface MailWords {
  readonly subject: string;
  /** Above several notifications; null where there is one. */
  readonly heading: string | null;
  /** Notifications that are written out. */
  readonly shown: readonly NotificationView[];
  /** How many more are in the inbox only. */
  readonly more: number;
  /** Null, as the next one: there is no account whose mails could be chosen. */
  readonly unsubscribe_url: string | null;
  readonly preferences_url: string | null;
  readonly inbox_url: string;
  /** "You get this mail since …" */
  readonly why: string;
  /** Absolute address of a notification's link. */
  readonly urlOf: (notification: NotificationView) => string;
  /** A time as the reader's clock shows it: "2026-01-05 16:00 Europe/Berlin". */
  readonly timeOf: (time: string) => string;
}

/** Written out in one mail; the inbox has them all. */
const SHOWN_MAX = 40;

export const SIMULATED = 'Simulated price: made up by the simulator, not a price of any market.';

export function mailWords(
  job: DeliveryJob,
  site: { readonly public_url: string; readonly unsubscribe_token: string },
): MailWords {
  const { notifications, held_for, account } = job;
  const { public_url, unsubscribe_token } = site;
  const heading = notifications.length === 1 ? null : headingOf(held_for, notifications.length);
  return {
    subject: heading ?? notifications[0]?.title ?? 'Notification',
    heading,
    shown: notifications.slice(0, SHOWN_MAX),
    more: Math.max(0, notifications.length - SHOWN_MAX),
    unsubscribe_url: `${public_url}/unsubscribe/${unsubscribe_token}`,
    preferences_url: `${public_url}/settings/notifications`,
    inbox_url: `${public_url}/notifications`,
    why: `You get this mail since mail about ${subjects[kindOf(job)]} is on for ${account.email}.`,
    timeOf: (time) => localTime(time, account.time_zone),
    urlOf: ({ link }) => `${public_url}${link ?? '/notifications'}`,
  };
}

/** The kind that most of a mail is about: its unsubscribe link stops these. */
export function kindOf({ notifications }: Pick<DeliveryJob, 'notifications'>): NotificationKind {
  const counts = new Map<NotificationKind, number>();
  for (const { kind } of notifications) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const [most] = [...counts].sort(([, one], [, other]) => other - one);
  return most?.[0] ?? 'account';
}

/** What the button of a notification says. */
export function actionOf({ kind, link }: Pick<NotificationView, 'kind' | 'link'>): string {
  return link?.startsWith('/invitations/') ? 'Open the invitation' : actions[kind];
}

const actions: Readonly<Record<NotificationKind, string>> = {
  alert_fired: 'See the print that fired it',
  alert_changed: 'Open the alert',
  account: 'Open Omni-Stock',
  delivery: 'See what happened',
  low_stock: 'See the stock',
  purchase: 'See your order',
  sale: 'Open the order',
};

const subjects: Readonly<Record<NotificationKind, string>> = {
  alert_fired: 'alerts that fire',
  alert_changed: 'changes to your alerts',
  account: 'your account',
  delivery: 'your webhooks and browsers',
  low_stock: 'low stock',
  purchase: 'what you buy',
  sale: 'what your shop sells',
};

function headingOf(held_for: HeldFor | null, count: number): string {
  if (held_for === 'quiet_hours') return `${count} notifications from your quiet hours`;
  return held_for === 'limit' ? `${count} more notifications within the hour` : `Your digest: ${count} notifications`;
}

function localTime(time: string, zone: string): string {
  const local = Temporal.Instant.from(time).toZonedDateTimeISO(zone).toPlainDateTime();
  return `${local.toString({ smallestUnit: 'minute' }).replace('T', ' ')} ${zone}`;
}
