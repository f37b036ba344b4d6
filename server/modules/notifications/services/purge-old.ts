import type { Platform } from '../../../platform/platform.ts';
import { notifications } from '../tables.ts';

const DAY_MS = 24 * 3_600_000;
/** Notifications are kept this long, and their deliveries with them. */
const KEPT_MS = 180 * DAY_MS;
const BATCH = 2_000;

/** Deletes notifications past their time, in small transactions. Safe to cut short, and to run anywhere. */
export async function purgeOld(platform: Platform, signal: AbortSignal): Promise<void> {
  const before = new Date(platform.clock.ms() - KEPT_MS);
  for (;;) {
    const { numDeletedRows } = await notifications(platform.db)
      .deleteFrom('inbox')
      .where('id', 'in', (eb) => eb.selectFrom('inbox').where('created_at', '<', before).limit(BATCH).select('id'))
      .executeTakeFirst();
    if (signal.aborted || numDeletedRows < BATCH) return;
  }
}
