import type { PauseReason } from '../../../../contract/alerts.ts';
import type { Tx } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { AlertDoors } from '../alert-doors.ts';
import { pausedNotice } from '../notices.ts';
import { alerts } from '../tables.ts';
import { announce } from './lock-alerts.ts';
import { toldChanges } from './told-alert.ts';

/**
 * Pauses those of the alerts that are active, for a reason of ours, and tells their owners.
 * @returns how many.
 */
export async function pauseAlerts(
  tx: Tx,
  context: AlertDoors & { readonly platform: Platform },
  pause: { readonly ids: readonly string[]; readonly reason: Exclude<PauseReason, 'user'> },
): Promise<number> {
  const { platform, market, notify } = context;
  const { ids, reason } = pause;
  if (ids.length === 0) return 0;
  const at = platform.clock.now();
  const rows = await alerts(tx)
    .selectFrom('alerts')
    .where('id', 'in', ids)
    .where('status', '=', 'active')
    .orderBy('id')
    .selectAll()
    .forUpdate()
    .execute();
  if (rows.length === 0) return 0;
  const active = rows.map(({ id }) => id);
  await alerts(tx)
    .updateTable('alerts')
    .where('id', 'in', active)
    .set({ status: 'paused', pause_reason: reason, updated_at: at })
    .execute();
  const told = await toldChanges(tx, market, rows, at);
  await notify(
    tx,
    told.map(({ alert, told: change }) => pausedNotice(alert, { ...change, reason })),
  );
  await announce(tx, platform, active);
  return rows.length;
}
