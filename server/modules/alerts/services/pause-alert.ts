import type { AlertView } from '../../../../contract/alerts.ts';
import { AppError } from '../../../../contract/errors.ts';
import type { Member } from '../../../platform/actor.ts';
import { inTransaction } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { AlertMarket } from '../alert-market.ts';
import { getAlert } from '../selectors/get-alert.ts';
import { alerts } from '../tables.ts';
import { announce, lockAlert } from './lock-alerts.ts';

/**
 * Pauses an active alert: from the commit on it fires no more.
 * @throws AppError `alert_unknown`, `alert_not_active`.
 */
export async function pauseAlert(
  platform: Platform,
  market: AlertMarket,
  actor: Member,
  id: string,
): Promise<AlertView> {
  await inTransaction(platform.db, async (tx) => {
    const { status } = await lockAlert(tx, actor, id);
    if (status !== 'active') throw new AppError('alert_not_active', { status });
    await alerts(tx)
      .updateTable('alerts')
      .where('id', '=', id)
      .set({ status: 'paused', pause_reason: 'user', updated_at: platform.clock.now() })
      .execute();
    await announce(tx, platform, [id]);
  });
  return getAlert(platform, market, actor, id);
}
