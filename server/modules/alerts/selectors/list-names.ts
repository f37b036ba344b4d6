import type { Member } from '../../../platform/actor.ts';
import type { Platform } from '../../../platform/platform.ts';
import { ownLists } from '../../watchlists/index.ts';

/** Names of the actor's lists by id, where any of the alerts names a list. */
export async function listNames(
  { db }: Platform,
  actor: Member,
  alerts: readonly { readonly watchlist_id: string | null }[],
): Promise<ReadonlyMap<string, string>> {
  if (alerts.every(({ watchlist_id }) => watchlist_id === null)) return new Map();
  return new Map((await ownLists(db, actor.user_id)).map(({ id, name }) => [id, name]));
}
