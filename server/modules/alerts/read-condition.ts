import type { ConditionType } from '../../../contract/alerts.ts';
import { AppError } from '../../../contract/errors.ts';
import type { Condition } from './alert.ts';
import { compareDecimals } from './exact-decimal.ts';

type Field = Exclude<keyof Condition, 'condition_type'>;

/** A condition as a person sends it: what the type does not take is left out. */
export interface ConditionInput {
  readonly condition_type: ConditionType;
  readonly threshold_value?: string | undefined;
  readonly threshold_upper?: string | undefined;
  readonly basis?: Condition['basis'] | undefined;
  readonly window_minutes?: number | undefined;
  readonly window_days?: number | undefined;
}

/** What a change sends of a condition. */
export type ConditionChange = Omit<ConditionInput, 'condition_type'> & {
  readonly condition_type?: ConditionType | undefined;
};

const FIELDS: readonly Field[] = ['threshold_value', 'threshold_upper', 'basis', 'window_minutes', 'window_days'];

/** What each type needs. It takes nothing else, but for the basis of a change, and its window. */
const NEEDS: Readonly<Record<ConditionType, readonly Field[]>> = {
  PRICE_ABOVE: ['threshold_value'],
  PRICE_BELOW: ['threshold_value'],
  CROSSES: ['threshold_value'],
  CROSSES_UP: ['threshold_value'],
  CROSSES_DOWN: ['threshold_value'],
  PERCENT_CHANGE: ['threshold_value'],
  RANGE_ENTER: ['threshold_value', 'threshold_upper'],
  RANGE_LEAVE: ['threshold_value', 'threshold_upper'],
  NEW_HIGH: ['window_days'],
  NEW_LOW: ['window_days'],
  VOLUME_ABOVE: ['threshold_value'],
  BACK_IN_STOCK: [],
};

/** Types whose thresholds mean the same. */
const MEANING: Readonly<Record<ConditionType, string>> = {
  PRICE_ABOVE: 'level',
  PRICE_BELOW: 'level',
  CROSSES: 'level',
  CROSSES_UP: 'level',
  CROSSES_DOWN: 'level',
  PERCENT_CHANGE: 'change',
  RANGE_ENTER: 'range',
  RANGE_LEAVE: 'range',
  NEW_HIGH: 'extreme',
  NEW_LOW: 'extreme',
  VOLUME_ABOVE: 'volume',
  BACK_IN_STOCK: 'stock',
};

/**
 * The condition that the fields make, complete: a percent change without a basis counts from the previous close.
 * @param at where it stands in the body: '' or '/and'; pointers begin with it.
 * @throws AppError `alert_condition_invalid` with the pointer of the field at fault.
 */
export function conditionFrom(input: ConditionInput, at: string): Condition {
  const { condition_type } = input;
  const basis = condition_type === 'PERCENT_CHANGE' ? (input.basis ?? 'PREVIOUS_CLOSE') : input.basis;
  const needs = basis === 'WINDOW' ? [...NEEDS[condition_type], 'window_minutes'] : NEEDS[condition_type];
  for (const field of FIELDS) {
    const given = (field === 'basis' ? basis : input[field]) !== undefined;
    const taken = needs.includes(field) || (field === 'basis' && condition_type === 'PERCENT_CHANGE');
    if (given && !taken) refuse(`${at}/${field}`, unwanted(condition_type, field));
    if (!given && needs.includes(field))
      refuse(`${at}/${field}`, `${typeWithBasis(condition_type, basis)} needs ${field}.`);
  }
  const condition: Condition = {
    condition_type,
    threshold_value: input.threshold_value ?? null,
    threshold_upper: input.threshold_upper ?? null,
    basis: basis ?? null,
    window_minutes: input.window_minutes ?? null,
    window_days: input.window_days ?? null,
  };
  checkThresholds(condition, at);
  return condition;
}

/**
 * A condition after a change. Fields that are not sent stay, where they still mean the same: a level stays a level when
 * PRICE_ABOVE becomes CROSSES, and is asked for anew when it becomes PERCENT_CHANGE.
 * @throws AppError `alert_condition_invalid`.
 */
export function changedCondition(before: Condition, change: ConditionChange): Condition {
  const condition_type = change.condition_type ?? before.condition_type;
  const isSame = MEANING[condition_type] === MEANING[before.condition_type];
  const basis = change.basis ?? (isSame ? (before.basis ?? undefined) : undefined);
  const kept = isSame ? [...NEEDS[condition_type], ...(basis === 'WINDOW' ? ['window_minutes'] : [])] : [];
  const old = Object.fromEntries(kept.map((field) => [field, before[field as Field] ?? undefined]));
  const sent = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  return conditionFrom({ ...old, ...sent, condition_type, basis }, '');
}

function checkThresholds(condition: Condition, at: string): void {
  const { condition_type, threshold_value: value, threshold_upper: upper } = condition;
  for (const field of ['threshold_value', 'threshold_upper'] as const) {
    if (/\d{16}/.test(condition[field]?.split('.')[0] ?? ''))
      refuse(`${at}/${field}`, `${field} has at most 15 digits before the point.`);
  }
  if (value === null) return;
  if (condition_type === 'PERCENT_CHANGE') {
    if (compareDecimals(value, '0') === 0)
      refuse(`${at}/threshold_value`, 'A percent change is above 0 for a rise, below 0 for a fall.');
    if (compareDecimals(value, '-100') <= 0)
      refuse(`${at}/threshold_value`, 'A price cannot fall by 100 % or more: send a threshold above -100.');
    return;
  }
  if (compareDecimals(value, '0') <= 0) refuse(`${at}/threshold_value`, 'threshold_value is greater than 0.');
  if (upper !== null && compareDecimals(upper, value) <= 0)
    refuse(`${at}/threshold_upper`, 'threshold_upper is greater than threshold_value.');
}

function unwanted(type: ConditionType, field: Field): string {
  if (type === 'PERCENT_CHANGE' && field === 'window_minutes') return 'window_minutes goes with basis WINDOW.';
  return `${type} takes no ${field}.`;
}

function typeWithBasis(type: ConditionType, basis: Condition['basis'] | undefined): string {
  return basis === 'WINDOW' ? `${type} with basis WINDOW` : type;
}

/** @throws AppError `alert_condition_invalid` */
export function refuse(pointer: string, detail: string): never {
  throw new AppError('alert_condition_invalid', { pointer, detail });
}
