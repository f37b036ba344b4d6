import { AppError } from '../../../../contract/errors.ts';
import type { Member } from '../../../platform/actor.ts';
import { inTransaction } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { alerts } from '../tables.ts';
import { announce, lockAlert } from './lock-alerts.ts';

/**
 * Deletes an alert; its firings stay in the log.
 * @throws AppError `alert_unknown`, `alert_from_mark`.
 */
export async function deleteAlert(platform: Platform, actor: Member, id: string): Promise<void> {
  await inTransaction(platform.db, async (tx) => {
    const { origin } = await lockAlert(tx, actor, id);
    if (origin === 'mark') throw new AppError('alert_from_mark', { id });
    await alerts(tx).deleteFrom('alerts').where('id', '=', id).execute();
    await announce(tx, platform, [id]);
  });
}
