import { sql } from 'kysely';
import { AppError } from '../../../../contract/errors.ts';
import { type AccountTier, tiers } from '../../../../contract/tiers.ts';
import type { Tx } from '../../../platform/db/transaction.ts';
import { alerts } from '../tables.ts';

/** How many more active alerts the plan has room for; the caller holds the owner's lock. */
export interface Room {
  readonly alerts: number;
  readonly list_alerts: number;
}

export async function roomOf(tx: Tx, owner: { readonly user_id: string; readonly tier: AccountTier }): Promise<Room> {
  const { count, lists } = await alerts(tx)
    .selectFrom('alerts')
    .where('user_id', '=', owner.user_id)
    .where('status', '=', 'active')
    .select([
      sql<number>`count(*)::int`.as('count'),
      sql<number>`(count(*) FILTER (WHERE instrument_id IS NULL))::int`.as('lists'),
    ])
    .executeTakeFirstOrThrow();
  const plan = tiers[owner.tier];
  return { alerts: plan.active_alerts_max - count, list_alerts: plan.list_alerts_max - lists };
}

/**
 * @param wanted how many alerts are about to become active, and how many of them watch a list.
 * @throws AppError `alert_limit`.
 */
export async function assertRoom(
  tx: Tx,
  owner: { readonly user_id: string; readonly tier: AccountTier },
  wanted: { readonly alerts: number; readonly list_alerts: number },
): Promise<void> {
  const room = await roomOf(tx, owner);
  const plan = tiers[owner.tier];
  if (wanted.alerts > Math.max(room.alerts, 0)) {
    throw new AppError('alert_limit', {
      limit: plan.active_alerts_max,
      tier: owner.tier,
      detail: `Your ${plan.name} plan has room for ${plan.active_alerts_max} active alerts.`,
    });
  }
  if (wanted.list_alerts > Math.max(room.list_alerts, 0)) {
    throw new AppError('alert_limit', {
      limit: plan.list_alerts_max,
      tier: owner.tier,
      detail: `Your ${plan.name} plan has room for ${plan.list_alerts_max} active alerts on whole lists.`,
    });
  }
}
