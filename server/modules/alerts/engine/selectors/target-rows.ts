import { sql } from 'kysely';
import type { AlertChannel, AlertRepeat, AlertStatus } from '../../../../../contract/alerts.ts';
import { definitionOf } from '../../alert.ts';
import type { DefinitionColumns, TargetState, WaitsFor } from '../../tables.ts';
import type { LockedTarget } from '../decide.ts';
import type { WatchedTarget } from '../watched-target.ts';

/** Columns of a target with its rule: `target` and `alert` are the tables' names in the statement. */
export const watchedColumns = sql`
  target.no, target.alert_id, target.instrument_id, target.state, target.waits_for, target.arming,
  target.last_fired_day, target.crossings, target.price_at_creation,
  extract(epoch FROM target.armed_at)::float8 * 1000 AS armed_at_ms,
  extract(epoch FROM target.last_fired_at)::float8 * 1000 AS last_fired_at_ms,
  alert.condition_type, alert.threshold_value, alert.threshold_upper, alert.basis, alert.window_minutes, alert.window_days,
  alert.and_condition_type, alert.and_threshold_value, alert.and_threshold_upper, alert.and_basis,
  alert.and_window_minutes, alert.and_window_days,
  alert.repeat, alert.cooldown_s, alert.regular_session_only, alert.status`;

/** What a firing needs besides. */
export const lockedColumns = sql`
  alert.user_id, alert.origin, alert.watchlist_id, alert.note, alert.message, alert.channels,
  extract(epoch FROM alert.expires_at)::float8 * 1000 AS expires_at_ms,
  CASE WHEN alert.origin = 'user' AND alert.watchlist_id IS NOT NULL
    THEN (SELECT list.name FROM watchlists.watchlists list WHERE list.id = alert.watchlist_id) END AS list_name`;

export interface WatchedRow extends DefinitionColumns {
  readonly no: number;
  readonly alert_id: string;
  readonly instrument_id: string;
  readonly state: TargetState;
  readonly waits_for: WaitsFor | null;
  readonly arming: number;
  readonly armed_at_ms: number;
  readonly last_fired_at_ms: number | null;
  readonly last_fired_day: number | null;
  readonly crossings: number;
  readonly price_at_creation: string | null;
  readonly repeat: AlertRepeat;
  readonly cooldown_s: number | null;
  readonly regular_session_only: boolean;
  readonly status: AlertStatus;
}

export interface LockedRow extends WatchedRow {
  readonly user_id: string;
  readonly origin: 'user' | 'mark';
  readonly watchlist_id: string | null;
  readonly note: string;
  readonly message: string | null;
  readonly channels: AlertChannel[];
  readonly expires_at_ms: number | null;
  readonly list_name: string | null;
}

export function watchedTarget(row: WatchedRow): WatchedTarget {
  const { no, alert_id, instrument_id, state, waits_for, arming, last_fired_at_ms, last_fired_day, crossings } = row;
  const { repeat, cooldown_s, regular_session_only, price_at_creation, armed_at_ms } = row;
  return {
    no,
    alert_id,
    instrument_id,
    state,
    waits_for,
    arming,
    armed_at_ms,
    last_fired_at_ms,
    last_fired_day,
    crossings,
    price_at_creation,
    rule: { ...definitionOf(row), repeat, cooldown_s, regular_session_only },
    active: row.status === 'active',
  };
}

export function lockedTarget(row: LockedRow): LockedTarget {
  const { user_id, origin, watchlist_id, note, message, channels, expires_at_ms, list_name, alert_id } = row;
  const told = { id: alert_id, user_id, note, message, channels };
  return { ...watchedTarget(row), origin, watchlist_id, expires_at_ms, list_name, told };
}
