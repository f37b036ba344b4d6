import { sql } from 'kysely';
import { tiers } from '../../../../contract/tiers.ts';
import { inTransaction, type Tx } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type Account, accountsByIds } from '../../identity/index.ts';
import type { AlertDoors } from '../alert-doors.ts';
import { definitionOf } from '../alert.ts';
import type { PlanChange } from '../plan-notice.ts';
import { planOf } from '../plan-of.ts';
import { alerts } from '../tables.ts';
import { changeForPlan } from './change-for-plan.ts';
import { alertKey } from './insert-alerts.ts';
import { lockOwner } from './lock-alerts.ts';

/** The smallest plan that an account can have: whoever has no more active alerts than it allows is within theirs. */
const SMALLEST = tiers.standard;

/**
 * Pauses the newest alerts of those who have more than their plan allows, as after a downgrade, and lets those it had
 * paused go on, the oldest first, where there is room again.
 * @param user_id only this one; everybody without it.
 */
export async function keepToPlan(platform: Platform, doors: AlertDoors, user_id?: string): Promise<void> {
  const found = await alerts(platform.db)
    .selectFrom('alerts')
    .$if(user_id !== undefined, (query) => query.where('user_id', '=', user_id ?? ''))
    .where((eb) => eb.or([eb('status', '=', 'active'), eb('pause_reason', '=', 'plan')]))
    .groupBy('user_id')
    .having(
      sql<boolean>`count(*) FILTER (WHERE status = 'active') > ${SMALLEST.active_alerts_max}
        OR count(*) FILTER (WHERE status = 'active' AND instrument_id IS NULL) > ${SMALLEST.list_alerts_max}
        OR bool_or(pause_reason = 'plan')`,
    )
    .select('user_id')
    .execute();
  const accounts = await accountsByIds(
    platform.db,
    found.map((row) => row.user_id),
  );
  for (const account of accounts) {
    await inTransaction(platform.db, async (tx) => {
      await lockOwner(tx, account.id);
      const { change, ids } = await outOfPlan(tx, { platform, ...doors }, account);
      await changeForPlan(tx, { platform, ...doors }, change, ids);
    });
  }
}

/** What an account's plan has no room for any more; where there is nothing, paused ones that it has room for again. */
async function outOfPlan(
  tx: Tx,
  { platform, market }: AlertDoors & { readonly platform: Platform },
  { id, ...owner }: Account,
): Promise<{ readonly change: PlanChange; readonly ids: readonly string[] }> {
  const rows = await alerts(tx)
    .selectFrom('alerts')
    .where('user_id', '=', id)
    .where((eb) => eb.or([eb('status', '=', 'active'), eb('pause_reason', '=', 'plan')]))
    .orderBy('created_at')
    .orderBy('id')
    .selectAll()
    .execute();
  const { active_alerts_max, list_alerts_max } = planOf(owner);
  const room = { alerts: active_alerts_max, lists: list_alerts_max };
  const active = rows.filter(({ status }) => status === 'active');
  const beyond = active.filter((row) => !takeRoom(room, row));
  if (beyond.length > 0) return { change: 'paused', ids: beyond.map((row) => row.id) };

  const keyOf = (row: (typeof rows)[number]): string =>
    row.origin === 'mark' ? row.id : alertKey(row, { ...row, ...definitionOf(row) });
  const present = new Set(active.map(keyOf));
  const now = platform.clock.now();
  const back = rows.filter((row) => {
    const { status, expires_at, instrument_id } = row;
    if (status === 'active' || (expires_at !== null && expires_at <= now)) return false;
    if (instrument_id !== null && market.byId(instrument_id)?.status === 'inactive') return false;
    if (present.has(keyOf(row)) || !takeRoom(room, row)) return false;
    present.add(keyOf(row));
    return true;
  });
  return { change: 'resumed', ids: back.map((row) => row.id) };
}

/** @returns whether there was room for the alert; then there is less. */
function takeRoom(
  room: { alerts: number; lists: number },
  { instrument_id }: { readonly instrument_id: string | null },
): boolean {
  const is_list = instrument_id === null;
  if (room.alerts <= 0 || (is_list && room.lists <= 0)) return false;
  room.alerts -= 1;
  if (is_list) room.lists -= 1;
  return true;
}
