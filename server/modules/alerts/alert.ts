import type { changeBases } from '../../../contract/alert-terms.ts';
import type { AlertRepeat, ConditionType } from '../../../contract/alerts.ts';
import type { DefinitionColumns } from './tables.ts';

/** One condition of a rule; what a type does not take is null. Thresholds are decimal strings. */
export interface Condition {
  readonly condition_type: ConditionType;
  readonly threshold_value: string | null;
  readonly threshold_upper: string | null;
  readonly basis: (typeof changeBases)[number] | null;
  readonly window_minutes: number | null;
  readonly window_days: number | null;
}

/** What is watched for: a condition, and perhaps a second one that must hold at the same print. */
export interface Definition extends Condition {
  readonly and: Condition | null;
}

/** A rule: the definition, and how often it may fire. */
export interface Rule extends Definition {
  readonly repeat: AlertRepeat;
  readonly cooldown_s: number | null;
  /** Only prints of the regular session count. */
  readonly regular_session_only: boolean;
}

const NO_SECOND_CONDITION = {
  and_condition_type: null,
  and_threshold_value: null,
  and_threshold_upper: null,
  and_basis: null,
  and_window_minutes: null,
  and_window_days: null,
} as const;

/** A definition as the columns of `alerts.alerts` and `alerts.firings`. */
export function columnsOf(definition: Definition): DefinitionColumns {
  const { condition_type, threshold_value, threshold_upper, basis, window_minutes, window_days, and } = definition;
  const first = { condition_type, threshold_value, threshold_upper, basis, window_minutes, window_days };
  if (and === null) return { ...first, ...NO_SECOND_CONDITION };
  return {
    ...first,
    and_condition_type: and.condition_type,
    and_threshold_value: and.threshold_value,
    and_threshold_upper: and.threshold_upper,
    and_basis: and.basis,
    and_window_minutes: and.window_minutes,
    and_window_days: and.window_days,
  };
}

/** The definition that a row holds. */
export function definitionOf(row: Readonly<DefinitionColumns>): Definition {
  const { condition_type, threshold_value, threshold_upper, basis, window_minutes, window_days } = row;
  const and =
    row.and_condition_type === null
      ? null
      : {
          condition_type: row.and_condition_type,
          threshold_value: row.and_threshold_value,
          threshold_upper: row.and_threshold_upper,
          basis: row.and_basis,
          window_minutes: row.and_window_minutes,
          window_days: row.and_window_days,
        };
  return { condition_type, threshold_value, threshold_upper, basis, window_minutes, window_days, and };
}
