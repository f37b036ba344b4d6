import assert from 'node:assert/strict';
import type { Db, Tx } from '../../../platform/db/transaction.ts';
import { readMembers } from '../../watchlists/index.ts';
import { definitionOf } from '../alert.ts';
import type { Followed, FollowingAlert, MarkAlert } from '../follow-steps.ts';
import { alerts } from '../tables.ts';

/** Alerts that follow these lists beside the lists' members, by list. */
export async function readFollowed(handle: Db | Tx, watchlist_ids: readonly string[]): Promise<Map<string, Followed>> {
  const members = await readMembers(handle, watchlist_ids);
  const rows =
    watchlist_ids.length === 0
      ? []
      : await alerts(handle)
          .selectFrom('alerts')
          .where('watchlist_id', 'in', watchlist_ids)
          .orderBy('id')
          .selectAll()
          .execute();
  const watched = await watchedBy(
    handle,
    rows.filter(({ instrument_id }) => instrument_id === null).map(({ id }) => id),
  );
  const found = new Map<string, { following: FollowingAlert[]; marks: MarkAlert[] }>();
  for (const id of watchlist_ids) found.set(id, { following: [], marks: [] });
  for (const row of rows) {
    const { id, watchlist_id, instrument_id, condition_type, threshold_value: level } = row;
    const of = found.get(watchlist_id ?? '');
    if (instrument_id === null) {
      of?.following.push({ id, definition: definitionOf(row), watched: watched.get(id) ?? [] });
    } else {
      assert(condition_type === 'PRICE_ABOVE' || condition_type === 'PRICE_BELOW', 'a mark is a level');
      assert(level !== null, 'a mark has a level');
      of?.marks.push({ id, instrument_id, condition_type, level });
    }
  }
  return new Map([...found].map(([id, of]) => [id, { ...of, members: members.get(id) ?? [] }]));
}

async function watchedBy(handle: Db | Tx, alert_ids: readonly string[]): Promise<Map<string, string[]>> {
  const watched = new Map<string, string[]>();
  if (alert_ids.length === 0) return watched;
  const targets = await alerts(handle)
    .selectFrom('targets')
    .where('alert_id', 'in', alert_ids)
    .select(['alert_id', 'instrument_id'])
    .execute();
  for (const { alert_id, instrument_id } of targets) {
    const ids = watched.get(alert_id);
    if (ids === undefined) watched.set(alert_id, [instrument_id]);
    else ids.push(instrument_id);
  }
  return watched;
}
