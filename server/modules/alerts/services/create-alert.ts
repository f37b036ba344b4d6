import type { AlertView, CreateAlertBody } from '../../../../contract/alerts.ts';
import { AppError } from '../../../../contract/errors.ts';
import type { Member } from '../../../platform/actor.ts';
import { inTransaction, type Tx } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { lockWatchlist, readMembers } from '../../watchlists/index.ts';
import type { AlertMarket, Watched } from '../alert-market.ts';
import { refuse } from '../read-condition.ts';
import { assertSuits, ruleFrom, settingsFrom } from '../read-rule.ts';
import { getAlert } from '../selectors/get-alert.ts';
import { chosenTargets, pricedInstrument } from './arm.ts';
import { insertAlerts, refuseSame, type Subject } from './insert-alerts.ts';
import { announce, lockOwner } from './lock-alerts.ts';
import { assertRoom } from './room.ts';

/**
 * Sets an alert on one instrument, or on every member of one of the actor's lists.
 * @throws AppError `instrument_unknown`, `watchlist_unknown`, `alert_condition_invalid`, `channel_unavailable`,
 *   `alert_no_price`, `already_true`, `alert_exists`, `alert_limit`.
 */
export async function createAlert(
  platform: Platform,
  market: AlertMarket,
  actor: Member,
  input: CreateAlertBody,
): Promise<AlertView> {
  const at = platform.clock.now();
  const subject = subjectOf(market, input);
  const rule = ruleFrom(input);
  const instrument = subject.instrument_id === null ? undefined : market.byId(subject.instrument_id);
  if (instrument !== undefined) assertSuits(rule, instrument.kind);
  const settings = settingsFrom(actor, input, { now: at });
  const id = await inTransaction(platform.db, async (tx) => {
    const watched = await watchedBy(tx, actor, subject);
    await lockOwner(tx, actor.user_id);
    await refuseSame(tx, { user_id: actor.user_id, subject, rule });
    await assertRoom(tx, actor, { alerts: 1, list_alerts: subject.instrument_id === null ? 1 : 0, fresh: 1 });
    const targets = chosenTargets(market, { rule, subject, watched, choice: input.if_already_true });
    const alert = {
      ...subject,
      ...settings,
      rule,
      targets,
      status: 'active',
      pause_reason: null,
      origin: 'user',
    } as const;
    const [made = ''] = await insertAlerts(tx, { user_id: actor.user_id, at }, [alert]);
    await announce(tx, platform, [made]);
    return made;
  });
  return getAlert(platform, market, actor, id);
}

function subjectOf(market: AlertMarket, input: CreateAlertBody): Subject {
  const { stock_symbol, watchlist_id } = input;
  if (stock_symbol !== undefined && watchlist_id !== undefined)
    refuse('/watchlist_id', 'Send stock_symbol or watchlist_id, not both.');
  if (watchlist_id !== undefined) return { instrument_id: null, watchlist_id };
  if (stock_symbol === undefined)
    refuse('/stock_symbol', 'Send the stock_symbol to watch, or the watchlist_id of a list.');
  const instrument = market.find(stock_symbol);
  if (instrument === undefined) {
    throw new AppError('instrument_unknown', {
      pointer: '/stock_symbol',
      symbol: stock_symbol,
      detail: `${stock_symbol} is not known here.`,
    });
  }
  pricedInstrument(market, instrument.id);
  return { instrument_id: instrument.id, watchlist_id: null };
}

/** What an alert watches from the start; a list stays as it is until the transaction ends. */
async function watchedBy(tx: Tx, actor: Member, { instrument_id, watchlist_id }: Subject): Promise<readonly Watched[]> {
  if (instrument_id !== null) return [{ instrument_id }];
  if (watchlist_id === null) return [];
  await lockWatchlist(tx, actor, watchlist_id);
  return (await readMembers(tx, [watchlist_id])).get(watchlist_id) ?? [];
}
