import { z } from 'zod';
import type { FiringView } from '../../../../contract/alerts.ts';
import { AppError } from '../../../../contract/errors.ts';
import type { Meta } from '../../../../contract/envelope.ts';
import type { QueryOf } from '../../../../contract/schemas.ts';
import type { Member } from '../../../platform/actor.ts';
import { decodeCursor } from '../../../platform/http/cursor.ts';
import { pageOf } from '../../../platform/http/page.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { AlertMarket } from '../alert-market.ts';
import { firingView } from '../alert-view.ts';
import { alerts } from '../tables.ts';

/**
 * What fired of the actor's alerts, deleted ones too, the newest first.
 * @throws AppError `instrument_unknown`.
 */
export async function listFirings(
  platform: Platform,
  market: AlertMarket,
  actor: Member,
  query: QueryOf<'listAlertFirings'>,
): Promise<{ readonly data: FiringView[]; readonly meta: Meta }> {
  const { symbol, alert_id, limit } = query;
  const key = platform.secrets.derive('cursor.firings');
  const after = query.cursor === undefined ? null : decodeCursor(key, query.cursor, z.uuid());
  const instrument = symbol === undefined ? undefined : market.find(symbol);
  if (symbol !== undefined && instrument === undefined) {
    throw new AppError('instrument_unknown', { pointer: '?symbol', symbol, detail: `${symbol} is not known here.` });
  }
  let found = alerts(platform.db).selectFrom('firings').where('user_id', '=', actor.user_id);
  if (after !== null) found = found.where('id', '<', after);
  if (instrument !== undefined) found = found.where('instrument_id', '=', instrument.id);
  if (alert_id !== undefined) found = found.where('alert_id', '=', alert_id);
  const rows = await found
    .orderBy('id', 'desc') // UUIDv7: the newest is the largest
    .limit(limit + 1)
    .selectAll()
    .execute();
  const page = pageOf(rows, { limit, key, place: ({ id }) => id });
  return { data: page.rows.flatMap((row) => firingView(market, row) ?? []), meta: page.meta };
}

/**
 * One firing: why, by which print, and when each step was taken.
 * @throws AppError `firing_unknown`, also for another's.
 */
export async function getFiring(
  platform: Platform,
  market: AlertMarket,
  actor: Member,
  id: string,
): Promise<FiringView> {
  const row = await alerts(platform.db)
    .selectFrom('firings')
    .where('id', '=', id)
    .where('user_id', '=', actor.user_id)
    .selectAll()
    .executeTakeFirst();
  const view = row === undefined ? null : firingView(market, row);
  if (view === null) throw new AppError('firing_unknown', { id });
  return view;
}
