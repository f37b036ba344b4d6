import type { AlertDoors } from '../alert-doors.ts';
import { inTransaction } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { expiredNotice } from '../notices.ts';
import { alerts } from '../tables.ts';
import { announce } from './lock-alerts.ts';
import { toldChanges } from './told-alert.ts';

/** Alerts that one transaction ends. */
const BATCH_MAX = 500;

/** Ends alerts whose time is over. Owners of those that never fired are told. */
export async function expireAlerts(platform: Platform, doors: AlertDoors): Promise<void> {
  while ((await expireBatch(platform, doors)) === BATCH_MAX);
}

async function expireBatch(platform: Platform, { market, notify }: AlertDoors): Promise<number> {
  const at = platform.clock.now();
  return inTransaction(platform.db, async (tx) => {
    const rows = await alerts(tx)
      .selectFrom('alerts')
      .where('expires_at', '<=', at)
      .where('status', 'in', ['active', 'paused'])
      .orderBy('id')
      .limit(BATCH_MAX)
      .selectAll()
      .forUpdate()
      .skipLocked()
      .execute();
    if (rows.length === 0) return 0;
    const ids = rows.map(({ id }) => id);
    await alerts(tx)
      .updateTable('alerts')
      .where('id', 'in', ids)
      .set({ status: 'expired', pause_reason: null, updated_at: at })
      .execute();
    const unfired = rows.filter(({ fired_count }) => fired_count === 0);
    const told = await toldChanges(tx, market, unfired, at);
    await notify(
      tx,
      told.map(({ alert, told: change }) => expiredNotice(alert, { ...change, expires_at: alert.expires_at ?? at })),
    );
    await announce(tx, platform, ids);
    return rows.length;
  });
}
