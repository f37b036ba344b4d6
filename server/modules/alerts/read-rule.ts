import type { AlertChannel, ConditionType, UpdateAlertBody } from '../../../contract/alerts.ts';
import { AppError } from '../../../contract/errors.ts';
import type { Member } from '../../platform/actor.ts';
import type { Instrument } from '../market/index.ts';
import type { Condition, Definition, Rule } from './alert.ts';
import { planName, planOf } from './plan-of.ts';
import { changedCondition, conditionFrom, type ConditionInput, refuse } from './read-condition.ts';

/** What is said of a rule besides when it fires. */
export interface Settings {
  readonly expires_at: Date | null;
  readonly note: string;
  readonly message: string | null;
  readonly channels: AlertChannel[];
}

export type RuleInput = ConditionInput &
  Pick<
    UpdateAlertBody,
    'and' | 'repeat' | 'cooldown_s' | 'expires_at' | 'regular_session_only' | 'note' | 'message' | 'channels'
  >;

/** Of an alert of which nothing is said but its rule. */
export const DEFAULT_SETTINGS: Settings = { expires_at: null, note: '', message: null, channels: ['in_app', 'email'] };

/**
 * A new rule, with what was left out filled in: told once, of the regular session, in the app and by e-mail.
 * @throws AppError `alert_condition_invalid`.
 */
export function ruleFrom(input: RuleInput): Rule {
  const { and = null, repeat = 'ONCE', regular_session_only = true } = input;
  const rule = {
    ...conditionFrom(conditionInput(input), ''),
    and: and === null ? null : conditionFrom(and, '/and'),
    repeat,
    cooldown_s: input.cooldown_s ?? null,
    regular_session_only,
  };
  checkRepeat(rule);
  return rule;
}

/**
 * A rule after a change; what is not sent stays.
 * @throws AppError `alert_condition_invalid`.
 */
export function changedRule(before: Rule, change: UpdateAlertBody): Rule {
  const repeat = change.repeat ?? before.repeat;
  const rule = {
    ...changedCondition(before, conditionInput(change)),
    and: change.and === undefined ? before.and : change.and === null ? null : conditionFrom(change.and, '/and'),
    repeat,
    cooldown_s: change.cooldown_s ?? (repeat === 'COOLDOWN' ? before.cooldown_s : null),
    regular_session_only: change.regular_session_only ?? before.regular_session_only,
  };
  checkRepeat(rule);
  return rule;
}

/** @throws AppError `alert_condition_invalid` for a time that is over, `channel_unavailable`. */
export function settingsFrom(
  actor: Member,
  input: Pick<RuleInput, 'expires_at' | 'note' | 'message' | 'channels'>,
  options: { readonly now: Date; readonly before?: Settings },
): Settings {
  const { before, now } = options;
  const expires_at = input.expires_at === undefined ? (before?.expires_at ?? null) : asTime(input.expires_at, now);
  if (input.channels !== undefined) assertChannels(actor, input.channels);
  return {
    expires_at,
    note: input.note ?? before?.note ?? '',
    message: input.message === undefined ? (before?.message ?? null) : input.message,
    channels: [...new Set(input.channels ?? before?.channels ?? DEFAULT_SETTINGS.channels)],
  };
}

/** @throws AppError `channel_unavailable` naming the channels that the actor's plan does not have. */
function assertChannels(actor: Member, channels: readonly AlertChannel[]): void {
  const missing = channels.filter((channel) => !planOf(actor).channels.includes(channel));
  if (missing.length === 0) return;
  throw new AppError('channel_unavailable', {
    pointer: '/channels',
    channels: missing,
    tier: actor.tier,
    detail: `${planName(actor)} does not tell by ${missing.join(' or ')}.`,
  });
}

/** What tells two definitions apart: equal keys fire at the same prints. Decimals count by value. */
function definitionKey(definition: Definition): string {
  return JSON.stringify([conditionKey(definition), definition.and === null ? null : conditionKey(definition.and)]);
}

/** The same for a rule: also how often it fires, and of which sessions. */
export function ruleKey(rule: Rule): string {
  return JSON.stringify([definitionKey(rule), rule.repeat, rule.cooldown_s, rule.regular_session_only]);
}

function conditionKey(condition: Condition): readonly (string | number | null)[] {
  const { condition_type, threshold_value, threshold_upper, basis, window_minutes, window_days } = condition;
  return [condition_type, plain(threshold_value), plain(threshold_upper), basis, window_minutes, window_days];
}

/** Without zeros at the end that change nothing. */
function plain(text: string | null): string | null {
  return text?.includes('.') === true ? text.replace(/\.?0+$/, '') : text;
}

function conditionInput<Type extends ConditionType | undefined>(
  input: Omit<ConditionInput, 'condition_type'> & { readonly condition_type?: Type },
): Omit<ConditionInput, 'condition_type'> & { readonly condition_type: Type } {
  const { condition_type, threshold_value, threshold_upper, basis, window_minutes, window_days } = input;
  return {
    condition_type: condition_type as Type,
    threshold_value,
    threshold_upper,
    basis,
    window_minutes,
    window_days,
  };
}

/** @throws AppError `alert_condition_invalid` for a rule that such an instrument can never meet. */
export function assertSuits(rule: Definition, kind: Instrument['kind']): void {
  if (kind !== 'collectible' && watchesStock(rule))
    refuse('/condition_type', 'BACK_IN_STOCK is for what vendors list: watch an instrument of kind collectible.');
}

function watchesStock({ condition_type, and }: Definition): boolean {
  return condition_type === 'BACK_IN_STOCK' || and?.condition_type === 'BACK_IN_STOCK';
}

function checkRepeat(rule: Rule): void {
  const { repeat, cooldown_s } = rule;
  // It has no level to go back past between two firings.
  if (repeat === 'EVERY_CROSS' && watchesStock(rule))
    refuse('/repeat', 'BACK_IN_STOCK is told ONCE, DAILY, or after a COOLDOWN.');
  if (repeat === 'COOLDOWN' && cooldown_s === null) refuse('/cooldown_s', 'Repeat COOLDOWN needs cooldown_s.');
  if (repeat !== 'COOLDOWN' && cooldown_s !== null) refuse('/cooldown_s', `Repeat ${repeat} takes no cooldown_s.`);
}

function asTime(text: string | null, now: Date): Date | null {
  if (text === null) return null;
  const at = new Date(text);
  if (at <= now) refuse('/expires_at', 'expires_at lies ahead, or is null for no end.');
  return at;
}
