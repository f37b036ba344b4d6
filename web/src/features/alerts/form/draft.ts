import type { AlertChannel, AlertRepeat, AlertView, ConditionType } from '../../../../../contract/alerts.ts';
import { DECIMAL_PATTERN } from '../../../../../contract/decimal.ts';
import type { BodyInput } from '../../../../../contract/schemas.ts';
import { compareDecimals } from '../../../lib/live/live-quote.ts';
import { numberOf } from '../parse-alert.ts';
import type { Said } from '../words.ts';

/** A condition as it stands in the form: what is typed, as it is typed. */
export interface ConditionDraft {
  readonly type: ConditionType;
  readonly value: string;
  readonly upper: string;
  readonly basis: NonNullable<AlertView['basis']>;
  readonly minutes: string;
  readonly days: string;
}

/** A rule as it stands in the form. */
export interface AlertDraft {
  readonly condition: ConditionDraft;
  readonly and: ConditionDraft | null;
  readonly repeat: AlertRepeat;
  readonly cooldown_s: number;
  /** As `<input type="datetime-local">` has it; empty for never. */
  readonly expires: string;
  readonly regular_only: boolean;
  readonly channels: readonly AlertChannel[];
  readonly note: string;
  readonly message: string;
}

/** Where something is wrong: a field of the first or of the second condition, or one of the rest. */
export type DraftField =
  | `${'' | 'and_'}${'value' | 'upper' | 'minutes' | 'days'}`
  | 'expires'
  | 'channels'
  | 'message'
  | 'note';
export type DraftProblems = { readonly [F in DraftField]?: string };
export type AlertBody = Omit<BodyInput<'createAlert'>, 'stock_symbol' | 'watchlist_id' | 'if_already_true'>;
type ConditionBody = Pick<
  AlertBody,
  'condition_type' | 'threshold_value' | 'threshold_upper' | 'basis' | 'window_minutes' | 'window_days'
>;

export const NOTE_LENGTH_MAX = 500;
export const MESSAGE_LENGTH_MAX = 300;
const HOUR_S = 3600;
const MINUTES_MAX = 1440;
const DAYS_MAX = 366;

export const emptyCondition: ConditionDraft = {
  type: 'PRICE_ABOVE',
  value: '',
  upper: '',
  basis: 'PREVIOUS_CLOSE',
  minutes: '60',
  days: '20',
};
export const emptyDraft: AlertDraft = {
  condition: emptyCondition,
  and: null,
  repeat: 'ONCE',
  cooldown_s: HOUR_S,
  expires: '',
  regular_only: true,
  channels: ['in_app', 'email'],
  note: '',
  message: '',
};

/** An alert that stands, as the form shows it. */
export function draftOf(alert: AlertView): AlertDraft {
  return {
    condition: conditionDraft(alert),
    and: alert.and && conditionDraft(alert.and),
    repeat: alert.repeat,
    cooldown_s: alert.cooldown_s ?? HOUR_S,
    expires: alert.expires_at === null ? '' : localText(new Date(alert.expires_at)),
    regular_only: alert.regular_session_only,
    channels: alert.channels,
    note: alert.note,
    message: alert.message ?? '',
  };
}

function conditionDraft(said: Said): ConditionDraft {
  return {
    type: said.condition_type,
    value: said.threshold_value ?? '',
    upper: said.threshold_upper ?? '',
    basis: said.basis ?? emptyCondition.basis,
    minutes: String(said.window_minutes ?? emptyCondition.minutes),
    days: String(said.window_days ?? emptyCondition.days),
  };
}

function localText(at: Date): string {
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

export function needsValue(type: ConditionType): boolean {
  return type !== 'NEW_HIGH' && type !== 'NEW_LOW' && type !== 'BACK_IN_STOCK';
}
export function isRange(type: ConditionType): boolean {
  return type === 'RANGE_ENTER' || type === 'RANGE_LEAVE';
}
/** Whether the threshold is a price. */
export function isPriced(type: ConditionType): boolean {
  return needsValue(type) && type !== 'PERCENT_CHANGE' && type !== 'VOLUME_ABOVE';
}

/** What is to be sent, or what is wrong and where. */
export function readDraft(
  draft: AlertDraft,
  now_ms: number,
): { readonly body: AlertBody } | { readonly problems: DraftProblems } {
  const first = readCondition(draft.condition, '');
  const second = draft.and === null ? null : readCondition(draft.and, 'and_');
  const expires_at = draft.expires === '' ? null : new Date(draft.expires);
  const over = expires_at !== null && !(expires_at.getTime() > now_ms);
  const problems: DraftProblems = {
    ...first.problems,
    ...second?.problems,
    ...(over && { expires: 'Choose a time to come, or leave it empty.' }),
    ...(draft.channels.length === 0 && { channels: 'Choose at least one.' }),
  };
  if (!first.body || (second && !second.body) || Object.keys(problems).length > 0) return { problems };
  return {
    body: {
      ...first.body,
      and: second?.body ?? null,
      repeat: draft.repeat,
      ...(draft.repeat === 'COOLDOWN' && { cooldown_s: draft.cooldown_s }),
      expires_at: expires_at?.toISOString() ?? null,
      regular_session_only: draft.regular_only,
      channels: [...draft.channels],
      note: draft.note.trim(),
      message: draft.message.trim() || null,
    },
  };
}

interface ReadCondition {
  readonly body?: ConditionBody;
  readonly problems: DraftProblems;
}

function readCondition(draft: ConditionDraft, at: '' | 'and_'): ReadCondition {
  const { type: condition_type, basis } = draft;
  if (condition_type === 'BACK_IN_STOCK') return { body: { condition_type }, problems: {} };
  if (!needsValue(condition_type)) {
    const window_days = wholeOf(draft.days, DAYS_MAX);
    if (window_days === null) return { problems: { [`${at}days`]: `Enter days from 1 to ${DAYS_MAX}.` } };
    return { body: { condition_type, window_days }, problems: {} };
  }
  const value = condition_type === 'PERCENT_CHANGE' ? changeOf(draft.value) : numberOf(draft.value);
  if (value === null) return { problems: { [`${at}value`]: wrongValue(condition_type) } };
  if (isRange(condition_type)) {
    const upper = numberOf(draft.upper);
    if (upper === null) return { problems: { [`${at}upper`]: wrongValue(condition_type) } };
    if (compareDecimals(upper, value) <= 0) return { problems: { [`${at}upper`]: 'It must be above the lower end.' } };
    return { body: { condition_type, threshold_value: value, threshold_upper: upper }, problems: {} };
  }
  if (condition_type !== 'PERCENT_CHANGE') return { body: { condition_type, threshold_value: value }, problems: {} };
  const window_minutes = basis === 'WINDOW' ? wholeOf(draft.minutes, MINUTES_MAX) : undefined;
  if (window_minutes === null) return { problems: { [`${at}minutes`]: `Enter minutes from 1 to ${MINUTES_MAX}.` } };
  const body = { condition_type, threshold_value: value, basis, ...(window_minutes && { window_minutes }) };
  return { body, problems: {} };
}

function wrongValue(type: ConditionType): string {
  if (type === 'PERCENT_CHANGE') return 'Enter a percentage, such as 5 or -5.';
  return type === 'VOLUME_ABOVE' ? 'Enter a number of pieces.' : 'Enter a price, such as 200 or 200.50.';
}

/** A percentage above -100 and not 0. */
function changeOf(typed: string): string | null {
  const text = typed.replace(/[\s%+]/g, '').replace('−', '-');
  const falls = text.startsWith('-');
  const digits = numberOf(falls ? text.slice(1) : text);
  return digits === null || (falls && Number(digits) >= 100) ? null : `${falls ? '-' : ''}${digits}`;
}

function wholeOf(typed: string, most: number): number | null {
  const value = Number(typed.trim());
  return Number.isInteger(value) && value >= 1 && value <= most ? value : null;
}

/** The condition in the shape that is put into words; null while it is not complete. */
export function saidOf(draft: ConditionDraft): Said | null {
  const { body } = readCondition(draft, '');
  if (!body) return null;
  return {
    condition_type: body.condition_type,
    threshold_value: typeof body.threshold_value === 'string' ? body.threshold_value : null,
    threshold_upper: typeof body.threshold_upper === 'string' ? body.threshold_upper : null,
    basis: body.basis ?? null,
    window_minutes: body.window_minutes ?? null,
    window_days: body.window_days ?? null,
  };
}

/** Above or below, whichever the typed level is not yet; the kind as it is where the person chose another. */
export function guessedType(type: ConditionType, value: string, price: string | null): ConditionType {
  if ((type !== 'PRICE_ABOVE' && type !== 'PRICE_BELOW') || price === null) return type;
  const level = numberOf(value);
  if (level === null) return type;
  const order = compareDecimals(level, price);
  return order === 0 ? type : order > 0 ? 'PRICE_ABOVE' : 'PRICE_BELOW';
}

/** A round price above: half a percent away or a little more, in steps of 1, 2 or 5. */
export function suggestedLevel(price: string, decimals: number): string {
  const now = Number(price);
  if (!DECIMAL_PATTERN.test(price) || now <= 0) return '';
  const magnitude = 10 ** Math.floor(Math.log10(now * 0.01));
  const step = Math.max(([5, 2, 1].find((part) => part * magnitude <= now * 0.01) ?? 1) * magnitude, 10 ** -decimals);
  const level = (Math.floor((now * 1.005) / step + 1e-9) + 1) * step;
  return level.toFixed(decimals);
}

/** A level so many percent from the price, with the instrument's decimals. */
export function levelAway(price: string, percent: number, decimals: number): string {
  return (Number(price) * (1 + percent / 100)).toFixed(decimals);
}
