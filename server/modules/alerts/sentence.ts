import type { ConditionType } from '../../../contract/alerts.ts';
import type { Condition, Definition } from './alert.ts';

/**
 * A rule in words: "AAPL rises to 200.00 or above".
 * @param subject a symbol, or what `listSubject` makes of a list.
 */
export function sentenceOf(subject: string, definition: Definition): string {
  const second = definition.and === null ? '' : `, and at the same print ${phraseOf(definition.and)}`;
  return `${subject} ${phraseOf(definition)}${second}`;
}

/** How a list stands in a sentence. */
export function listSubject(name: string): string {
  return `Any symbol of "${name}"`;
}

const phrases: Readonly<Record<ConditionType, (condition: Condition) => string>> = {
  PRICE_ABOVE: ({ threshold_value }) => `rises to ${threshold_value} or above`,
  PRICE_BELOW: ({ threshold_value }) => `falls to ${threshold_value} or below`,
  CROSSES: ({ threshold_value }) => `crosses ${threshold_value}`,
  CROSSES_UP: ({ threshold_value }) => `crosses ${threshold_value} upwards`,
  CROSSES_DOWN: ({ threshold_value }) => `crosses ${threshold_value} downwards`,
  RANGE_ENTER: ({ threshold_value, threshold_upper }) =>
    `enters the range from ${threshold_value} to ${threshold_upper}`,
  RANGE_LEAVE: ({ threshold_value, threshold_upper }) =>
    `leaves the range from ${threshold_value} to ${threshold_upper}`,
  PERCENT_CHANGE: changePhrase,
  NEW_HIGH: ({ window_days }) => `makes a new high of ${daysPhrase(window_days)}`,
  NEW_LOW: ({ window_days }) => `makes a new low of ${daysPhrase(window_days)}`,
  VOLUME_ABOVE: ({ threshold_value }) => `trades ${threshold_value} pieces or more in a day`,
  BACK_IN_STOCK: () => 'is back in stock',
};

function phraseOf(condition: Condition): string {
  return phrases[condition.condition_type](condition);
}

function changePhrase({ threshold_value, basis, window_minutes }: Condition): string {
  const value = threshold_value ?? '';
  const moved = value.startsWith('-') ? `falls ${value.slice(1)} %` : `rises ${value} %`;
  if (basis === 'WINDOW') return `${moved} or more within ${window_minutes} minute${window_minutes === 1 ? '' : 's'}`;
  return `${moved} or more since ${basis === 'CREATION' ? 'the alert was set' : 'the previous close'}`;
}

function daysPhrase(days: number | null): string {
  return days === 1 ? 'one trading day' : `${days} trading days`;
}
