import type { AlertView } from '../../../../contract/alerts.ts';
import { AppError } from '../../../../contract/errors.ts';
import type { Member } from '../../../platform/actor.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { AlertMarket } from '../alert-market.ts';
import { alertView } from '../alert-view.ts';
import { alerts } from '../tables.ts';
import { namesOfLists } from './names-of-lists.ts';

/**
 * One of the actor's alerts with its instrument and newest quote.
 * @throws AppError `alert_unknown`, also for another's.
 */
export async function getAlert(platform: Platform, market: AlertMarket, actor: Member, id: string): Promise<AlertView> {
  const row = await alerts(platform.db)
    .selectFrom('alerts')
    .where('id', '=', id)
    .where('user_id', '=', actor.user_id)
    .selectAll()
    .executeTakeFirst();
  if (row === undefined) throw new AppError('alert_unknown', { id });
  return alertView(market, row, await namesOfLists(platform.db, [row]));
}
