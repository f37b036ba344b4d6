import { AppError } from '../../../../contract/errors.ts';
import { type NotificationKind, notificationKinds, type PreferencesView } from '../../../../contract/notifications.ts';
import type { BodyOf } from '../../../../contract/schemas.ts';
import type { Member } from '../../../platform/actor.ts';
import { inTransaction } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { isTimeZone } from '../local-time.ts';
import type { Preference } from '../preference.ts';
import { getPreferences } from '../selectors/get-preferences.ts';
import { type KindChoices, notifications } from '../tables.ts';
import { lockPreferences } from './lock-preferences.ts';
import { rescheduleHeld } from './reschedule-held.ts';

type Changes = BodyOf<'updatePreferences'>;

/**
 * Changes what is sent and leaves the rest. What waits for a digest or the end of quiet hours follows the new times.
 * @throws AppError `time_zone_unknown`.
 */
export async function updatePreferences(platform: Platform, actor: Member, changes: Changes): Promise<PreferencesView> {
  const { time_zone, quiet_hours, digest, digest_at, retry_email } = changes;
  if (time_zone !== undefined && !isTimeZone(time_zone))
    throw new AppError('time_zone_unknown', { pointer: '/time_zone' });
  return inTransaction(platform.db, async (tx) => {
    const before = (await lockPreferences(tx, [actor.user_id])).get(actor.user_id);
    if (before === undefined) throw new AppError('sign_in_required');
    const quiet =
      quiet_hours === undefined
        ? {}
        : { quiet_enabled: quiet_hours.enabled, quiet_from: quiet_hours.from, quiet_to: quiet_hours.to };
    const times = { ...quiet, ...given({ digest, digest_at, time_zone }) };
    const bounce = retry_email === true ? { email_bounces: 0, email_bounced_at: null, email_bounce_reason: null } : {};
    const { kinds, unsubscribed } = choicesAfter(before, changes.kinds ?? {});
    await notifications(tx)
      .updateTable('preferences')
      .where('user_id', '=', actor.user_id)
      .set({ ...times, ...bounce, kinds: JSON.stringify(kinds), unsubscribed: [...unsubscribed] })
      .execute();
    if (Object.keys(times).length > 0) await rescheduleHeld(platform, tx, { ...before, ...times });
    return getPreferences(tx, actor.user_id);
  });
}

type Times = Pick<Preference, 'digest' | 'digest_at' | 'time_zone'>;

function given(times: { readonly [Name in keyof Times]?: Times[Name] | undefined }): Partial<Times> {
  return Object.fromEntries(Object.entries(times).filter(([, value]) => value !== undefined)) as Partial<Times>;
}

/** Mail that is wanted again is no longer unsubscribed. */
function choicesAfter(
  before: Preference,
  changes: NonNullable<Changes['kinds']>,
): { readonly kinds: KindChoices; readonly unsubscribed: readonly NotificationKind[] } {
  const changed = notificationKinds.filter((kind) => changes[kind] !== undefined);
  const kinds = Object.fromEntries(changed.map((kind) => [kind, { ...before.kinds[kind], ...changes[kind] }]));
  return {
    kinds: { ...before.kinds, ...kinds },
    unsubscribed: before.unsubscribed.filter((kind) => changes[kind]?.email !== true),
  };
}
