import assert from 'node:assert/strict';
import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { accountsByIds } from '../../identity/index.ts';
import type { Rule } from '../alert.ts';
import { type AlertMarket, freshTarget } from '../alert-market.ts';
import { type FollowSteps, type MarkAlert, stepsOf, countSteps } from '../follow-steps.ts';
import type { PlanOwner } from '../plan-of.ts';
import { DEFAULT_SETTINGS } from '../read-rule.ts';
import { readFollowed } from '../selectors/read-followed.ts';
import { alerts } from '../tables.ts';
import { rearm } from './arm.ts';
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
  if ((await stepsFor(tx, watchlist_id)) === null) return 0;
  await lockOwner(tx, user_id);
  const steps = await stepsFor(tx, watchlist_id); // again: what stood there before the lock may have changed
  if (steps === null) return 0;
  const { platform, market } = context;
  const at = platform.clock.now();
  await lockChanged(tx, steps);
  await leave(tx, steps);
  await join(tx, market, steps, at);
  const marks = steps.set.length + steps.moved.length === 0 ? [] : await mark(tx, market, { ...list, steps, at });
  const changed = [...steps.joins, ...steps.leaves].map(({ alert }) => alert.id);
  await announce(tx, platform, [...new Set([...changed, ...marks, ...steps.cleared])]);
  return countSteps(steps);
}

async function stepsFor(tx: Tx, watchlist_id: string): Promise<FollowSteps | null> {
  const followed = (await readFollowed(tx, [watchlist_id])).get(watchlist_id);
  const steps = followed === undefined ? null : stepsOf(followed);
  return steps === null || countSteps(steps) === 0 ? null : steps;
}

/** Rows of alerts come before those of targets, as everywhere. */
async function lockChanged(tx: Tx, steps: FollowSteps): Promise<void> {
  const following = [...steps.joins, ...steps.leaves].map(({ alert }) => alert.id);
  const ids = [...following, ...steps.moved.map(({ id }) => id), ...steps.cleared];
  if (ids.length === 0) return;
  await alerts(tx).selectFrom('alerts').where('id', 'in', ids).orderBy('id').select('id').forUpdate().execute();
}

/** A list alert that has fired for all that is left of its list is done. */
async function leave(tx: Tx, { leaves, cleared }: FollowSteps): Promise<void> {
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

async function join(tx: Tx, market: AlertMarket, { joins }: FollowSteps, at: Date): Promise<void> {
  const targets = joins.flatMap(({ alert, instrument_ids }) =>
    instrument_ids.map((id) =>
      Object.assign({ alert_id: alert.id }, freshTarget(market, alert.definition, { instrument_id: id }, 'wait')),
    ),
  );
  await insertTargets(tx, targets, at);
}

/** Sets and moves the alerts of marks; where the plan has no room, the mark stays and its alert is paused. */
async function mark(
  tx: Tx,
  market: AlertMarket,
  list: { readonly watchlist_id: string; readonly user_id: string; readonly steps: FollowSteps; readonly at: Date },
): Promise<string[]> {
  const { watchlist_id, user_id, steps, at } = list;
  let room = (await roomOf(tx, Object.assign({ user_id }, await ownerOf(tx, user_id)))).alerts;
  const statusOf = (instrument_id: string, isActive: boolean) => {
    if (market.byId(instrument_id)?.status === 'inactive')
      return { status: 'paused', pause_reason: 'delisted' } as const;
    if (!isActive && room <= 0) return { status: 'paused', pause_reason: 'plan' } as const;
    if (!isActive) room -= 1;
    return { status: 'active', pause_reason: null } as const;
  };
  const moved = steps.moved.map(({ id }) => id);
  const active = new Set(moved.length === 0 ? [] : await activeOf(tx, moved));
  for (const alert of steps.moved) {
    const target = freshTarget(market, ruleOf(alert), { instrument_id: alert.instrument_id }, 'wait');
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
  for (const alert of steps.set) {
    const { instrument_id } = alert;
    const rule = ruleOf(alert);
    const targets = [freshTarget(market, rule, { instrument_id }, 'wait')];
    const subject = { instrument_id, watchlist_id, origin: 'mark' } as const;
    news.push({ ...subject, ...DEFAULT_SETTINGS, ...statusOf(instrument_id, false), rule, targets });
  }
  return [...moved, ...(await insertAlerts(tx, { user_id, at }, news))];
}

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
