import type { Generated, GeneratedAlways } from 'kysely';
import type { changeBases } from '../../../contract/alert-terms.ts';
import type { AlertChannel, AlertRepeat, AlertStatus, ConditionType, PauseReason } from '../../../contract/alerts.ts';
import { tables } from '../../platform/db/tables.ts';

type Basis = (typeof changeBases)[number];

/** A definition as columns; numeric columns are decimal strings. */
export interface DefinitionColumns {
  condition_type: ConditionType;
  threshold_value: string | null;
  threshold_upper: string | null;
  basis: Basis | null;
  window_minutes: number | null;
  window_days: number | null;
  and_condition_type: ConditionType | null;
  and_threshold_value: string | null;
  and_threshold_upper: string | null;
  and_basis: Basis | null;
  and_window_minutes: number | null;
  and_window_days: number | null;
}

export type TargetState = 'armed' | 'waiting' | 'done';
/** `other_side`: a print at which the condition does not hold; `band`: back past the level by the hysteresis band. */
export type WaitsFor = 'other_side' | 'band';

export interface AlertRow extends DefinitionColumns {
  id: string;
  user_id: string;
  instrument_id: string | null;
  watchlist_id: string | null;
  repeat: AlertRepeat;
  cooldown_s: number | null;
  expires_at: Date | null;
  regular_session_only: boolean;
  note: string;
  message: string | null;
  channels: AlertChannel[];
  status: AlertStatus;
  pause_reason: PauseReason | null;
  origin: 'user' | 'mark';
  price_at_creation: string | null;
  fired_count: Generated<number>;
  last_fired_at: Date | null;
  created_at: Date;
  updated_at: Date;
  /** int8: a string. Set anew with every change: `nextRevision`. */
  revision: Generated<string>;
}

export interface FiringRow extends DefinitionColumns {
  id: string;
  user_id: string;
  alert_id: string;
  target_no: number;
  arming: number;
  instrument_id: string;
  sentence: string;
  price: string;
  size: number;
  reference_price: string | null;
  previous_price: string | null;
  previous_at: Date | null;
  source: string;
  simulated: boolean;
  crossings: number;
  print_at: Date;
  received_at: Date;
  matched_at: Date;
  recorded_at: Date;
  notification_id: string | null;
}

interface AlertsTables {
  alerts: AlertRow;
  targets: {
    no: GeneratedAlways<number>;
    alert_id: string;
    instrument_id: string;
    state: TargetState;
    arming: number;
    armed_at: Date;
    waits_for: WaitsFor | null;
    last_fired_at: Date | null;
    last_fired_day: number | null;
    crossings: Generated<number>;
    price_at_creation: string | null;
  };
  firings: FiringRow;
  checkpoints: {
    instrument_id: string;
    token: string;
    price: string;
    regular_price: string | null;
    at: Date;
    regular_at: Date | null;
    day: number;
    high: string | null;
    low: string | null;
  };
}

export const alerts = tables<AlertsTables>('alerts');
