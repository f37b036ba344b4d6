import type { ConditionType } from '../../../../contract/alerts.ts';

/** The kinds in the order they are offered. The contract's own table would bring its schemas along. */
export const conditionTypes = [
  'PRICE_ABOVE',
  'PRICE_BELOW',
  'CROSSES',
  'CROSSES_UP',
  'CROSSES_DOWN',
  'PERCENT_CHANGE',
  'RANGE_ENTER',
  'RANGE_LEAVE',
  'NEW_HIGH',
  'NEW_LOW',
  'VOLUME_ABOVE',
] as const satisfies readonly ConditionType[];
