import type { Db, Tx } from '../../../platform/db/transaction.ts';
import { listNames } from '../../watchlists/index.ts';

/** Names of the lists that alerts name, by id. */
export async function namesOfLists(
  handle: Db | Tx,
  alerts: readonly { readonly watchlist_id: string | null }[],
): Promise<ReadonlyMap<string, string>> {
  return listNames(handle, [...new Set(alerts.flatMap(({ watchlist_id }) => watchlist_id ?? []))]);
}
