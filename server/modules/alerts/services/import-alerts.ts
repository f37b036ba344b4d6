import type { ReplyOf } from '../../../../contract/schemas.ts';
import type { Member } from '../../../platform/actor.ts';
import { type CsvProblem, refuseProblems } from '../../../platform/csv.ts';
import { inTransaction, type Tx } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { Instrument } from '../../market/index.ts';
import { lockWatchlist, ownLists, readMembers } from '../../watchlists/index.ts';
import type { Rule } from '../alert.ts';
import { type AlertMarket, freshTarget } from '../alert-market.ts';
import { type CsvAlert, problemAt, problemOf, readAlertsCsv } from '../csv.ts';
import { assertSuits, ruleFrom, settingsFrom } from '../read-rule.ts';
import { pricedInstrument } from './arm.ts';
import { alertKey, insertAlerts, type NewAlert, ownAlertKeys, type Subject } from './insert-alerts.ts';
import { announce, lockOwner } from './lock-alerts.ts';
import { assertRoom } from './room.ts';

interface ImportedAlert {
  readonly from: CsvAlert;
  readonly rule: Rule;
  readonly subject: Subject;
}

/**
 * Adds alerts from CSV text, all rows or none. What exists already stays as it is, whatever its status, so that the
 * same file changes nothing a second time. A level that is reached already waits for the other side.
 * @throws AppError `csv_invalid` naming every row that fails, `alert_limit`.
 */
export async function importAlerts(
  platform: Platform,
  market: AlertMarket,
  actor: Member,
  csv: string,
): Promise<ReplyOf<'importAlerts'>> {
  const at = platform.clock.now();
  const problems: CsvProblem[] = [];
  const rows = readAlertsCsv(csv, problems);
  return inTransaction(platform.db, async (tx) => {
    const lists = await ownLists(tx, actor.user_id);
    const listIds = new Map(lists.map(({ id, name }) => [name.toLowerCase(), id]));
    const imported = readRows(market, { rows, listIds }, problems);
    refuseProblems(problems);
    const members = await lockMembers(tx, actor, imported);
    await lockOwner(tx, actor.user_id);
    const present = await ownAlertKeys(tx, actor.user_id);
    const fresh = imported.filter(({ subject, rule }) => !present.has(alertKey(subject, rule)));
    const news = fresh.flatMap((one) => newAlert({ market, actor, at, members }, one, problems));
    refuseProblems(problems);
    const active = news.filter(({ status }) => status === 'active');
    await assertRoom(tx, actor, {
      alerts: active.length,
      fresh: news.length,
      list_alerts: active.filter(({ instrument_id }) => instrument_id === null).length,
    });
    await announce(tx, platform, await insertAlerts(tx, { user_id: actor.user_id, at }, news));
    return { added: news.length, unchanged: imported.length - news.length };
  });
}

function readRows(
  market: AlertMarket,
  file: { readonly rows: readonly CsvAlert[]; readonly listIds: ReadonlyMap<string, string> },
  problems: CsvProblem[],
): ImportedAlert[] {
  const seen = new Map<string, number>();
  return file.rows.flatMap((from) => {
    const subject = subjectOf(market, file.listIds, from, problems);
    const rule = ruleOf(from, market.byId(subject?.instrument_id ?? ''), problems);
    if (subject === null || rule === null) return [];
    const key = alertKey(subject, rule);
    const before = seen.get(key);
    if (before !== undefined) {
      const accepted = `each alert once; it stands on line ${before} already`;
      problems.push(problemAt(from.row, 'condition_type', { code: 'duplicate', accepted }));
    }
    seen.set(key, from.row.line);
    return [{ from, rule, subject }];
  });
}

function subjectOf(
  market: AlertMarket,
  listIds: ReadonlyMap<string, string>,
  { row, symbol, list }: CsvAlert,
  problems: CsvProblem[],
): Subject | null {
  const refuse = (column: string, code: string, accepted: string): null => {
    problems.push(problemAt(row, column, { code, accepted }));
    return null;
  };
  if (symbol !== '' && list !== '') return refuse('list', 'two_subjects', 'a symbol or a list, not both');
  if (symbol === '' && list === '') return refuse('symbol', 'missing', 'a symbol, or the name of a list of yours');
  if (list !== '') {
    const watchlist_id = listIds.get(list.toLowerCase());
    if (watchlist_id === undefined) return refuse('list', 'unknown_list', 'the name of a list of yours');
    return { instrument_id: null, watchlist_id };
  }
  const instrument = market.find(symbol);
  if (instrument === undefined) return refuse('symbol', 'unknown_symbol', 'a symbol that GET /api/v1/stocks?q= finds');
  return { instrument_id: instrument.id, watchlist_id: null };
}

function ruleOf({ row, body }: CsvAlert, instrument: Instrument | undefined, problems: CsvProblem[]): Rule | null {
  try {
    const rule = ruleFrom(body);
    if (instrument !== undefined) assertSuits(rule, instrument.kind);
    return rule;
  } catch (error) {
    problems.push(problemOf(row, error));
    return null;
  }
}

/** Members of the lists that are named; the lists stay as they are until the transaction ends. */
async function lockMembers(
  tx: Tx,
  actor: Member,
  imported: readonly ImportedAlert[],
): Promise<ReadonlyMap<string, readonly { readonly instrument_id: string }[]>> {
  const ids = [...new Set(imported.flatMap(({ subject }) => subject.watchlist_id ?? []))].toSorted();
  for (const id of ids) await lockWatchlist(tx, actor, id);
  return readMembers(tx, ids);
}

function newAlert(
  context: {
    readonly market: AlertMarket;
    readonly actor: Member;
    readonly at: Date;
    readonly members: ReadonlyMap<string, readonly { readonly instrument_id: string }[]>;
  },
  { from, rule, subject }: ImportedAlert,
  problems: CsvProblem[],
): NewAlert[] {
  const { market, actor, at, members } = context;
  const { instrument_id, watchlist_id } = subject;
  try {
    if (instrument_id !== null) pricedInstrument(market, instrument_id);
    const settings = settingsFrom(actor, from.body, { now: at });
    const ids = instrument_id === null ? (members.get(watchlist_id ?? '') ?? []) : [{ instrument_id }];
    const targets = ids.map((member) => freshTarget(market, rule, member, 'wait'));
    const status = from.active
      ? ({ status: 'active', pause_reason: null } as const)
      : ({ status: 'paused', pause_reason: 'user' } as const);
    return [{ ...subject, ...settings, ...status, rule, targets, origin: 'user' }];
  } catch (error) {
    problems.push(problemOf(from.row, error));
    return [];
  }
}
