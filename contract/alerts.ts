import { z } from 'zod';
import {
  alertChannels,
  alertRepeats,
  alertStatuses,
  changeBases,
  conditionTypes,
  pauseReasons,
} from './alert-terms.ts';
import { Decimal, DecimalInput, Id, Page, PriceInput, Symbol, text, Time } from './fields.ts';
import { Instrument, Quote } from './market.ts';

export const ALERT_NOTE_LENGTH_MAX = 500;
export const ALERT_MESSAGE_LENGTH_MAX = 300;
/** Rules one import may bring: the largest plan's limit. */
export const ALERTS_IMPORTED_MAX = 1000;
export const COOLDOWN_S_MIN = 60;
export const COOLDOWN_S_MAX = 7 * 86_400;
export const WINDOW_MINUTES_MIN = 1;
export const WINDOW_MINUTES_MAX = 1440;
export const WINDOW_DAYS_MAX = 366;

const ConditionType = z.enum(conditionTypes);
const Channels = z.array(z.enum(alertChannels)).min(1).max(alertChannels.length);
const Note = text({ min: 0, max: ALERT_NOTE_LENGTH_MAX });
/** May hold {{symbol}} {{name}} {{price}} {{threshold}} {{change_pct}} {{time}} {{list}} {{note}}. */
const Message = text({ min: 1, max: ALERT_MESSAGE_LENGTH_MAX });

const conditionFields = {
  condition_type: ConditionType,
  /** A price, a percentage or a number of pieces, by the condition; `NEW_HIGH` and `NEW_LOW` take none. */
  threshold_value: DecimalInput.optional(),
  /** The upper end of a range. */
  threshold_upper: PriceInput.optional(),
  basis: z.enum(changeBases).optional(),
  window_minutes: z.int().min(WINDOW_MINUTES_MIN).max(WINDOW_MINUTES_MAX).optional(),
  window_days: z.int().min(1).max(WINDOW_DAYS_MAX).optional(),
};
const settings = {
  repeat: z.enum(alertRepeats).optional(),
  cooldown_s: z.int().min(COOLDOWN_S_MIN).max(COOLDOWN_S_MAX).optional(),
  expires_at: z.iso.datetime({ offset: true }).nullable().optional(),
  regular_session_only: z.boolean().optional(),
  note: Note.optional(),
  message: Message.nullable().optional(),
  channels: Channels.optional(),
};
/** Must hold at the same print as the first. */
const AndCondition = z.strictObject(conditionFields);

export const CreateAlert = z.strictObject({
  /** One instrument … */
  stock_symbol: Symbol.optional(),
  /** … or every member of one of your lists, each on its own. */
  watchlist_id: Id.optional(),
  ...conditionFields,
  and: AndCondition.nullable().optional(),
  ...settings,
  /** What to do where the level is reached already: fire at once, or wait until it is crossed anew. */
  if_already_true: z.enum(['fire', 'wait']).optional(),
});
export const UpdateAlert = z
  .strictObject({
    ...conditionFields,
    condition_type: ConditionType.optional(),
    and: AndCondition.nullable().optional(),
    ...settings,
    if_already_true: z.enum(['fire', 'wait']).optional(),
  })
  .refine((value) => Object.keys(value).length > 0, 'Send at least one field to change');
export const ResumeAlert = z.strictObject({ if_already_true: z.enum(['fire', 'wait']).optional() });
export const AlertsQuery = z.strictObject({
  ...Page.shape,
  status: z.enum(alertStatuses).optional(),
  symbol: Symbol.optional(),
  watchlist_id: Id.optional(),
  condition_type: ConditionType.optional(),
});
export const FiringsQuery = z.strictObject({ ...Page.shape, symbol: Symbol.optional(), alert_id: Id.optional() });
export const ImportAlerts = z.strictObject({
  csv: z
    .string()
    .min(1)
    .max(256 * 1024),
});

const ConditionView = z.strictObject({
  condition_type: ConditionType,
  threshold_value: Decimal.nullable(),
  threshold_upper: Decimal.nullable(),
  basis: z.enum(changeBases).nullable(),
  window_minutes: z.int().nullable(),
  window_days: z.int().nullable(),
});
export const Alert = z.strictObject({
  id: Id,
  stock_symbol: z.string().nullable(),
  watchlist_id: Id.nullable(),
  watchlist_name: z.string().nullable(),
  ...ConditionView.shape,
  and: ConditionView.nullable(),
  /** The rule in words: "AAPL rises to 200.00 or above". */
  sentence: z.string(),
  repeat: z.enum(alertRepeats),
  cooldown_s: z.int().nullable(),
  expires_at: Time.nullable(),
  regular_session_only: z.boolean(),
  note: z.string(),
  message: z.string().nullable(),
  channels: Channels,
  status: z.enum(alertStatuses),
  pause_reason: z.enum(pauseReasons).nullable(),
  /** `mark`: it stands for price_above or price_below of an item in a list, and is changed there. */
  origin: z.enum(['user', 'mark']),
  price_at_creation: Decimal.nullable(),
  fired_count: z.int(),
  last_fired_at: Time.nullable(),
  created_at: Time,
  updated_at: Time,
  /** Null for a list. */
  instrument: Instrument.nullable(),
  quote: Quote.nullable(),
});
export const AlertList = z.array(Alert);
/** Which print fired an alert, and how long each step took. */
export const Firing = z.strictObject({
  id: Id,
  alert_id: Id,
  stock_symbol: z.string(),
  name: z.string(),
  currency: z.string(),
  /** Which arming of the alert for this instrument: 1, 2, 3 … Each fires at most once. */
  arming: z.int(),
  ...ConditionView.shape,
  and: ConditionView.nullable(),
  sentence: z.string(),
  price: Decimal,
  size: z.number(),
  /** What it was held against besides the threshold: the price a change counts from, or the high or low before it. */
  reference_price: Decimal.nullable(),
  previous_price: Decimal.nullable(),
  previous_at: Time.nullable(),
  source: z.string(),
  simulated: z.boolean(),
  /** Crossings since the last firing that a cooldown held back, this one included. */
  crossings: z.int(),
  /** When the print happened, as its source says. */
  print_at: Time,
  received_at: Time,
  matched_at: Time,
  recorded_at: Time,
  /** Its notification: GET /notifications/{id}/deliveries tells the rest of its way. Null when nobody was told. */
  notification_id: Id.nullable(),
});
export const FiringList = z.array(Firing);
export const AlertImportReport = z.strictObject({ added: z.int(), unchanged: z.int() });

export type CreateAlertBody = z.output<typeof CreateAlert>;
export type UpdateAlertBody = z.output<typeof UpdateAlert>;
export type AlertView = z.output<typeof Alert>;
export type FiringView = z.output<typeof Firing>;
export type ConditionType = (typeof conditionTypes)[number];
export type AlertRepeat = (typeof alertRepeats)[number];
export type AlertStatus = (typeof alertStatuses)[number];
export type PauseReason = (typeof pauseReasons)[number];
export type AlertChannel = (typeof alertChannels)[number];
