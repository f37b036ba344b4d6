import { sql } from 'kysely';
import { tiers } from '../../../../contract/tiers.ts';
import { inTransaction, type Tx } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type Account, accountsByIds } from '../../identity/index.ts';
import type { AlertDoors } from '../alert-doors.ts';
import { planOf } from '../plan-of.ts';
import { alerts } from '../tables.ts';
import { lockOwner } from './lock-alerts.ts';
import { pauseAlerts } from './pause-alerts.ts';

/** The smallest plan that an account can have: whoever has no more active alerts than it allows is within theirs. */
const SMALLEST = tiers.standard;

/** Pauses the newest alerts of those who have more than their plan allows, as after a downgrade, and tells them. */
export async function keepToPlan(platform: Platform, doors: AlertDoors): Promise<void> {
  const many = await alerts(platform.db)
    .selectFrom('alerts')
    .where('status', '=', 'active')
    .groupBy('user_id')
    .having(
      sql<boolean>`count(*) > ${SMALLEST.active_alerts_max} OR count(*) FILTER (WHERE instrument_id IS NULL) > ${SMALLEST.list_alerts_max}`,
    )
    .select('user_id')
    .execute();
  const accounts = await accountsByIds(
    platform.db,
    many.map(({ user_id }) => user_id),
  );
  for (const account of accounts) {
    await inTransaction(platform.db, async (tx) => {
      await lockOwner(tx, account.id);
      const ids = await beyondPlan(tx, account);
      await pauseAlerts(tx, { ...doors, platform }, { ids, reason: 'plan' });
    });
  }
}

/** The oldest stay. */
async function beyondPlan(tx: Tx, { id, ...owner }: Account): Promise<string[]> {
  const { active_alerts_max, list_alerts_max } = planOf(owner);
  const rows = await alerts(tx)
    .selectFrom('alerts')
    .where('user_id', '=', id)
    .where('status', '=', 'active')
    .orderBy('created_at')
    .orderBy('id')
    .select(['id', 'instrument_id'])
    .execute();
  let lists = 0;
  let kept = 0;
  return rows.flatMap((row) => {
    if (row.instrument_id === null) lists += 1;
    if ((row.instrument_id === null && lists > list_alerts_max) || kept >= active_alerts_max) return [row.id];
    kept += 1;
    return [];
  });
}
