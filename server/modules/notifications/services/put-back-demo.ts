import { inTransaction } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { notifications } from '../tables.ts';
import { lockPreferences } from './lock-preferences.ts';

/** What visitors made the demo say stays no longer than this; it is everybody's inbox. */
const KEPT_MS = 24 * 3_600_000;

/**
 * Forgets how visitors of the demo wanted to be told, and what it was told a day ago: one of them could otherwise
 * silence it for all who come after. To be called again and again.
 */
export async function putBackDemo(platform: Platform, user_id: string): Promise<void> {
  await inTransaction(platform.db, async (tx) => {
    // Notices lock the same row first.
    await lockPreferences(tx, [user_id]);
    await notifications(tx)
      .updateTable('preferences')
      .where('user_id', '=', user_id)
      .set({ kinds: '{}', unsubscribed: [], quiet_enabled: false, digest: 'off', time_zone: 'UTC' })
      .execute();
    await notifications(tx)
      .deleteFrom('inbox')
      .where('user_id', '=', user_id)
      .where('created_at', '<', new Date(platform.clock.ms() - KEPT_MS))
      .execute();
  });
}
