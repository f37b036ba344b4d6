import type { AlertView } from '../../../../contract/alerts.ts';
import { AppError } from '../../../../contract/errors.ts';
import type { Member } from '../../../platform/actor.ts';
import { inTransaction } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { definitionOf } from '../alert.ts';
import type { AlertMarket } from '../alert-market.ts';
import { getAlert } from '../selectors/get-alert.ts';
import { alerts } from '../tables.ts';
import { type Choice, chosenTargets, lockTargets, pricedInstrument, rearm } from './arm.ts';
import { refuseSame } from './insert-alerts.ts';
import { announce, lockAlert, lockOwner } from './lock-alerts.ts';
import { assertRoom } from './room.ts';

/**
 * Makes a paused or triggered alert active again; an active one stays as it is. A triggered one is armed anew for all it
 * watches; a paused one for what had not fired.
 * @throws AppError `alert_unknown`, `alert_expired`, `alert_no_price`, `already_true`, `alert_exists`, `alert_limit`.
 */
export async function resumeAlert(
  platform: Platform,
  market: AlertMarket,
  actor: Member,
  input: { readonly id: string; readonly if_already_true?: Choice },
): Promise<AlertView> {
  const { id, if_already_true: choice } = input;
  const at = platform.clock.now();
  await inTransaction(platform.db, async (tx) => {
    await lockOwner(tx, actor.user_id);
    const alert = await lockAlert(tx, actor, id);
    if (alert.status === 'expired' || (alert.expires_at !== null && alert.expires_at <= at))
      throw new AppError('alert_expired', { id });
    if (alert.status === 'active') return;
    const rule = { ...alert, ...definitionOf(alert) };
    if (alert.instrument_id !== null) pricedInstrument(market, alert.instrument_id);
    if (alert.origin === 'user') await refuseSame(tx, { user_id: actor.user_id, subject: alert, rule, except: id });
    await assertRoom(tx, actor, { alerts: 1, list_alerts: alert.instrument_id === null ? 1 : 0 });

    const watched = (await lockTargets(tx, id)).filter(
      ({ state }) => alert.status === 'triggered' || state === 'armed',
    );
    await rearm(tx, id, { targets: chosenTargets(market, { rule, subject: alert, watched, choice }), at });
    await alerts(tx)
      .updateTable('alerts')
      .where('id', '=', id)
      .set({ status: 'active', pause_reason: null, updated_at: at })
      .execute();
    await announce(tx, platform, [id]);
  });
  return getAlert(platform, market, actor, id);
}
