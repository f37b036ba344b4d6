import { RESTORE_WINDOW_MS } from '../../../../contract/watchlists.ts';
import type { Platform } from '../../../platform/platform.ts';
import { watchlists } from '../tables.ts';

/** Erases lists and items whose time to be restored is over. */
export async function purgeRemoved(platform: Platform): Promise<void> {
  const before = new Date(platform.clock.ms() - RESTORE_WINDOW_MS);
  await watchlists(platform.db).deleteFrom('watchlists').where('deleted_at', '<', before).execute();
  await watchlists(platform.db).deleteFrom('watchlist_items').where('removed_at', '<', before).execute();
}
