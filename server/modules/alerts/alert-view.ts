import type { Selectable } from 'kysely';
import type { AlertView, FiringView } from '../../../contract/alerts.ts';
import { type Condition, definitionOf } from './alert.ts';
import type { AlertMarket } from './alert-market.ts';
import { listSubject, sentenceOf } from './sentence.ts';
import type { AlertRow, FiringRow } from './tables.ts';

/** @param listNames of the owner's lists, by id. */
export function alertView(
  market: AlertMarket,
  row: Selectable<AlertRow>,
  listNames: ReadonlyMap<string, string>,
): AlertView {
  const definition = definitionOf(row);
  const instrument = row.instrument_id === null ? undefined : market.byId(row.instrument_id);
  const watchlist_name = row.watchlist_id === null ? null : (listNames.get(row.watchlist_id) ?? null);
  const subject = instrument?.symbol ?? listSubject(watchlist_name ?? '');
  return {
    id: row.id,
    stock_symbol: instrument?.symbol ?? null,
    watchlist_id: row.watchlist_id,
    watchlist_name,
    ...conditionView(definition),
    and: definition.and === null ? null : conditionView(definition.and),
    sentence: sentenceOf(subject, definition),
    repeat: row.repeat,
    cooldown_s: row.cooldown_s,
    expires_at: row.expires_at?.toISOString() ?? null,
    regular_session_only: row.regular_session_only,
    note: row.note,
    message: row.message,
    channels: row.channels,
    status: row.status,
    pause_reason: row.pause_reason,
    origin: row.origin,
    price_at_creation: row.price_at_creation,
    fired_count: row.fired_count,
    last_fired_at: row.last_fired_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
    instrument: instrument === undefined ? null : market.view(instrument),
    quote: instrument === undefined ? null : market.quote(instrument),
  };
}

/** @returns null where this process has not loaded the instrument yet: the next read shows it. */
export function firingView(market: AlertMarket, row: Selectable<FiringRow>): FiringView | null {
  const instrument = market.byId(row.instrument_id);
  if (instrument === undefined) return null;
  const definition = definitionOf(row);
  return {
    id: row.id,
    alert_id: row.alert_id,
    stock_symbol: instrument.symbol,
    name: instrument.name,
    currency: instrument.currency,
    arming: row.arming,
    ...conditionView(definition),
    and: definition.and === null ? null : conditionView(definition.and),
    sentence: row.sentence,
    price: row.price,
    size: row.size,
    reference_price: row.reference_price,
    previous_price: row.previous_price,
    previous_at: row.previous_at?.toISOString() ?? null,
    source: row.source,
    simulated: row.simulated,
    crossings: row.crossings,
    print_at: row.print_at.toISOString(),
    received_at: row.received_at.toISOString(),
    matched_at: row.matched_at.toISOString(),
    recorded_at: row.recorded_at.toISOString(),
    notification_id: row.notification_id,
  };
}

function conditionView(condition: Condition) {
  const { condition_type, threshold_value, threshold_upper, basis, window_minutes, window_days } = condition;
  return { condition_type, threshold_value, threshold_upper, basis, window_minutes, window_days };
}
