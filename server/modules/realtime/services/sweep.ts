import type { Platform } from '../../../platform/platform.ts';
import { realtime } from '../tables.ts';

/** Events older than this are no longer replayed; what they told stands in their module's own tables. */
const EVENTS_KEPT_MS = 30 * 24 * 3_600_000;

/** Deletes tickets nobody can use any more and events past their time. Safe to run anywhere, at any time. */
export async function sweep(platform: Platform): Promise<void> {
  const now = platform.clock.now();
  await realtime(platform.db).deleteFrom('tickets').where('expires_at', '<', now).execute();
  const oldest = new Date(now.getTime() - EVENTS_KEPT_MS);
  await realtime(platform.db).deleteFrom('user_events').where('created_at', '<', oldest).execute();
}
