import type { Selectable } from 'kysely';
import { type Channel, channels, type NotificationKind, notificationKinds } from '../../../contract/notifications.ts';
import { minuteOfDay, minutesOf, nextTimeOfDay } from './local-time.ts';
import type { PreferencesRow } from './tables.ts';

/** How one user wants to be told. */
export type Preference = Selectable<PreferencesRow>;

type PerChannel = Readonly<Record<Channel, boolean>>;

/** Until a user says otherwise. */
const DEFAULTS: Readonly<Record<NotificationKind, PerChannel>> = {
  alert_fired: { in_app: true, email: true, webhook: true, push: true },
  alert_changed: { in_app: true, email: true, webhook: false, push: false },
  account: { in_app: true, email: true, webhook: false, push: false },
  delivery: { in_app: true, email: true, webhook: false, push: false },
  low_stock: { in_app: true, email: true, webhook: false, push: false },
  purchase: { in_app: true, email: true, webhook: false, push: true },
  sale: { in_app: true, email: true, webhook: false, push: true },
};

/** Mails in a row that came back, after which no more are sent to the address until its owner asks. */
export const BOUNCES_MAX = 2;

/** Whether the user wants this kind over this channel. */
export function wants({ kinds }: Pick<Preference, 'kinds'>, kind: NotificationKind, channel: Channel): boolean {
  return kinds[kind]?.[channel] ?? DEFAULTS[kind][channel];
}

/** Every choice, the defaults where the user made none. */
export function allChoices(preference: Pick<Preference, 'kinds'>): Record<NotificationKind, Record<Channel, boolean>> {
  const choicesOf = (kind: NotificationKind): Record<Channel, boolean> =>
    Object.fromEntries(channels.map((channel) => [channel, wants(preference, kind, channel)])) as Record<
      Channel,
      boolean
    >;
  return Object.fromEntries(notificationKinds.map((kind) => [kind, choicesOf(kind)])) as Record<
    NotificationKind,
    Record<Channel, boolean>
  >;
}

type Quiet = Pick<Preference, 'quiet_enabled' | 'quiet_from' | 'quiet_to' | 'time_zone'>;

/** When the quiet hours end that `at` lies in; null where it lies in none. They begin at `quiet_from` and end before `quiet_to`. */
export function quietUntil(quiet: Quiet, at: Date): Date | null {
  if (!quiet.quiet_enabled) return null;
  const [from, to] = [minutesOf(quiet.quiet_from), minutesOf(quiet.quiet_to)];
  const minute = minuteOfDay(at, quiet.time_zone);
  const is_quiet = from <= to ? minute >= from && minute < to : minute >= from || minute < to;
  return is_quiet ? nextTimeOfDay(at, quiet.quiet_to, quiet.time_zone) : null;
}
