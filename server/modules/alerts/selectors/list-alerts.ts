import { z } from 'zod';
import type { AlertView } from '../../../../contract/alerts.ts';
import type { Meta } from '../../../../contract/envelope.ts';
import type { QueryOf } from '../../../../contract/schemas.ts';
import type { Member } from '../../../platform/actor.ts';
import { decodeCursor } from '../../../platform/http/cursor.ts';
import { pageOf } from '../../../platform/http/page.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { AlertMarket } from '../alert-market.ts';
import { alertView } from '../alert-view.ts';
import { alerts } from '../tables.ts';
import { namesOfLists } from './names-of-lists.ts';

/** The actor's alerts, the newest first. A symbol that nobody knows has none. */
export async function listAlerts(
  platform: Platform,
  market: AlertMarket,
  actor: Member,
  query: QueryOf<'listAlerts'>,
): Promise<{ readonly data: AlertView[]; readonly meta: Meta }> {
  const { status, symbol, watchlist_id, condition_type, limit } = query;
  const key = platform.secrets.derive('cursor.alerts');
  const after = query.cursor === undefined ? null : decodeCursor(key, query.cursor, z.uuid());
  const instrument = symbol === undefined ? undefined : market.find(symbol);
  if (symbol !== undefined && instrument === undefined) {
    return { data: [], meta: { limit, has_more: false, next_cursor: null } };
  }
  let found = alerts(platform.db).selectFrom('alerts').where('user_id', '=', actor.user_id);
  if (after !== null) found = found.where('id', '<', after);
  if (status !== undefined) found = found.where('status', '=', status);
  if (instrument !== undefined) found = found.where('instrument_id', '=', instrument.id);
  if (watchlist_id !== undefined) found = found.where('watchlist_id', '=', watchlist_id);
  if (condition_type !== undefined) found = found.where('condition_type', '=', condition_type);
  const rows = await found
    .orderBy('id', 'desc') // UUIDv7: the newest is the largest
    .limit(limit + 1)
    .selectAll()
    .execute();
  const page = pageOf(rows, { limit, key, place: ({ id }) => id });
  const names = await namesOfLists(platform.db, page.rows);
  return { data: page.rows.map((row) => alertView(market, row, names)), meta: page.meta };
}
