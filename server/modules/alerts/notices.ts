import type { AlertChannel, ConditionType, PauseReason } from '../../../contract/alerts.ts';
import type { Tx } from '../../platform/db/transaction.ts';
import type { Condition, Definition } from './alert.ts';
import { changePercent } from './exact-decimal.ts';

/** Something one user is to be told: what whoever tells them is handed. */
export interface Notice {
  readonly user_id: string;
  readonly kind: 'alert_fired' | 'alert_changed';
  /** Unique per user: what was told once is not told again. */
  readonly dedupe_key: string;
  /** Notices of one subject follow each other in the inbox. */
  readonly group: string;
  readonly title: string;
  readonly body: string;
  readonly facts: readonly Fact[];
  /** Path in the web app. */
  readonly link: string | null;
  readonly symbol: string | null;
  readonly alert_id: string | null;
  readonly firing_id: string | null;
  readonly simulated: boolean;
  readonly channels: readonly AlertChannel[];
  readonly at: Date;
}

export interface Fact {
  readonly label: string;
  readonly value: string;
}

/**
 * Tells users in the caller's transaction; handed in by the composition.
 * @returns ids of what was written, null where nothing was to be told, in the order given.
 */
export type Notify = (tx: Tx, notices: readonly Notice[]) => Promise<readonly (string | null)[]>;

/** What a notice says of its alert. */
export interface ToldAlert {
  readonly id: string;
  readonly user_id: string;
  readonly note: string;
  readonly message: string | null;
  readonly channels: readonly AlertChannel[];
}

/** What a notice says of a firing. */
export interface ToldFiring {
  readonly id: string;
  readonly arming: number;
  readonly definition: Definition;
  readonly sentence: string;
  readonly instrument: {
    readonly id: string;
    readonly symbol: string;
    readonly name: string;
    readonly currency: string;
  };
  /** Of the list it watches; null for a single instrument. */
  readonly list_name: string | null;
  readonly price: string;
  readonly reference_price: string | null;
  readonly previous_price: string | null;
  readonly previous_close: string | null;
  readonly crossings: number;
  readonly source: string;
  readonly simulated: boolean;
  readonly print_at: Date;
  readonly recorded_at: Date;
}

/** "It fired": once per arming and instrument. */
export function firedNotice(alert: ToldAlert, firing: ToldFiring): Notice {
  const { id, instrument, arming, crossings, recorded_at } = firing;
  const held = crossings > 1 ? ` It happened ${crossings} times since you were last told.` : '';
  const said = alert.message === null ? `${firing.sentence}.` : filled(alert.message, alert, firing);
  return {
    user_id: alert.user_id,
    kind: 'alert_fired',
    dedupe_key: `firing:${alert.id}:${instrument.id}:${arming}`,
    group: `alert:${alert.id}`,
    title: headline(firing),
    body: said + held,
    facts: factsOf(alert, firing),
    link: `/alerts?firing=${id}`,
    symbol: instrument.symbol,
    alert_id: alert.id,
    firing_id: id,
    simulated: firing.simulated,
    channels: alert.channels,
    at: recorded_at,
  };
}

/** "It ran out, and never fired." */
export function expiredNotice(alert: ToldAlert, told: ToldChange & { readonly expires_at: Date }): Notice {
  return changeNotice(alert, told, {
    key: `expired:${alert.id}:${told.expires_at.getTime()}`,
    title: `Your alert has run out: ${told.subject}`,
    body: `${told.sentence}: that did not happen until ${timeText(told.expires_at)}. Give it a later end to watch on.`,
  });
}

/** "We have paused it", and why. */
export function pausedNotice(alert: ToldAlert, told: ToldChange & { readonly reason: EnginePause }): Notice {
  return changeNotice(alert, told, {
    key: `paused:${alert.id}:${told.reason}:${told.at.getTime()}`,
    title: `Your alert is paused: ${told.subject}`,
    body: `${told.sentence}. ${PAUSED[told.reason]}`,
  });
}

/** "A split has moved it": thresholds count the new pieces. */
export function splitNotice(
  alert: ToldAlert,
  told: ToldChange & {
    /** What tells this split apart from another of the same alert. */
    readonly split_key: string;
    /** New pieces per old one: 4, or 0.1. */
    readonly ratio: number;
    readonly sentence_before: string;
  },
): Notice {
  const { ratio } = told;
  const split = ratio >= 1 ? `${ratio} for 1` : `1 for ${Number((1 / ratio).toPrecision(6))}`;
  return changeNotice(alert, told, {
    key: `split:${alert.id}:${told.split_key}`,
    title: `${told.subject} was split ${split}: your alert follows`,
    body: `It was "${told.sentence_before}". It is now "${told.sentence}".`,
  });
}

/** What a notice says of an alert that changed without its owner. */
export interface ToldChange {
  /** A symbol, or a list's name. */
  readonly subject: string;
  readonly symbol: string | null;
  readonly sentence: string;
  readonly at: Date;
}

/** Why the engine pauses an alert; what the owner's plan does is told by `planNotice`. */
export type EnginePause = Exclude<PauseReason, 'user' | 'plan'>;

const PAUSED: Readonly<Record<EnginePause, string>> = {
  storm: 'It fired more than 15 times in 3 minutes. Move its threshold or give it a cooldown, then resume it.',
  delisted: 'The symbol is not traded any more.',
  split: 'A split left its threshold without a meaning. Set a new one, then resume it.',
};

function changeNotice(
  alert: ToldAlert,
  told: ToldChange,
  words: { readonly key: string; readonly title: string; readonly body: string },
): Notice {
  return {
    user_id: alert.user_id,
    kind: 'alert_changed',
    dedupe_key: words.key,
    group: `alert:${alert.id}`,
    title: words.title,
    body: words.body,
    facts: alert.note === '' ? [] : [{ label: 'Note', value: alert.note }],
    link: `/alerts?alert=${alert.id}`,
    symbol: told.symbol,
    alert_id: alert.id,
    firing_id: null,
    simulated: false,
    channels: alert.channels,
    at: told.at,
  };
}

const headlines: Readonly<Record<ConditionType, (condition: Condition, firing: ToldFiring) => string>> = {
  PRICE_ABOVE: (_, firing) => `rose to ${priceText(firing)}`,
  PRICE_BELOW: (_, firing) => `fell to ${priceText(firing)}`,
  CROSSES: ({ threshold_value }, firing) => `crossed ${threshold_value}, now at ${priceText(firing)}`,
  CROSSES_UP: ({ threshold_value }, firing) => `crossed ${threshold_value} upwards, now at ${priceText(firing)}`,
  CROSSES_DOWN: ({ threshold_value }, firing) => `crossed ${threshold_value} downwards, now at ${priceText(firing)}`,
  PERCENT_CHANGE: (_, firing) => `${changeText(firing)}, now at ${priceText(firing)}`,
  RANGE_ENTER: ({ threshold_value, threshold_upper }, firing) =>
    `came between ${threshold_value} and ${threshold_upper}, now at ${priceText(firing)}`,
  RANGE_LEAVE: ({ threshold_value, threshold_upper }, firing) =>
    `left ${threshold_value} to ${threshold_upper}, now at ${priceText(firing)}`,
  NEW_HIGH: (_, firing) => `made a new high: ${priceText(firing)}`,
  NEW_LOW: (_, firing) => `made a new low: ${priceText(firing)}`,
  VOLUME_ABOVE: ({ threshold_value }, firing) =>
    `traded ${threshold_value} pieces or more today, now at ${priceText(firing)}`,
  BACK_IN_STOCK: (_, firing) => `is back in stock, at ${priceText(firing)}`,
};

function headline(firing: ToldFiring): string {
  const { definition, instrument } = firing;
  return `${instrument.symbol} ${headlines[definition.condition_type](definition, firing)}`;
}

function changeText({ price, reference_price, definition }: ToldFiring): string {
  const percent = reference_price === null ? (definition.threshold_value ?? '') : changePercent(price, reference_price);
  return percent.startsWith('-') ? `fell ${percent.slice(1)} %` : `rose ${percent} %`;
}

function priceText({ price, instrument }: ToldFiring): string {
  return `${price} ${instrument.currency}`;
}

function factsOf(alert: ToldAlert, firing: ToldFiring): Fact[] {
  const { instrument, previous_price, list_name, source, simulated } = firing;
  return [
    { label: 'Instrument', value: `${instrument.name} (${instrument.symbol})` },
    { label: 'Price', value: priceText(firing) },
    ...(previous_price === null ? [] : [{ label: 'Price before', value: `${previous_price} ${instrument.currency}` }]),
    { label: 'Rule', value: firing.sentence },
    { label: 'Time of the print', value: timeText(firing.print_at) },
    { label: 'Source', value: simulated ? `${source} (made up)` : source },
    ...(list_name === null ? [] : [{ label: 'List', value: list_name }]),
    ...(alert.note === '' ? [] : [{ label: 'Note', value: alert.note }]),
  ];
}

/** The owner's own words, with what they asked for put in; a name we do not know stays as it is. */
function filled(message: string, alert: ToldAlert, firing: ToldFiring): string {
  const { definition, instrument, price, previous_close } = firing;
  const { threshold_value, threshold_upper } = definition;
  const values: Readonly<Record<string, string>> = {
    symbol: instrument.symbol,
    name: instrument.name,
    price,
    threshold: threshold_upper === null ? (threshold_value ?? '') : `${threshold_value} to ${threshold_upper}`,
    change_pct: previous_close === null ? '' : changePercent(price, previous_close),
    time: timeText(firing.print_at),
    list: firing.list_name ?? '',
    note: alert.note,
  };
  return message.replace(/\{\{\s*([a-z_]+)\s*\}\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? '') : whole,
  );
}

/** To the second, in UTC: "2026-11-20 14:18:04 UTC". */
function timeText(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
