import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { definitionOf } from '../alert.ts';
import type { AlertDoors } from '../alert-doors.ts';
import { hasLevelsOnly } from '../evaluate-condition.ts';
import { type PlanChange, planNotice } from '../plan-notice.ts';
import { alerts } from '../tables.ts';
import { announce } from './lock-alerts.ts';
import { toldChanges } from './told-alert.ts';

const ROWS = {
  paused: { from: { status: 'active', pause_reason: null }, to: { status: 'paused', pause_reason: 'plan' } },
  resumed: { from: { status: 'paused', pause_reason: 'plan' }, to: { status: 'active', pause_reason: null } },
} as const;

/**
 * Pauses some alerts of one owner for their plan, or lets them go on, and tells the owner in one notice. What has changed
 * in between stays as it is.
 */
export async function changeForPlan(
  tx: Tx,
  context: AlertDoors & { readonly platform: Platform },
  change: PlanChange,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const { platform, market, notify } = context;
  const { from, to } = ROWS[change];
  const at = platform.clock.now();
  const rows = await alerts(tx)
    .selectFrom('alerts')
    .where('id', 'in', ids)
    .where('status', '=', from.status)
    .where('pause_reason', 'is not distinct from', from.pause_reason)
    .orderBy('id')
    .selectAll()
    .forUpdate()
    .execute();
  if (rows.length === 0) return;
  const changed = rows.map(({ id }) => id);
  await alerts(tx)
    .updateTable('alerts')
    .where('id', 'in', changed)
    .set({ ...to, updated_at: at })
    .execute();
  if (change === 'resumed') {
    const levels = rows.filter((row) => hasLevelsOnly(definitionOf(row)));
    await armAgain(tx, { alert_ids: changed, levels: levels.map(({ id }) => id), at });
  }
  await notify(tx, planNotice(change, await toldChanges(tx, market, rows, at)));
  await announce(tx, platform, changed);
}

/**
 * Arms what had not fired anew, without a price at hand: a level may be reached by now, so it waits for the other side,
 * where the next print that does not reach it arms it.
 */
async function armAgain(
  tx: Tx,
  again: { readonly alert_ids: readonly string[]; readonly levels: readonly string[]; readonly at: Date },
): Promise<void> {
  const waits = sql`alert_id = ANY(${[...again.levels]}::uuid[])`;
  await sql`
    UPDATE alerts.targets
    SET state = CASE WHEN ${waits} THEN 'waiting' ELSE 'armed' END, waits_for = CASE WHEN ${waits} THEN 'other_side' END,
      arming = arming + 1, armed_at = ${again.at}, crossings = 0
    WHERE alert_id = ANY(${[...again.alert_ids]}::uuid[]) AND state = 'armed'
  `.execute(tx);
}
