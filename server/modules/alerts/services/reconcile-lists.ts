import { inTransaction } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { markedLists } from '../../watchlists/index.ts';
import type { AlertMarket } from '../alert-market.ts';
import { stepsOf, countSteps } from '../follow-steps.ts';
import { readFollowed } from '../selectors/read-followed.ts';
import { alerts } from '../tables.ts';
import { followList } from './follow-list.ts';

/** Lists that are read at a time. */
const LISTS_MAX = 200;

/**
 * Looks whether alerts are in step with the lists they follow. They always should be, since they change with them in
 * one transaction: what is found is repaired, logged and counted.
 * @returns how many things were out of step.
 */
export async function reconcileLists(platform: Platform, market: AlertMarket): Promise<number> {
  const { db, log, metrics } = platform;
  const broken = metrics.counter('alert_invariant_violations_total', 'What must never be found, by kind', ['kind']);
  const owners = await followedLists(platform);
  const ids = [...owners.keys()];
  let found = 0;
  for (let from = 0; from < ids.length; from += LISTS_MAX) {
    const followed = await readFollowed(db, ids.slice(from, from + LISTS_MAX));
    for (const [watchlist_id, state] of followed) {
      if (countSteps(stepsOf(state)) === 0) continue;
      const user_id = owners.get(watchlist_id) ?? '';
      // Counted under the lock: what was only read between two commits is in step again by now.
      const steps = await inTransaction(db, async (tx) =>
        followList(tx, { platform, market }, { watchlist_id, user_id }),
      );
      if (steps > 0) log.error({ watchlist_id, steps }, 'alerts were out of step with their list');
      found += steps;
    }
  }
  broken.inc({ kind: 'list' }, found);
  return found;
}

async function followedLists(platform: Platform): Promise<Map<string, string>> {
  const owners = new Map<string, string>();
  for (const { watchlist_id, user_id } of await markedLists(platform.db)) owners.set(watchlist_id, user_id);
  const rows = await alerts(platform.db)
    .selectFrom('alerts')
    .where('watchlist_id', 'is not', null)
    .distinct()
    .select(['watchlist_id', 'user_id'])
    .execute();
  for (const { watchlist_id, user_id } of rows) if (watchlist_id !== null) owners.set(watchlist_id, user_id);
  return owners;
}
