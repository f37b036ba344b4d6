import assert from 'node:assert/strict';
import type { ConditionType } from '../../../contract/alerts.ts';
import type { Condition, Definition } from './alert.ts';
import { compareChange, compareDecimals, decimalOf, isPastBand } from './exact-decimal.ts';

/** One accepted print and what stood before it; prices are decimal strings. */
export interface PrintFacts {
  readonly price: string;
  /** The accepted print evaluated before this one; of regular sessions for an alert that watches only those. */
  readonly previous_price: string | null;
  /** The board's close of the day before. */
  readonly previous_close: string | null;
  /** Of the target. */
  readonly price_at_creation: string | null;
  /** Pieces traded in the venue's day so far, this print included. */
  readonly volume: number | null;
  /** It is the first one after nothing was for sale. */
  readonly returned?: boolean;
  /** The newest print at or before so many minutes ago; null where there is none. */
  priceBefore(window_minutes: number): string | null;
  /** The highest or lowest price of the last so many trading days and of today before this print. */
  extremeBefore(side: 'high' | 'low', window_days: number): string | null;
}

/** Whether a rule holds at this print: both conditions, where there are two. An edge holds only at its own print. */
export function holds(definition: Definition, facts: PrintFacts): boolean {
  return conditionHolds(definition, facts) && (definition.and === null || conditionHolds(definition.and, facts));
}

/**
 * Whether a rule would hold as soon as it is set, because every condition is a level that is reached. Edges need a
 * print of their own: never. A change within a window is not known yet: never.
 */
export function isReached(definition: Definition, facts: PrintFacts): boolean {
  const conditions = definition.and === null ? [definition] : [definition, definition.and];
  return conditions.every(
    (condition) => isLevel(condition) && condition.basis !== 'WINDOW' && conditionHolds(condition, facts),
  );
}

/**
 * Whether the price has gone back past a level far enough to arm a rule anew (`EVERY_CROSS`): by 0.1 % or one tick,
 * whichever is more. Conditions without a price level have gone back at a print at which they do not hold.
 * @param price_decimals of the instrument.
 */
export function hasGoneBack(definition: Definition, facts: PrintFacts, price_decimals: number): boolean {
  const conditions = definition.and === null ? [definition] : [definition, definition.and];
  return conditions.some((condition) => conditionHasGoneBack(condition, facts, price_decimals));
}

/** What a condition holds the price against besides its threshold, for the record of a firing. */
export function referenceOf(condition: Condition, facts: PrintFacts): string | null {
  const { condition_type: type, basis, window_minutes, window_days } = condition;
  if (type === 'NEW_HIGH') return facts.extremeBefore('high', window_days ?? 0);
  if (type === 'NEW_LOW') return facts.extremeBefore('low', window_days ?? 0);
  if (type !== 'PERCENT_CHANGE') return null;
  if (basis === 'CREATION') return facts.price_at_creation;
  return basis === 'WINDOW' ? facts.priceBefore(window_minutes ?? 0) : facts.previous_close;
}

/** Whether a rule holds for as long as its levels are reached, and not at single prints alone. */
export function hasLevelsOnly(definition: Definition): boolean {
  return isLevel(definition) && (definition.and === null || isLevel(definition.and));
}

/** A level holds at every print while it is reached; an edge only at the print that reaches it. */
function isLevel({ condition_type: type }: Condition): boolean {
  return type === 'PRICE_ABOVE' || type === 'PRICE_BELOW' || type === 'PERCENT_CHANGE' || type === 'VOLUME_ABOVE';
}

type Rule = (condition: Condition, facts: PrintFacts) => boolean;

const conditionRules: Readonly<Record<ConditionType, Rule>> = {
  PRICE_ABOVE: (condition, { price }) => compareDecimals(price, levelOf(condition)) >= 0,
  PRICE_BELOW: (condition, { price }) => compareDecimals(price, levelOf(condition)) <= 0,
  CROSSES_UP: crossesUp,
  CROSSES_DOWN: crossesDown,
  CROSSES: (condition, facts) => crossesUp(condition, facts) || crossesDown(condition, facts),
  RANGE_ENTER: (condition, { price, previous_price }) =>
    previous_price !== null && !isInside(condition, previous_price) && isInside(condition, price),
  RANGE_LEAVE: (condition, { price, previous_price }) =>
    previous_price !== null && isInside(condition, previous_price) && !isInside(condition, price),
  PERCENT_CHANGE: hasChanged,
  NEW_HIGH: isBeyond,
  NEW_LOW: isBeyond,
  VOLUME_ABOVE: (condition, { volume }) =>
    volume !== null && compareDecimals(decimalOf(volume), levelOf(condition)) >= 0,
  BACK_IN_STOCK: (_, { returned = false }) => returned,
};

function conditionHolds(condition: Condition, facts: PrintFacts): boolean {
  return conditionRules[condition.condition_type](condition, facts);
}

function levelOf({ threshold_value }: Condition): string {
  assert(threshold_value !== null, 'a condition without the threshold that its type needs');
  return threshold_value;
}

function upperOf({ threshold_upper }: Condition): string {
  assert(threshold_upper !== null, 'a range without its upper end');
  return threshold_upper;
}

function crossesUp(condition: Condition, { price, previous_price }: PrintFacts): boolean {
  const level = levelOf(condition);
  return previous_price !== null && compareDecimals(previous_price, level) < 0 && compareDecimals(price, level) >= 0;
}

function crossesDown(condition: Condition, { price, previous_price }: PrintFacts): boolean {
  const level = levelOf(condition);
  return previous_price !== null && compareDecimals(previous_price, level) > 0 && compareDecimals(price, level) <= 0;
}

function isInside(condition: Condition, price: string): boolean {
  return compareDecimals(price, levelOf(condition)) >= 0 && compareDecimals(price, upperOf(condition)) <= 0;
}

/** A threshold above 0 asks for a rise of at least that much, one below 0 for a fall. */
function hasChanged(condition: Condition, facts: PrintFacts): boolean {
  const base = referenceOf(condition, facts);
  if (base === null) return false;
  const percent = levelOf(condition);
  const compared = compareChange({ price: facts.price, base }, percent);
  return percent.startsWith('-') ? compared <= 0 : compared >= 0;
}

function isBeyond(condition: Condition, facts: PrintFacts): boolean {
  const extreme = referenceOf(condition, facts);
  if (extreme === null) return false;
  const compared = compareDecimals(facts.price, extreme);
  return condition.condition_type === 'NEW_HIGH' ? compared > 0 : compared < 0;
}

function conditionHasGoneBack(condition: Condition, facts: PrintFacts, decimals: number): boolean {
  const { condition_type: type } = condition;
  const { price } = facts;
  if (type === 'CROSSES') return isPastBand(price, levelOf(condition), decimals);
  if (type === 'PRICE_ABOVE' || type === 'CROSSES_UP') return isBelow(price, levelOf(condition), decimals);
  if (type === 'PRICE_BELOW' || type === 'CROSSES_DOWN') return isAbove(price, levelOf(condition), decimals);
  if (type === 'RANGE_ENTER')
    return isBelow(price, levelOf(condition), decimals) || isAbove(price, upperOf(condition), decimals);
  if (type === 'RANGE_LEAVE')
    return isAbove(price, levelOf(condition), decimals) && isBelow(price, upperOf(condition), decimals);
  return !conditionHolds(condition, facts);
}

function isBelow(price: string, level: string, decimals: number): boolean {
  return compareDecimals(price, level) < 0 && isPastBand(price, level, decimals);
}

function isAbove(price: string, level: string, decimals: number): boolean {
  return compareDecimals(price, level) > 0 && isPastBand(price, level, decimals);
}
