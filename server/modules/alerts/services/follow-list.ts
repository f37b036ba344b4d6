import assert from 'node:assert/strict';
import { sql } from 'kysely';
import type { AlertChannel } from '../../../../contract/alerts.ts';
import type { Tx } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { accountsByIds } from '../../identity/index.ts';
import type { Definition, Rule } from '../alert.ts';
import { type AlertMarket, freshTarget } from '../alert-market.ts';
import { type FollowPlan, type MarkAlert, planOf, stepsOf } from '../follow-plan.ts';
import type { PlanOwner } from '../plan-of.ts';
import { readFollowed } from '../selectors/read-followed.ts';
import { alerts } from '../tables.ts';
import { quoteOf, rearm } from './arm.ts';
import { insertAlerts, insertTargets, type NewAlert } from './insert-alerts.ts';
import { announce, lockOwner } from './lock-alerts.ts';
import { roomOf } from './room.ts';

/**
 * Brings alerts in step with a list whose members or marks the transaction has changed: alerts on the list watch exactly
 * its members, and each mark has an alert of its own. What joins and is reached already waits for the other side.
 *
 * @returns how many things were out of step.
 */
export async function followList(
  tx: Tx,
  context: { readonly platform: Platform; readonly market: AlertMarket },
  list: { readonly watchlist_id: string; readonly user_id: string },
): Promise<number> {
  const { watchlist_id, user_id } = list;
  if ((await planFor(tx, watchlist_id)) === null) return 0;
  await lockOwner(tx, user_id);
  const plan = await planFor(tx, watchlist_id); // again: what stood there before the lock may have changed
  if (plan === null) return 0;
  const { platform, market } = context;
  const at = platform.clock.now();
  await lockChanged(tx, plan);
  await leave(tx, plan);
  await join(tx, market, plan, at);
  const marks = plan.set.length + plan.moved.length === 0 ? [] : await mark(tx, market, { ...list, plan, at });
  const changed = [...plan.joins, ...plan.leaves].map(({ alert }) => alert.id);
  await announce(tx, platform, [...new Set([...changed, ...marks, ...plan.cleared])]);
  return stepsOf(plan);
}

async function planFor(tx: Tx, watchlist_id: string): Promise<FollowPlan | null> {
  const followed = (await readFollowed(tx, [watchlist_id])).get(watchlist_id);
  const plan = followed === undefined ? null : planOf(followed);
  return plan === null || stepsOf(plan) === 0 ? null : plan;
}

/** Rows of alerts come before those of targets, as everywhere. */
async function lockChanged(tx: Tx, plan: FollowPlan): Promise<void> {
  const following = [...plan.joins, ...plan.leaves].map(({ alert }) => alert.id);
  const ids = [...following, ...plan.moved.map(({ id }) => id), ...plan.cleared];
  if (ids.length === 0) return;
  await alerts(tx).selectFrom('alerts').where('id', 'in', ids).orderBy('id').select('id').forUpdate().execute();
}

/** A list alert that has fired for all that is left of its list is done. */
async function leave(tx: Tx, { leaves, cleared }: FollowPlan): Promise<void> {
  for (const { alert, instrument_ids } of leaves) {
    await alerts(tx)
      .deleteFrom('targets')
      .where('alert_id', '=', alert.id)
      .where('instrument_id', 'in', instrument_ids)
      .execute();
    await sql`
      UPDATE alerts.alerts SET status = 'triggered'
      WHERE id = ${alert.id} AND status = 'active'
        AND (SELECT coalesce(bool_and(state = 'done'), false) FROM alerts.targets WHERE alert_id = ${alert.id})
    `.execute(tx);
  }
  if (cleared.length > 0) await alerts(tx).deleteFrom('alerts').where('id', 'in', cleared).execute();
}

async function join(tx: Tx, market: AlertMarket, { joins }: FollowPlan, at: Date): Promise<void> {
  const targets = joins.flatMap(({ alert, instrument_ids }) =>
    instrument_ids.map((id) => Object.assign({ alert_id: alert.id }, targetOf(market, alert.definition, id))),
  );
  await insertTargets(tx, targets, at);
}

function targetOf(market: AlertMarket, definition: Definition, instrument_id: string) {
  return freshTarget(definition, { instrument_id, quote: quoteOf(market, instrument_id) }, 'wait');
}

/** Sets and moves the alerts of marks; where the plan has no room, the mark stays and its alert is paused. */
async function mark(
  tx: Tx,
  market: AlertMarket,
  list: { readonly watchlist_id: string; readonly user_id: string; readonly plan: FollowPlan; readonly at: Date },
): Promise<string[]> {
  const { watchlist_id, user_id, plan, at } = list;
  let room = (await roomOf(tx, Object.assign({ user_id }, await ownerOf(tx, user_id)))).alerts;
  const statusOf = (instrument_id: string, isActive: boolean) => {
    if (market.byId(instrument_id)?.status === 'inactive')
      return { status: 'paused', pause_reason: 'delisted' } as const;
    if (!isActive && room <= 0) return { status: 'paused', pause_reason: 'plan' } as const;
    if (!isActive) room -= 1;
    return { status: 'active', pause_reason: null } as const;
  };
  const moved = plan.moved.map(({ id }) => id);
  const active = new Set(moved.length === 0 ? [] : await activeOf(tx, moved));
  for (const alert of plan.moved) {
    const target = targetOf(market, ruleOf(alert), alert.instrument_id);
    await rearm(tx, alert.id, { targets: [target], at });
    await alerts(tx)
      .updateTable('alerts')
      .where('id', '=', alert.id)
      .set({
        threshold_value: alert.level,
        price_at_creation: target.price_at_creation,
        updated_at: at,
        ...statusOf(alert.instrument_id, active.has(alert.id)),
      })
      .execute();
  }
  const news: NewAlert[] = [];
  for (const alert of plan.set) {
    const { instrument_id } = alert;
    const rule = ruleOf(alert);
    const targets = [targetOf(market, rule, instrument_id)];
    const subject = { instrument_id, watchlist_id, origin: 'mark' } as const;
    news.push({ ...subject, ...MARK_SETTINGS, ...statusOf(instrument_id, false), rule, targets });
  }
  return [...moved, ...(await insertAlerts(tx, { user_id, at }, news))];
}

const MARK_SETTINGS = {
  expires_at: null,
  note: '',
  message: null,
  channels: ['in_app', 'email'] satisfies AlertChannel[],
};

/** A mark fires once for each time it is set. */
function ruleOf({ condition_type, level }: Omit<MarkAlert, 'id'>): Rule {
  return {
    condition_type,
    threshold_value: level,
    threshold_upper: null,
    basis: null,
    window_minutes: null,
    window_days: null,
    and: null,
    repeat: 'ONCE',
    cooldown_s: null,
    regular_session_only: true,
  };
}

async function activeOf(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const rows = await alerts(tx)
    .selectFrom('alerts')
    .where('id', 'in', ids)
    .where('status', '=', 'active')
    .select('id')
    .execute();
  return rows.map(({ id }) => id);
}

async function ownerOf(tx: Tx, user_id: string): Promise<PlanOwner> {
  const [account] = await accountsByIds(tx, [user_id]);
  assert(account !== undefined, 'a list has an owner');
  return account;
}
