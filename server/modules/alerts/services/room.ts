import { sql } from 'kysely';
import { AppError } from '../../../../contract/errors.ts';
import type { Tx } from '../../../platform/db/transaction.ts';
import { planName, planOf, type PlanOwner } from '../plan-of.ts';
import { alerts } from '../tables.ts';

/** Alerts that one account keeps, whatever their status: setting and pausing without end fills no table. */
const KEPT_MAX = 2000;

/** How many more active alerts the plan has room for; the caller holds the owner's lock. */
export interface Room {
  readonly alerts: number;
  readonly list_alerts: number;
  /** Of any status. */
  readonly kept: number;
}

export async function roomOf(tx: Tx, owner: PlanOwner & { readonly user_id: string }): Promise<Room> {
  const { kept, count, lists } = await alerts(tx)
    .selectFrom('alerts')
    .where('user_id', '=', owner.user_id)
    .select([
      sql<number>`count(*)::int`.as('kept'),
      sql<number>`(count(*) FILTER (WHERE status = 'active'))::int`.as('count'),
      sql<number>`(count(*) FILTER (WHERE status = 'active' AND instrument_id IS NULL))::int`.as('lists'),
    ])
    .executeTakeFirstOrThrow();
  const plan = planOf(owner);
  return { alerts: plan.active_alerts_max - count, list_alerts: plan.list_alerts_max - lists, kept: KEPT_MAX - kept };
}

/**
 * @param wanted how many alerts are about to become active, how many of them watch a list, and how many are new.
 * @throws AppError `alert_limit`.
 */
export async function assertRoom(
  tx: Tx,
  owner: PlanOwner & { readonly user_id: string },
  wanted: { readonly alerts: number; readonly list_alerts: number; readonly fresh?: number },
): Promise<void> {
  const room = await roomOf(tx, owner);
  const plan = planOf(owner);
  if ((wanted.fresh ?? 0) > Math.max(room.kept, 0)) {
    throw new AppError('alert_limit', {
      limit: KEPT_MAX,
      tier: owner.tier,
      detail: `An account keeps ${KEPT_MAX} alerts, paused and fired ones among them: delete some.`,
    });
  }
  if (wanted.alerts > Math.max(room.alerts, 0)) {
    throw new AppError('alert_limit', {
      limit: plan.active_alerts_max,
      tier: owner.tier,
      detail: `${planName(owner)} has room for ${plan.active_alerts_max} active alerts.`,
    });
  }
  if (wanted.list_alerts > Math.max(room.list_alerts, 0)) {
    throw new AppError('alert_limit', {
      limit: plan.list_alerts_max,
      tier: owner.tier,
      detail: `${planName(owner)} has room for ${plan.list_alerts_max} active alerts on whole lists.`,
    });
  }
}
