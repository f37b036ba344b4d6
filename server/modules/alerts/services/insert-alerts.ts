import { AppError } from '../../../../contract/errors.ts';
import type { Tx } from '../../../platform/db/transaction.ts';
import { newId } from '../../../platform/ids.ts';
import type { AlertStatus, PauseReason } from '../../../../contract/alerts.ts';
import { columnsOf, definitionOf, type Rule } from '../alert.ts';
import type { FreshTarget } from '../alert-market.ts';
import { ruleKey, type Settings } from '../read-rule.ts';
import { alerts } from '../tables.ts';

/** What an alert watches. */
export interface Subject {
  /** Null for a list. */
  readonly instrument_id: string | null;
  readonly watchlist_id: string | null;
}

/** An alert about to be written, with everything it watches. */
export interface NewAlert extends Settings, Subject {
  readonly rule: Rule;
  readonly status: Extract<AlertStatus, 'active' | 'paused'>;
  readonly pause_reason: PauseReason | null;
  readonly origin: 'user' | 'mark';
  readonly targets: readonly FreshTarget[];
}

/** Rows of one statement: PostgreSQL takes 65535 parameters. */
const ROWS_MAX = 1000;

/**
 * Writes alerts and their targets; the caller holds the owner's lock, has found room, and announces them.
 * @returns their ids, in the order given.
 */
export async function insertAlerts(
  tx: Tx,
  owner: { readonly user_id: string; readonly at: Date },
  news: readonly NewAlert[],
): Promise<string[]> {
  const rows = news.map((alert) => ({ id: newId(), alert }));
  for (let from = 0; from < rows.length; from += ROWS_MAX) {
    const values = rows.slice(from, from + ROWS_MAX).map(({ id, alert }) => alertRow(id, owner, alert));
    await alerts(tx).insertInto('alerts').values(values).execute();
  }
  await insertTargets(
    tx,
    rows.flatMap(({ id, alert }) => alert.targets.map((target) => Object.assign({ alert_id: id }, target))),
    owner.at,
  );
  return rows.map(({ id }) => id);
}

function alertRow(id: string, owner: { readonly user_id: string; readonly at: Date }, alert: NewAlert) {
  const { rule, targets, ...columns } = alert;
  return {
    ...columns,
    id,
    user_id: owner.user_id,
    ...columnsOf(rule),
    repeat: rule.repeat,
    cooldown_s: rule.cooldown_s,
    regular_session_only: rule.regular_session_only,
    price_at_creation: alert.instrument_id === null ? null : (targets[0]?.price_at_creation ?? null),
    last_fired_at: null,
    created_at: owner.at,
    updated_at: owner.at,
  };
}

/** Begins to watch instruments, each for one alert. */
export async function insertTargets(
  tx: Tx,
  targets: readonly (FreshTarget & { readonly alert_id: string })[],
  at: Date,
): Promise<void> {
  for (let from = 0; from < targets.length; from += ROWS_MAX) {
    const values = targets
      .slice(from, from + ROWS_MAX)
      .map((target) => Object.assign({ arming: 1, armed_at: at, last_fired_at: null, last_fired_day: null }, target));
    await alerts(tx).insertInto('targets').values(values).execute();
  }
}

/** What tells two alerts of one owner apart. */
export function alertKey(subject: Subject, rule: Rule): string {
  return `${subject.instrument_id ?? subject.watchlist_id} ${ruleKey(rule)}`;
}

/** Alerts that the owner has set, by what tells them apart. @param statuses only these; all without it. */
export async function ownAlertKeys(
  tx: Tx,
  user_id: string,
  filter: { readonly statuses?: readonly AlertStatus[]; readonly subject?: Subject } = {},
): Promise<Map<string, string>> {
  const { statuses, subject } = filter;
  const rows = await alerts(tx)
    .selectFrom('alerts')
    .where('user_id', '=', user_id)
    .where('origin', '=', 'user')
    .$if(statuses !== undefined, (query) => query.where('status', 'in', statuses ?? []))
    .$if(subject !== undefined, (query) =>
      query
        .where('instrument_id', 'is not distinct from', subject?.instrument_id ?? null)
        .where('watchlist_id', 'is not distinct from', subject?.watchlist_id ?? null),
    )
    .selectAll()
    .execute();
  return new Map(rows.map((row) => [alertKey(row, { ...row, ...definitionOf(row) }), row.id]));
}

/** @throws AppError `alert_exists` naming the active alert that is the same, unless it is `except`. */
export async function refuseSame(
  tx: Tx,
  alert: { readonly user_id: string; readonly subject: Subject; readonly rule: Rule; readonly except?: string },
): Promise<void> {
  const { user_id, subject, rule } = alert;
  const same = (await ownAlertKeys(tx, user_id, { statuses: ['active'], subject })).get(alertKey(subject, rule));
  if (same !== undefined && same !== alert.except) throw new AppError('alert_exists', { id: same });
}
