import { sql } from 'kysely';
import type { PreferencesView } from '../../../../contract/notifications.ts';
import type { Db, Tx } from '../../../platform/db/transaction.ts';
import { allChoices, type Preference } from '../preference.ts';
import { notifications } from '../tables.ts';

/** Of a user who never chose anything: as the table's own defaults. */
const UNTOUCHED: Omit<Preference, 'user_id'> = {
  kinds: {},
  unsubscribed: [],
  quiet_enabled: false,
  quiet_from: '22:00',
  quiet_to: '07:00',
  digest: 'off',
  digest_at: '08:00',
  time_zone: 'UTC',
  email_bounces: 0,
  email_bounced_at: null,
  email_bounce_reason: null,
};

/** Each user's row, or the defaults while there is none. */
export async function preferencesOf(handle: Db | Tx, user_ids: readonly string[]): Promise<Map<string, Preference>> {
  const rows = await notifications(handle)
    .selectFrom('preferences')
    .where(sql<boolean>`user_id = ANY(${user_ids}::uuid[])`)
    .selectAll()
    .execute();
  const found = new Map(rows.map((row) => [row.user_id, row]));
  return new Map(user_ids.map((user_id) => [user_id, found.get(user_id) ?? { user_id, ...UNTOUCHED }]));
}

/** How a user wants to be told. */
export async function getPreferences(handle: Db | Tx, user_id: string): Promise<PreferencesView> {
  const preference = (await preferencesOf(handle, [user_id])).get(user_id) ?? { user_id, ...UNTOUCHED };
  const { quiet_enabled, quiet_from, quiet_to, digest, digest_at, time_zone } = preference;
  const { email_bounced_at, email_bounce_reason } = preference;
  return {
    kinds: allChoices(preference),
    quiet_hours: { enabled: quiet_enabled, from: quiet_from, to: quiet_to },
    digest,
    digest_at,
    time_zone,
    email_bounced:
      email_bounced_at === null ? null : { at: email_bounced_at.toISOString(), reason: email_bounce_reason ?? '' },
  };
}
