import type { AlertRepeat, AlertView, ConditionType, PauseReason } from '../../../../contract/alerts.ts';
import { formatPercent, formatPrice, formatWhole } from '../../lib/format/number.ts';
import type { Distance } from './distance.ts';

/** What of a condition is said in words. */
export type Said = Pick<
  AlertView,
  'condition_type' | 'threshold_value' | 'threshold_upper' | 'basis' | 'window_minutes' | 'window_days'
>;

export const kindNames: Readonly<Record<ConditionType, string>> = {
  PRICE_ABOVE: 'Rises above',
  PRICE_BELOW: 'Falls below',
  CROSSES: 'Crosses',
  CROSSES_UP: 'Crosses upwards',
  CROSSES_DOWN: 'Crosses downwards',
  PERCENT_CHANGE: 'Moves by',
  RANGE_ENTER: 'Enters a range',
  RANGE_LEAVE: 'Leaves a range',
  NEW_HIGH: 'New high',
  NEW_LOW: 'New low',
  VOLUME_ABOVE: 'Volume reaches',
  BACK_IN_STOCK: 'Is back in stock',
};

export const repeatNames: Readonly<Record<AlertRepeat, string>> = {
  ONCE: 'Once',
  EVERY_CROSS: 'Each time',
  DAILY: 'Once a day',
  COOLDOWN: 'With a pause',
};

export const pauseNames: Readonly<Record<PauseReason, string>> = {
  user: 'Paused',
  storm: 'Fired too often',
  plan: 'Beyond your plan',
  delisted: 'No longer traded',
  split: 'Split',
};
/** What a person can do about a pause that was not theirs. */
export const pauseHints: Readonly<Record<PauseReason, string>> = {
  user: 'You paused it.',
  storm: 'It fired more than 15 times in 3 minutes. Resume it once its level is further away, or with a pause between.',
  plan: 'Your plan has no room for it. It goes on once you pause or delete others, or take a larger plan.',
  delisted: 'The instrument is no longer traded.',
  split: 'A split left no price to watch. Edit it to set a new one.',
};

/** The target alone: "200.00", "+3.00%", "180.00–190.00", "20 days". */
export function targetText(said: Said, decimals: number | undefined): string {
  const { condition_type, threshold_value, threshold_upper, window_days } = said;
  switch (condition_type) {
    case 'PERCENT_CHANGE':
      return formatPercent(threshold_value);
    case 'VOLUME_ABOVE':
      return formatWhole(Number(threshold_value));
    case 'BACK_IN_STOCK':
      return 'in stock';
    case 'RANGE_ENTER':
    case 'RANGE_LEAVE':
      return `${formatPrice(threshold_value, decimals)}–${formatPrice(threshold_upper, decimals)}`;
    case 'NEW_HIGH':
    case 'NEW_LOW':
      return daysText(window_days);
    case 'PRICE_ABOVE':
    case 'PRICE_BELOW':
    case 'CROSSES':
    case 'CROSSES_UP':
    case 'CROSSES_DOWN':
      return formatPrice(threshold_value, decimals);
    default:
      return condition_type satisfies never;
  }
}

/** What has to happen: "rises to 200.00 or above". As the server says it, with the instrument's decimals. */
export function ruleText(said: Said, decimals: number | undefined): string {
  const target = targetText(said, decimals);
  switch (said.condition_type) {
    case 'PRICE_ABOVE':
      return `rises to ${target} or above`;
    case 'PRICE_BELOW':
      return `falls to ${target} or below`;
    case 'CROSSES':
      return `crosses ${target}`;
    case 'CROSSES_UP':
      return `crosses ${target} upwards`;
    case 'CROSSES_DOWN':
      return `crosses ${target} downwards`;
    case 'PERCENT_CHANGE':
      return `${moveText(said)} ${basisText(said)}`;
    case 'RANGE_ENTER':
      return `enters ${target}`;
    case 'RANGE_LEAVE':
      return `leaves ${target}`;
    case 'NEW_HIGH':
      return `makes a new high of ${target}`;
    case 'NEW_LOW':
      return `makes a new low of ${target}`;
    case 'VOLUME_ABOVE':
      return `trades ${target} pieces or more in a day`;
    case 'BACK_IN_STOCK':
      return 'is back in stock';
    default:
      return said.condition_type satisfies never;
  }
}

/** What happened: "rose above 177.50"; a print exactly there "reached" it. */
export function firedText(said: Said, price: string, decimals: number | undefined): string {
  const target = targetText(said, decimals);
  const exactly = Number(price) === Number(said.threshold_value);
  switch (said.condition_type) {
    case 'PRICE_ABOVE':
      return exactly ? `reached ${target}` : `rose above ${target}`;
    case 'PRICE_BELOW':
      return exactly ? `reached ${target}` : `fell below ${target}`;
    case 'CROSSES':
      return `crossed ${target}`;
    case 'CROSSES_UP':
      return `crossed ${target} upwards`;
    case 'CROSSES_DOWN':
      return `crossed ${target} downwards`;
    case 'PERCENT_CHANGE':
      return `${(said.threshold_value ?? '').startsWith('-') ? 'fell' : 'rose'} ${unsigned(said)} or more ${basisText(said)}`;
    case 'RANGE_ENTER':
      return `entered ${target}`;
    case 'RANGE_LEAVE':
      return `left ${target}`;
    case 'NEW_HIGH':
      return `made a new high of ${target}`;
    case 'NEW_LOW':
      return `made a new low of ${target}`;
    case 'VOLUME_ABOVE':
      return `traded ${target} pieces`;
    case 'BACK_IN_STOCK':
      return 'came back in stock';
    default:
      return said.condition_type satisfies never;
  }
}

function moveText(said: Said): string {
  return `${(said.threshold_value ?? '').startsWith('-') ? 'falls' : 'rises'} ${unsigned(said)} or more`;
}

function unsigned({ threshold_value }: Said): string {
  return formatPercent(threshold_value).replace(/^[^\d]+/, '');
}

function basisText({ basis, window_minutes }: Said): string {
  if (basis === 'WINDOW') return `within ${minutesText(window_minutes)}`;
  return basis === 'CREATION' ? 'from when the alert was set' : 'from the previous close';
}

function minutesText(minutes: number | null): string {
  return minutes === 1 ? 'a minute' : `${minutes ?? '?'} minutes`;
}

function daysText(days: number | null): string {
  return days === 1 ? 'one day' : `${days ?? '?'} days`;
}

/** "+1.74%", or "38.00% to go" where it is not a move of the price. */
export function distanceText({ percent, of_volume }: Distance): string {
  return of_volume ? `${percent}% to go` : formatPercent(percent);
}

/** How often, in two or three words. */
export function repeatText({ repeat, cooldown_s }: Pick<AlertView, 'repeat' | 'cooldown_s'>): string {
  return repeat === 'COOLDOWN' && cooldown_s !== null ? `At most every ${spanText(cooldown_s)}` : repeatNames[repeat];
}

function spanText(seconds: number): string {
  if (seconds % 86_400 === 0) return seconds === 86_400 ? 'day' : `${seconds / 86_400} days`;
  if (seconds % 3600 === 0) return seconds === 3600 ? 'hour' : `${seconds / 3600} h`;
  return `${Math.round(seconds / 60)} min`;
}

/** "13 ms", "0.41 s", "12 s", "4 min": how long a step took. */
export function tookText(took_ms: number): string {
  const ms = Math.max(0, Math.round(took_ms));
  if (ms < 100) return `${ms} ms`;
  if (ms < 10_000) return `${(ms / 1000).toFixed(2)} s`;
  return ms < 120_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`;
}
