import type { Member } from '../../../platform/actor.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { AlertMarket } from '../alert-market.ts';
import { alertView } from '../alert-view.ts';
import { writeAlertsCsv } from '../csv.ts';
import { alerts } from '../tables.ts';
import { namesOfLists } from './names-of-lists.ts';

/** All alerts that the actor has set as CSV, the oldest first. */
export async function exportAlerts(platform: Platform, market: AlertMarket, actor: Member): Promise<string> {
  const rows = await alerts(platform.db)
    .selectFrom('alerts')
    .where('user_id', '=', actor.user_id)
    .where('origin', '=', 'user')
    .orderBy('id')
    .selectAll()
    .execute();
  const names = await namesOfLists(platform.db, rows);
  return writeAlertsCsv(rows.map((row) => alertView(market, row, names)));
}
