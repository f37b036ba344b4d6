import { nextHour, nextTimeOfDay } from './local-time.ts';
import type { Notice } from './notice.ts';
import { BOUNCES_MAX, type Preference, quietUntil, wants } from './preference.ts';
import type { HeldFor, SentChannel, Target } from './senders/sender.ts';

/** Whether, when and how a notice is sent to one target; pure. */
export interface DeliveryPlan {
  readonly status: 'pending' | 'suppressed';
  readonly reason: string | null;
  readonly hold: HeldFor | null;
  readonly next_try_at: Date | null;
}

/** Mails a user gets one by one within an hour; what comes then waits for the next full hour and arrives as one. */
export const MAILS_PER_HOUR_MAX = 10;

/** Why a channel is closed to a notice, in words for its owner; null where it is open. */
export function closedBecause(
  notice: Pick<Notice, 'kind'>,
  channel: SentChannel,
  preference: Pick<Preference, 'kinds' | 'unsubscribed' | 'email_bounces'>,
): string | null {
  if (channel === 'email' && preference.unsubscribed.includes(notice.kind))
    return 'You unsubscribed by a link in a mail';
  if (!wants(preference, notice.kind, channel)) return 'Switched off in your preferences';
  if (channel === 'email' && preference.email_bounces >= BOUNCES_MAX) return 'Mail to this address came back';
  return null;
}

/**
 * When a notice is sent over an open channel.
 * @param mails the user got, or is about to get, one by one within the last hour.
 */
export function planDelivery(
  target: Pick<Target, 'waits_in_quiet_hours'>,
  options: {
    readonly channel: SentChannel;
    readonly preference: Preference;
    readonly now: Date;
    readonly mails: number;
  },
): DeliveryPlan {
  const { channel, preference, now, mails } = options;
  const digest_at = channel === 'email' ? digestTime(preference, now) : null;
  if (digest_at !== null) return held(digest_at, 'digest', 'Waits for your digest', target, preference);
  const quiet_until = target.waits_in_quiet_hours ? quietUntil(preference, now) : null;
  if (quiet_until !== null)
    return held(quiet_until, 'quiet_hours', 'Waits for the end of quiet hours', target, preference);
  if (channel === 'email' && mails >= MAILS_PER_HOUR_MAX)
    return held(
      nextHour(now, 'UTC'),
      'limit',
      `More than ${MAILS_PER_HOUR_MAX} mails within an hour`,
      target,
      preference,
    );
  return { status: 'pending', reason: null, hold: null, next_try_at: now };
}

function digestTime({ digest, digest_at, time_zone }: Preference, now: Date): Date | null {
  if (digest === 'hourly') return nextHour(now, time_zone);
  return digest === 'daily' ? nextTimeOfDay(now, digest_at, time_zone) : null;
}

/** What falls into quiet hours then, waits until they end. */
function held(
  wanted: Date,
  hold: HeldFor,
  reason: string,
  target: Pick<Target, 'waits_in_quiet_hours'>,
  preference: Preference,
): DeliveryPlan {
  const quiet_until = target.waits_in_quiet_hours ? quietUntil(preference, wanted) : null;
  return { status: 'pending', reason, hold, next_try_at: quiet_until ?? wanted };
}
