import type { AlertView, UpdateAlertBody } from '../../../../contract/alerts.ts';
import { AppError } from '../../../../contract/errors.ts';
import type { Member } from '../../../platform/actor.ts';
import { inTransaction } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { columnsOf, definitionOf } from '../alert.ts';
import type { AlertMarket } from '../alert-market.ts';
import { assertSuits, changedRule, ruleKey, settingsFrom } from '../read-rule.ts';
import { getAlert } from '../selectors/get-alert.ts';
import { alerts } from '../tables.ts';
import { chosenTargets, lockTargets, pricedInstrument, rearm } from './arm.ts';
import { refuseSame } from './insert-alerts.ts';
import { announce, lockAlert, lockOwner } from './lock-alerts.ts';
import { assertRoom } from './room.ts';

/**
 * Changes what is sent. Where that changes when it fires, everything it watches is armed anew and a triggered alert is
 * active again; a paused one stays paused. An alert that had run out is active again once its end lies ahead.
 * @throws AppError `alert_unknown`, `alert_from_mark`, `alert_condition_invalid`, `channel_unavailable`,
 *   `alert_no_price`, `already_true`, `alert_exists`, `alert_limit`.
 */
export async function updateAlert(
  platform: Platform,
  market: AlertMarket,
  actor: Member,
  input: { readonly id: string } & UpdateAlertBody,
): Promise<AlertView> {
  const { id, ...change } = input;
  const at = platform.clock.now();
  await inTransaction(platform.db, async (tx) => {
    await lockOwner(tx, actor.user_id);
    const before = await lockAlert(tx, actor, id);
    if (before.origin === 'mark') throw new AppError('alert_from_mark', { id });
    const rule = { ...before, ...definitionOf(before) };
    const next = changedRule(rule, change);
    const instrument = before.instrument_id === null ? undefined : market.byId(before.instrument_id);
    if (instrument !== undefined) assertSuits(next, instrument.kind);
    const settings = settingsFrom(actor, change, { now: at, before });
    // Another pause between two firings arms nothing anew.
    const isNewRule = ruleKey({ ...next, cooldown_s: null }) !== ruleKey({ ...rule, cooldown_s: null });
    const runsAgain = before.status === 'expired' && (settings.expires_at === null || settings.expires_at > at);
    const isActive = before.status === 'active' || runsAgain || (before.status === 'triggered' && isNewRule);

    if (isActive && (isNewRule || before.status !== 'active'))
      await refuseSame(tx, { user_id: actor.user_id, subject: before, rule: next, except: id });
    if (isActive && before.status !== 'active')
      await assertRoom(tx, actor, { alerts: 1, list_alerts: before.instrument_id === null ? 1 : 0 });
    let { price_at_creation } = before;
    if (isNewRule || runsAgain) {
      if (before.instrument_id !== null) pricedInstrument(market, before.instrument_id);
      const watched = (await lockTargets(tx, id)).map(({ instrument_id }) => ({ instrument_id }));
      const choice = change.if_already_true ?? (isActive ? undefined : 'wait');
      const targets = chosenTargets(market, { rule: next, subject: before, watched, choice });
      await rearm(tx, id, { targets, at });
      if (before.instrument_id !== null) price_at_creation = targets[0]?.price_at_creation ?? null;
    }
    await alerts(tx)
      .updateTable('alerts')
      .where('id', '=', id)
      .set({
        ...columnsOf(next),
        ...settings,
        repeat: next.repeat,
        cooldown_s: next.cooldown_s,
        regular_session_only: next.regular_session_only,
        price_at_creation,
        updated_at: at,
        ...(isActive ? { status: 'active' } : {}),
      })
      .execute();
    await announce(tx, platform, [id]);
  });
  return getAlert(platform, market, actor, id);
}
